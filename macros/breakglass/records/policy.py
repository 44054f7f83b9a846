"""A policy: who agrees to what, how often things are looked at, and who settles a dispute."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.values import Day, Duration, Flag, Line, Prose, RoleRef, Slug, Whole
from breakglass.records.vocabulary import ChangeClass, OwnerSide


class Approver(Part):
    """A place of approval: someone who must agree. Give `owner`, `role`, or both: then either will do."""

    owner: OwnerSide | None = Field(None, examples=["technical"])
    """A member of the record's technical or business owner."""
    role: RoleRef | None = Field(None, examples=["incident-lead"])
    """A person who holds this role."""
    count: Whole = Field(1, ge=1, examples=["1"])
    """How many different people."""


class ChangeControl(Part):
    """What a class of change asks for (ITIL 4, change enablement)."""

    means: Line = Field(examples=["Wording, contacts and dates; nobody has to relearn anything"])
    """Which changes belong here."""
    approvers: tuple[Approver, ...]
    """Who must agree before the change takes effect."""
    risk: RoleRef | None = Field(None, examples=["incident-lead"])
    """The role that validates the risk assessment; nobody if left out."""
    afterwards: Duration | None = Field(None, examples=["5d"])
    """For changes that take effect before the approval: by when they are reviewed."""
    signed_since: Day | None = Field(None, examples=[])
    """From which day on the approvals of such changes are signed; never if left out."""


class Cadences(Part):
    """How often something is due."""

    review: Duration = Field(examples=["180d"])
    """The longest a review may be good for."""
    drill: Duration | None = Field(None, examples=["365d"])
    """How often a playbook is drilled; never by itself if left out."""


class WaiverLimits(Part):
    """Who may waive a check, and for how long."""

    longest: Duration = Field(examples=["90d"])
    """The longest a waiver may run."""
    together: Duration | None = Field(None, examples=["180d"])
    """The longest that waivers of one check for one record may run in all, one after the other. Twice the longest
    where nothing is written."""
    by: tuple[RoleRef, ...] = Field(examples=[["incident-lead"]])
    """The roles that may grant one."""


class Conflict(Part):
    """How a disagreement about a change is settled."""

    how: Prose = Field(examples=["The two owners talk first. After two working days the executive sponsor decides."])
    """What happens, step by step."""
    decides: RoleRef = Field(examples=["incident-lead"])
    """Who has the last word."""


class Policy(Maintained):
    """The house rules that changes, reviews, drills and waivers are held to."""

    kind: Literal["policy"] = Field(examples=["policy"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["change-control"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Change control for playbooks"])
    """What people call it."""
    about: Prose = Field(examples=["Light where nothing can go wrong, strict where authority moves."])
    """What it is for, in the words of the house."""
    classes: dict[ChangeClass, ChangeControl] = Field(
        examples=[
            {
                "standard": {
                    "means": "Wording, contacts and dates; nobody has to relearn anything",
                    "approvers": [{"owner": "technical"}],
                },
                "normal": {
                    "means": "Anything that people do otherwise from now on",
                    "approvers": [{"owner": "technical"}],
                    "risk": "incident-lead",
                },
                "emergency": {
                    "means": "A change in the middle of an incident, because the written way does harm",
                    "approvers": [{"role": "incident-lead"}],
                    "afterwards": "5d",
                },
            }
        ]
    )
    """What each class of change asks for."""
    own_change: Flag = Field(default=False, examples=["false"])
    """Whether an author may count as an approver of their own change. Leave it at false."""
    separate_duties: Flag = Field(default=True, examples=["true"])
    """Whether every place of approval is filled by another person: who answers for one owner does not answer for the
    other as well (NIST SP 800-53 AC-5). Set it to false only where there are too few people."""
    conflict: Conflict
    """How a disagreement is settled."""
    cadence: dict[Slug, Cadences] = Field(
        examples=[{"sev1": {"review": "180d", "drill": "365d"}, "other": {"review": "365d"}}]
    )
    """How often records are reviewed and drilled, by the severity of the playbook; `other` for all the rest."""
    signal_test: Duration = Field(examples=["365d"])
    """How often every signal is made to fire."""
    workaround: Duration = Field(examples=["30d"])
    """The longest a workaround may stay."""
    message_approval: Duration = Field(timedelta(days=184), examples=["184d"])
    """The longest that a standing approval of a message may still run. 184 days, half a year, where nothing is
    written."""
    plain_words: tuple[Line, ...] = Field((), examples=[["Make"]])
    """Names of platforms, vendors, teams, processes or automations that are words of every day, or that readers outside
    know; messages may use them."""
    waivers: WaiverLimits
    """Who may waive a check, and for how long."""
