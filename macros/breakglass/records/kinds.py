"""The kinds of record, by name, in the order in which people meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.appetite import Appetite
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.drill import Drill
from breakglass.records.escalation import Escalation
from breakglass.records.incident import Incident
from breakglass.records.message import Message
from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.policy import Policy
from breakglass.records.process import Process
from breakglass.records.review import Review
from breakglass.records.role import Role
from breakglass.records.rubric import Rubric
from breakglass.records.signal import Signal
from breakglass.records.team import Team
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from breakglass.records.record import Record

KINDS: dict[str, type[Record]] = {
    "playbook": Playbook,
    "module": Module,
    "signal": Signal,
    "platform": Platform,
    "process": Process,
    "role": Role,
    "team": Team,
    "escalation": Escalation,
    "message": Message,
    "rubric": Rubric,
    "appetite": Appetite,
    "incident": Incident,
    "drill": Drill,
    "policy": Policy,
    "change": Change,
    "approval": Approval,
    "review": Review,
    "waiver": Waiver,
}

KIND_TITLE: dict[str, str] = {
    "playbook": "Playbooks",
    "module": "Modules",
    "signal": "Signals",
    "platform": "Platforms",
    "process": "Business processes",
    "role": "Roles",
    "team": "Teams",
    "escalation": "Escalation paths",
    "message": "Messages",
    "rubric": "Severity and triage",
    "appetite": "Severity and triage",
    "incident": "Incidents",
    "drill": "Drills",
    "policy": "Policies",
    "change": "Changes",
    "approval": "Approvals",
    "review": "Reviews",
    "waiver": "Waivers",
}
"""What the page that lists a kind is called."""

PLURAL: dict[str, str] = {
    "playbook": "playbooks",
    "module": "modules",
    "signal": "signals",
    "platform": "platforms",
    "process": "processes",
    "role": "roles",
    "team": "teams",
    "escalation": "escalations",
    "message": "messages",
    "rubric": "rubrics",
    "appetite": "appetites",
    "incident": "incidents",
    "drill": "drills",
    "policy": "policies",
    "change": "changes",
    "approval": "approvals",
    "review": "reviews",
    "waiver": "waivers",
}
"""The folder in which each kind's pages stand."""

PAGELESS = frozenset({"approval", "review"})
"""Kinds without a page of their own: they are shown with the change or the record that they are about."""

INDEX: dict[str, str] = PLURAL | {"appetite": PLURAL["rubric"]}
"""The folder whose index page lists each kind. Appetites stand with the severities that they set."""
