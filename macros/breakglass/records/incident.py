"""An incident: the review without blame, and the numbers that charts are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from breakglass.records.learning import Action
from breakglass.records.record import Event, Part
from breakglass.records.values import (
    AppetiteRef,
    ChangeRef,
    Handle,
    Level,
    Line,
    Moment,
    PlatformRef,
    PlaybookRef,
    ProcessRef,
    Prose,
    Real,
    RecordRef,
    RoleRef,
    SignalRef,
    Slug,
    Version,
    Whole,
)
from breakglass.records.vocabulary import FailureMode, Measure, RollbackResult

if TYPE_CHECKING:
    from datetime import timedelta


class Times(Part):
    """The moments that the measures are counted from (NIST SP 800-61r3, metrics of response and recovery)."""

    started: Moment = Field(examples=["2026-08-14T15:02Z"])
    """When the harm began, as far as is known now."""
    detected: Moment = Field(examples=["2026-08-14T15:19Z"])
    """When a signal or a person first showed it."""
    acknowledged: Moment = Field(examples=["2026-08-14T15:23Z"])
    """When a responder answered."""
    contained: Moment = Field(examples=["2026-08-14T15:48Z"])
    """When the harm stopped growing."""
    recovered: Moment = Field(examples=["2026-08-14T17:05Z"])
    """When the business process was proved to be in order."""

    def measured(self) -> dict[Measure, timedelta]:
        """Each measure of time: detection counted from the start, all others from detection."""
        return {
            "time-to-detect": self.detected - self.started,
            "time-to-acknowledge": self.acknowledged - self.detected,
            "time-to-contain": self.contained - self.detected,
            "time-to-recover": self.recovered - self.detected,
        }


class DecisionPoint(Part):
    """A decision, and what was known when it was made."""

    chose: Line = Field(examples=["Pause the flow before the vendor has answered"])
    """What was decided."""
    by: RoleRef = Field(examples=["incident-lead"])
    """The role that decided."""
    known: Line = Field(examples=["Last good run 15:02; 84 orders waiting; status page green"])
    """The information at hand, not what came to light later."""


class Moments(Part):
    """A line of the timeline."""

    at: Moment = Field(examples=["2026-08-14T15:23Z"])
    """When."""
    what: Line = Field(examples=["The resolver answers the page and opens the run history"])
    """What happened."""
    decision: DecisionPoint | None = None
    """Where something was decided: what, by whom, on what information."""


class ScoredImpact(Part):
    """The impact as it was scored in the incident."""

    urgency: Level = Field(examples=["5"])
    """Urgency, 1 to 5 by the rubric."""
    financial: Level = Field(examples=["4"])
    """Financial risk, 1 to 5."""
    regulatory: Level = Field(examples=["2"])
    """Regulatory exposure, 1 to 5."""
    goodwill: Level = Field(examples=["3"])
    """Customer goodwill, 1 to 5."""
    appetite: AppetiteRef = Field(examples=["company"])
    """The appetite under which the severity was set."""
    score: Real = Field(ge=1, le=5, examples=["3.7"])
    """The score that came out, rounded to one decimal."""
    why: Line = Field(examples=["84 orders waiting at the Friday peak, and growing by 15 a minute"])
    """The reason in a sentence."""


class Updates(Part):
    """How the communication went."""

    due: Whole = Field(ge=0, examples=["4"])
    """How many updates the cadence asked for."""
    on_time: Whole = Field(ge=0, examples=["3"])
    """How many went out in time."""
    rating: Real | None = Field(None, ge=1, le=5, examples=["4"])
    """What stakeholders thought of the communication, 1 to 5, on average; nothing if nobody was asked."""


class Learnt(Part):
    """Something that the next responder should know, and the record that tells them now."""

    lesson: Line = Field(examples=["A flow can be *On* and never start; look at the time of the last run"])
    """The lesson in one sentence."""
    changed: RecordRef | None = Field(None, examples=["playbook/payment-flow-stopped"])
    """The record that was changed because of it."""
    version: Version | None = Field(None, examples=["1.0.0"])
    """The version that carries it."""


class Audit(Part):
    """The audit afterwards: whether changes, approvals and rollbacks kept to the rules."""

    changes: tuple[ChangeRef, ...] = Field((), examples=[["chg-2026-0042"]])
    """The change records of what was changed in the incident and because of it."""
    approvals: Line = Field(examples=["The rewire had a second reader; the approval followed the next day"])
    """Whether every change had the approvals that the policy asks for."""
    rollback: RollbackResult = Field(examples=["not-needed"])
    """`not-needed`, `worked`, `partly` or `failed`."""
    rollback_note: Line | None = Field(None, examples=["The version before the mend was kept ready"])
    """What happened when it was rolled back."""
    gaps: tuple[Line, ...] = Field((), examples=[["The hold at the warehouse was called off without a log line."]])
    """Where the rules were not kept, without names."""
    by: Handle = Field(examples=["tomas-lind"])
    """Who audited it: somebody who took no part."""


class Incident(Event):
    """A review without blame. Short ones hold the facts and the times; full ones add what was learnt."""

    kind: Literal["incident"] = Field(examples=["incident"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["inc-2026-014"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Orders not charged at the Friday peak"])
    """What people call it."""
    severity: Slug = Field(examples=["sev1"])
    """The worst severity it had."""
    mode: FailureMode = Field(examples=["silent-trigger"])
    """The failure mode."""
    platforms: tuple[PlatformRef, ...] = Field(min_length=1, examples=[["power-automate"]])
    """The platforms it happened on."""
    processes: tuple[ProcessRef, ...] = Field(examples=[["order-to-cash"]])
    """The business processes that felt it."""
    playbooks: tuple[PlaybookRef, ...] = Field((), examples=[["payment-flow-stopped"]])
    """The playbooks that were used. None is a finding of its own: what was missing?"""
    signals: tuple[SignalRef, ...] = Field((), examples=[["payment-run-gap"]])
    """The signals that showed it. None: people told us."""
    times: Times
    """The moments that the measures are counted from."""
    updates: Updates
    """How the communication went."""
    summary: Prose = Field(examples=["A licence change turned a trigger silent. 84 orders waited up to 46 minutes."])
    """What happened, in three sentences that a stranger understands."""
    impact: ScoredImpact | None = None
    """The impact as it was scored. In every full review."""
    timeline: tuple[Moments, ...] = ()
    """What happened when, with the decisions and what was known."""
    coordination: Prose | None = Field(None, examples=["Two bridges were open for ten minutes; nobody led."])
    """How people worked together."""
    factors: tuple[Line, ...] = Field((), examples=[["Nothing counts runs that do not happen."]])
    """What contributed. Several things always do; a person is never one of them."""
    went_well: tuple[Line, ...] = Field((), examples=[["The resolver saved the history before touching the flow."]])
    """What should stay as it is."""
    lessons: tuple[Learnt, ...] = ()
    """What the next responder should know."""
    actions: tuple[Action, ...] = ()
    """What was decided to be done."""
    audit: Audit | None = None
    """The audit afterwards."""

    @property
    def full(self) -> bool:
        """Whether it is a full review and not just a line for the charts."""
        return bool(self.timeline)
