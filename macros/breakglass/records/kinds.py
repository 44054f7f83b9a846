"""The kinds of record, by name, in the order in which people meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.appetite import Appetite
from breakglass.records.escalation import Escalation
from breakglass.records.message import Message
from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.process import Process
from breakglass.records.role import Role
from breakglass.records.rubric import Rubric
from breakglass.records.signal import Signal
from breakglass.records.team import Team

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
}
"""The folder in which each kind's pages stand."""

INDEX: dict[str, str] = PLURAL | {"appetite": PLURAL["rubric"]}
"""The folder whose index page lists each kind. Appetites stand with the severities that they set."""
