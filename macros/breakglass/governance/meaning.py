"""What each field of a record means for those who work by it: the table that differences are judged by.

A row says what kind of thing the field holds and how people call it. From that follows which version bump a change of
it asks for, who must agree, and the sentence that tells it. A field that has no row counts as a normal change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from breakglass.records import (
    appetite,
    approval,
    change,
    drill,
    escalation,
    incident,
    learning,
    message,
    module,
    platform,
    playbook,
    policy,
    process,
    record,
    review,
    role,
    rubric,
    signal,
    steps,
    team,
    waiver,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel


class Sort(Enum):
    """What kind of thing a field holds."""

    PAPER = "paper"
    """Says that something changed, and not what."""
    WORDING = "wording"
    """Explains; nobody acts by it."""
    INSTRUCTION = "instruction"
    """People act by these words."""
    CONTACT = "contact"
    """Where somebody or something is found."""
    DATE = "date"
    """A day that moves with time."""
    FACT = "fact"
    """What was measured or seen."""
    LIMIT = "limit"
    """A time, a number or an amount that somebody is held to."""
    CHOICE = "choice"
    """One of a few words that the machine and people go by."""
    SAFEGUARD = "safeguard"
    """A choice that protects; to take it away is to relearn."""
    WHO = "who"
    """Who answers, acts or is called."""
    POWER = "power"
    """What somebody may do or decide."""
    ROUTE = "route"
    """Where the work goes on."""
    STATUS = "status"
    """Whether people work by the record."""
    AUDIENCE = "audience"
    """Who may read it."""
    PART = "part"
    """A part with fields of its own."""
    PARTS = "parts"
    """Several parts, each known by a name of its own."""


class Weight(Enum):
    """How much it matters that one of several parts is added or goes."""

    WORDS = "words"
    """Words to find or explain things by."""
    USEFUL = "useful"
    """Something to work with; one more or less changes what is done."""
    NEEDED = "needed"
    """Without it people work otherwise: they must relearn."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row.

    `noun` is what people call the field. `said` is a clause for a changed value, with `{it}` for the part it belongs
    to, `{before}` and `{after}`; left empty, the noun makes the clause. For parts, `key` is the key that names one,
    `weight` how much one matters, `ordered` whether their order means something, `numbered` whether people call them by
    number, and `value` what the values are where they are no parts with fields. `nothing` says what an empty value
    stands for, where it stands for something.
    """

    sort: Sort
    noun: str
    said: str = ""
    key: tuple[str, ...] = ()
    weight: Weight = Weight.USEFUL
    ordered: bool = False
    numbered: bool = False
    value: Meaning | None = None
    nothing: str = ""


def _paper() -> Meaning:
    return Meaning(Sort.PAPER, "paperwork")


def _wording(noun: str) -> Meaning:
    return Meaning(Sort.WORDING, noun)


def _instruction(noun: str) -> Meaning:
    return Meaning(Sort.INSTRUCTION, noun)


def _limit(noun: str, said: str = "") -> Meaning:
    return Meaning(Sort.LIMIT, noun, said)


def _who(noun: str, said: str = "") -> Meaning:
    return Meaning(Sort.WHO, noun, said)


def _route(noun: str, said: str = "") -> Meaning:
    return Meaning(Sort.ROUTE, noun, said)


def _choice(noun: str, said: str = "") -> Meaning:
    return Meaning(Sort.CHOICE, noun, said)


def _part(noun: str) -> Meaning:
    return Meaning(Sort.PART, noun)


def _parts(
    noun: str, *key: str, weight: Weight = Weight.USEFUL, ordered: bool = False, value: Meaning | None = None
) -> Meaning:
    return Meaning(Sort.PARTS, noun, key=key, weight=weight, ordered=ordered, value=value)


def _words(noun: str) -> Meaning:
    """Several words or sentences that nobody acts by."""
    return _parts(noun, weight=Weight.WORDS, value=_wording(noun))


def _lines(noun: str) -> Meaning:
    """Several instructions, one a line, in an order."""
    return _parts(noun, ordered=True, value=_instruction(noun))


def _links(noun: str) -> Meaning:
    """References to other records, in no order."""
    return _parts(noun, value=_choice(noun))


def _powers(noun: str) -> Meaning:
    """Several things that somebody may do."""
    return _parts(noun, weight=Weight.NEEDED, value=Meaning(Sort.POWER, noun))


NEEDED = Weight.NEEDED
WORDS = Weight.WORDS
_NOW = "{it} is now {after} instead of {before}"
_HEAD = {
    "kind": _paper(),
    "id": _paper(),
    "title": _wording("title"),
    "audience": Meaning(Sort.AUDIENCE, "audience"),
}
_MAINTAINED = _HEAD | {
    "version": _paper(),
    "status": Meaning(Sort.STATUS, "status"),
    "owners": _part("owners"),
    "review": _part("review"),
    "changelog": _paper(),
    "retirement": _part("retirement"),
}

MEANINGS: Mapping[type[BaseModel], Mapping[str, Meaning]] = {
    # The head
    record.Owners: {
        "technical": _who("technical owner", "the technical owner is now {after} instead of {before}"),
        "business": _who("business owner", "the business owner is now {after} instead of {before}"),
    },
    record.ReviewCadence: {"every": _limit("review cadence", "it is now reviewed every {after} instead of {before}")},
    record.Retirement: {
        "reason": _wording("reason for the retirement"),
        "date": Meaning(Sort.DATE, "day of the retirement"),
        "successor": _route("successor"),
        "nothing_follows": _wording("reason why nothing follows"),
    },
    record.Money: {"amount": _limit("amount"), "currency": Meaning(Sort.LIMIT, "currency")},
    # Playbooks
    playbook.Playbook: _MAINTAINED
    | {
        "aliases": _words("search word"),
        "symptoms": _words("symptom"),
        "purpose": _wording("purpose"),
        "metrics": _parts("target for", "measure"),
        "platforms": _links("platform"),
        "processes": _links("business process"),
        "failure": _part("failure"),
        "consequences": _parts("consequence", "technical", weight=WORDS),
        "impact": _part("impact"),
        "signals": _links("signal"),
        "confirm": _part("confirmation"),
        "escalation": _route("escalation path", "it now escalates along {after} instead of {before}"),
        "phases": _part("phases"),
        "decisions": _part("decision tree"),
        "validation": _parts("validation check", "check", weight=NEEDED),
        "rollback": _part("rollback"),
        "fallback": _part("fallback"),
        "workarounds": _parts("workaround", "what"),
        "communication": _parts("message", "message"),
        "untold": _parts("audience that is not told", "to", weight=NEEDED),
        "compliance": _parts("compliance duty", "duty", weight=NEEDED),
        "evidence": _parts("evidence", "id"),
    },
    playbook.Metric: {"measure": _paper(), "target": _limit("target", _NOW)},
    playbook.Failure: {"mode": _choice("failure mode"), "detail": _wording("description of the failure")},
    playbook.Consequence: {
        "technical": _wording("technical consequence"),
        "business": _choice("business consequence"),
        "process": _choice("business process"),
        "detail": _wording("detail"),
    },
    playbook.Impact: {
        "urgency": _limit("score for urgency"),
        "financial": _limit("score for financial risk"),
        "regulatory": _limit("score for regulatory exposure"),
        "goodwill": _limit("score for customer goodwill"),
        "why": _wording("reason of the score"),
    },
    playbook.Confirm: {
        "holds": _lines("sign that this is the right playbook"),
        "look_alikes": _parts("look-alike", "when"),
    },
    playbook.LookAlike: {"when": _instruction("sign"), "go": _route("playbook to go to")},
    playbook.Phases: {
        "detect": _part("phase detect"),
        "triage": _part("phase triage"),
        "contain": _part("phase contain"),
        "remediate": _part("phase remediate"),
        "recover": _part("phase recover"),
        "review": _part("phase review"),
    },
    playbook.PhasePlan: {
        "steps": _parts("step", "id", "uses", weight=NEEDED, ordered=True),
        "skip": _instruction("reason to skip the phase"),
    },
    steps.Step: {
        "id": _paper(),
        "do": _instruction("instruction"),
        "action": _choice("action", "{it} now names the action {after} instead of {before}"),
        "role": _who("role", "{it} is now done by {after} instead of {before}"),
        "within": _limit("time limit", "{it} may now take {after} instead of {before}"),
        "scope": Meaning(Sort.SAFEGUARD, "scope check", "{it} is {after} a scope check"),
        "effect": Meaning(Sort.SAFEGUARD, "effect"),
        "verify": _instruction("proof that it worked"),
        "otherwise": _route("way on when it fails"),
        "undo": _instruction("way to undo it"),
        "side_effects": _instruction("note of side effects"),
        "money": _part("amount of money"),
        "evidence": _links("evidence to keep"),
        "platforms": Meaning(
            Sort.WHO, "platforms", "{it} is now taken on {after} instead of {before}", nothing="every platform"
        ),
        "note": _wording("note"),
    },
    steps.Use: {
        "uses": _paper(),
        "with": _parts("value for", value=Meaning(Sort.INSTRUCTION, "value", _NOW)),
    },
    steps.Check: {
        "check": _instruction("check"),
        "expect": _instruction("expected result"),
        "role": _who("role", "{it} is now done by {after} instead of {before}"),
    },
    playbook.Decisions: {
        "start": _route("first question", "the decision tree now starts at {after} instead of {before}"),
        "nodes": _parts("decision", weight=NEEDED),
        "outcomes": _parts("outcome", weight=NEEDED),
    },
    playbook.Node: {
        "ask": _instruction("question"),
        "help": _instruction("hint"),
        "answers": _parts(
            "answer",
            weight=NEEDED,
            value=_route("way on", "{it} now leads to {after} instead of {before}"),
        ),
        "step": _route("step", "{it} now takes the step {after} instead of {before}"),
        "then": _route("way on", "{it} now goes on to {after} instead of {before}"),
        "decides": Meaning(Sort.POWER, "decision right", "{it} is now decided by {after} instead of {before}"),
    },
    playbook.Outcome: {
        "title": _instruction("title"),
        "gate": _route("gate", "{it} is now the gate {after} instead of {before}"),
        "criteria": _instruction("criterion"),
        "decides": Meaning(Sort.POWER, "decision right", "{it} is now decided by {after} instead of {before}"),
        "go": _route("way on", "{it} now goes on to {after} instead of {before}"),
    },
    playbook.Rollback: {
        "when": _instruction("criterion of the rollback"),
        "decides": Meaning(Sort.POWER, "decision on the rollback"),
        "steps": _lines("rollback step"),
    },
    playbook.Fallback: {
        "when": _instruction("criterion of the fallback"),
        "decides": Meaning(Sort.POWER, "decision on the fallback"),
        "team": _who("team of the fallback"),
        "capacity": _wording("capacity of the fallback"),
        "steps": _lines("fallback step"),
        "reconcile": _instruction("way back from the fallback"),
    },
    playbook.Workaround: {
        "what": _instruction("workaround"),
        "owner": _who("owner"),
        "longest": _limit("longest stay", "{it} may now stay {after} instead of {before}"),
        "permanent": _wording("permanent fix"),
    },
    playbook.Communication: {
        "message": _paper(),
        "when": _instruction("moment of sending"),
        "every": _limit("cadence", "{it} is now repeated every {after} instead of {before}"),
    },
    playbook.Untold: {"to": _paper(), "why": _wording("reason")},
    playbook.Duty: {
        "duty": _instruction("duty"),
        "applies_if": _instruction("condition"),
        "clock": _limit("clock", "{it} now leaves {after} instead of {before}"),
        "starts": _instruction("start of the clock"),
        "role": _who("role"),
        "note": _wording("note"),
    },
    playbook.Evidence: {
        "id": _paper(),
        "what": _instruction("description"),
        "where": _instruction("keeping place"),
        "role": _who("role", "{it} is now captured by {after} instead of {before}"),
        "keep": _limit("retention", "{it} is now kept for {after} instead of {before}"),
    },
    # Modules
    module.Module: _MAINTAINED
    | {
        "pattern": _wording("pattern"),
        "phase": _choice("phase"),
        "parameters": _parts("parameter", weight=NEEDED),
        "steps": _parts("step", "id", "uses", weight=NEEDED, ordered=True),
        "rollback": _lines("rollback step"),
        "integrity": _parts("integrity check", "check", weight=NEEDED),
        "verification": _parts("verification test", "check", weight=NEEDED),
    },
    module.Parameter: {"what": _wording("meaning"), "example": _wording("example")},
    # Signals
    signal.Signal: _MAINTAINED
    | {
        "source": _choice("source"),
        "platform": _choice("platform"),
        "where": Meaning(Sort.CONTACT, "place to look"),
        "condition": _instruction("condition"),
        "threshold": _limit("threshold"),
        "indicates": _wording("risk that it indicates"),
        "processes": _links("business process"),
        "reliability": Meaning(Sort.PART, "reliability"),
        "words": _words("search word"),
    },
    signal.Reliability: {
        "tested": Meaning(Sort.DATE, "day of the last test"),
        "result": Meaning(Sort.FACT, "result of the last test"),
        "how": _wording("account of the last test"),
        "per_week": Meaning(Sort.FACT, "number of alerts a week"),
        "false_rate": Meaning(Sort.FACT, "false-positive rate"),
    },
    # Platforms
    platform.Platform: _MAINTAINED
    | {
        "vendor": _wording("vendor"),
        "about": _wording("description"),
        "status_page": Meaning(Sort.CONTACT, "status page"),
        "support": Meaning(Sort.CONTACT, "way to the vendor's support"),
        "run_history": _wording("account of the run history"),
        "versions": _wording("account of versions"),
        "connections": _wording("account of connections"),
        "limits": _parts("limit", "what"),
        "errors": _parts("error code", "code", weight=WORDS),
        "actions": _parts("action", weight=NEEDED),
    },
    platform.Limit: {"what": _wording("name"), "value": _limit("value"), "why": _wording("reason")},
    platform.ErrorCode: {"code": _paper(), "means": _wording("meaning")},
    platform.Action: {
        "title": _wording("title"),
        "effect": Meaning(Sort.SAFEGUARD, "effect"),
        "steps": _lines("line"),
        "needs": _instruction("right that it needs"),
        "caution": _instruction("caution"),
        "undo": _instruction("way to undo it"),
    },
    # Business processes
    process.Process: _MAINTAINED
    | {
        "about": _wording("description"),
        "stake": _part("stake"),
        "tolerance": _part("tolerance"),
        "regimes": _parts("regulatory regime", value=_choice("regulatory regime")),
        "peak": _wording("peak"),
        "automations": _parts("automation", "name"),
    },
    process.Stake: {
        "money": _part("money at stake an hour"),
        "volume": _limit("volume at stake"),
        "basis": _wording("basis of the stake"),
    },
    process.Tolerance: {
        "downtime": _limit("tolerable downtime"),
        "data_loss": _limit("tolerable data loss"),
    },
    process.Automation: {
        "name": _paper(),
        "platform": _choice("platform"),
        "does": _wording("description"),
        "without": _wording("account of what happens without it"),
    },
    # Roles
    role.Role: _MAINTAINED
    | {
        "mission": _wording("mission"),
        "teams": _parts("team that staffs it", weight=NEEDED, value=_who("team that staffs it")),
        "deputy": _who("deputy"),
        "first": _lines("first act"),
        "authority": _parts("authority", "may", weight=NEEDED),
        "may_not": _powers("ban"),
        "artefacts": _parts("artefact", "what"),
        "handoff": _lines("hand-off criterion"),
        "rotation": _part("rotation"),
        "raci": _parts("part in", value=Meaning(Sort.WHO, "part", _NOW)),
        "note": _wording("note"),
    },
    role.Authority: {
        "may": _instruction("right"),
        "limit": Meaning(Sort.POWER, "limit"),
        "actions": _powers("action"),
        "gates": _powers("gate"),
        "tells": _powers("audience it may tell"),
        "money": Meaning(Sort.PART, "limit in money"),
    },
    role.Artefact: {"what": _instruction("artefact"), "when": _instruction("moment")},
    role.Rotation: {
        "longest": _limit("longest turn", "the longest turn is now {after} instead of {before}"),
        "next": _who("next in turn"),
        "handover": _lines("hand-over line"),
    },
    # Teams
    team.Team: _MAINTAINED
    | {
        "about": _wording("description"),
        "hours": _wording("hours"),
        "opening_hours": _parts("opening hours", value=Meaning(Sort.CONTACT, "opening hours"), weight=WORDS),
        "members": _parts("member", value=_who("member")),
        "former": _parts("former member", value=_who("former member")),
        "forge": _who("name on the forge"),
        "channels": _parts("channel", "name", weight=WORDS, ordered=True),
    },
    team.Channel: {
        "kind": Meaning(Sort.CONTACT, "kind"),
        "address": Meaning(Sort.CONTACT, "address"),
        "name": _wording("name"),
        "hours": Meaning(Sort.CONTACT, "hours"),
    },
    # Escalation paths
    escalation.Escalation: _MAINTAINED
    | {
        "about": _wording("description"),
        "levels": Meaning(Sort.PARTS, "level", key=("id",), weight=NEEDED, ordered=True, numbered=True),
        "specialists": _parts("specialist", "call", weight=NEEDED),
        "then": _route("path that follows", "it now goes on along {after} instead of {before}"),
        "last_resort": _part("last resort"),
    },
    escalation.EscalationLevel: {
        "id": _paper(),
        "after": _limit("delay", "{it} is now called {after} instead of {before}"),
        "call": _who("callee", "{it} now calls {after} instead of {before}"),
        "severities": Meaning(
            Sort.WHO, "severities", "{it} is now called at {after} instead of {before}", nothing="every severity"
        ),
        "via": Meaning(Sort.CONTACT, "address"),
        "when": _instruction("condition"),
        "brings": _wording("contribution"),
    },
    escalation.Specialist: {
        "call": _paper(),
        "when": _instruction("condition"),
        "within": _limit("time limit", "{it} is now brought in within {after} instead of {before}"),
    },
    escalation.LastResort: {
        "call": _who("last resort", "the last resort is now {after} instead of {before}"),
        "via": Meaning(Sort.CONTACT, "address of the last resort"),
        "may": Meaning(Sort.POWER, "right of the last resort"),
    },
    # Messages
    message.Message: _MAINTAINED
    | {
        "to": _choice("audience of the message"),
        "via": _parts("medium", value=_choice("medium")),
        "phases": Meaning(
            Sort.CHOICE, "phases", "it is now sent in {after} instead of {before}", nothing="every phase"
        ),
        "tone": _wording("tone"),
        "sender": _who("sender", "it is now sent by {after} instead of {before}"),
        "subject": _instruction("subject"),
        "body": _instruction("text of the message"),
        "placeholders": _parts("placeholder"),
        "approval": _part("pre-approval"),
    },
    message.Placeholder: {"what": _wording("meaning"), "example": _wording("example")},
    message.MessageApproval: {
        "by": Meaning(Sort.POWER, "pre-approver", "it is now pre-approved by {after} instead of {before}"),
        "until": _limit("end of the pre-approval", "it is now pre-approved until {after} instead of {before}"),
    },
    # Severity
    rubric.Rubric: _MAINTAINED
    | {
        "about": _wording("description"),
        "appetite": _choice("appetite", "severity now follows the appetite {after} instead of {before}"),
        "dimensions": _parts("dimension", weight=NEEDED, value=_lines("level")),
        "severities": _parts("severity", "id", weight=NEEDED, ordered=True),
        "triage": _parts("triage rule", "seen", weight=NEEDED),
    },
    rubric.SeverityLevel: {
        "id": _paper(),
        "title": _wording("title"),
        "means": _instruction("meaning"),
        "acknowledge": _limit("time to acknowledge", "{it} is now acknowledged within {after} instead of {before}"),
        "joins": _parts("role that joins", weight=NEEDED, value=_who("role that joins")),
        "updates": _parts("update cadence", "after"),
        "leadership": _limit("time until leadership is told"),
        "wait": _limit("longest wait for an escalation"),
        "tells": _parts("audience", weight=NEEDED, value=_parts("phase", value=_choice("phase"))),
        "tells_if": _parts("audience on a condition", "to", weight=NEEDED),
    },
    rubric.Told: {
        "to": _paper(),
        "phases": _links("phase"),
        "dimension": _choice("dimension", _NOW),
        "level": _limit("level", "{it} is now told from level {after} instead of {before}"),
    },
    rubric.Cadence: {"after": _paper(), "every": _limit("cadence", _NOW)},
    rubric.Triage: {
        "seen": _instruction("observation"),
        "severity": _choice("severity", _NOW),
        "now": _instruction("work to do now"),
        "later": _instruction("work to defer"),
    },
    appetite.Appetite: _MAINTAINED
    | {
        "why": _wording("reason"),
        "weights": _parts("weight of", weight=NEEDED, value=_limit("weight", _NOW)),
        "thresholds": _parts("threshold of", weight=NEEDED, value=_limit("threshold", _NOW)),
        "floors": _parts("floor", "dimension", weight=NEEDED),
    },
    appetite.Floor: {
        "dimension": _paper(),
        "level": _limit("level"),
        "severity": _choice("severity"),
        "why": _wording("reason"),
    },
    # Drills
    drill.Drill: _MAINTAINED
    | {
        "form": _choice("form"),
        "playbooks": _links("playbook"),
        "roles": _parts("role", value=_who("role")),
        "lasts": _limit("length"),
        "scenario": _instruction("scenario"),
        "prepare": _lines("preparation"),
        "injects": _parts("inject", "at", ordered=True),
        "goals": _lines("goal"),
        "runs": _parts("run", "date", weight=WORDS),
    },
    drill.Inject: {
        "at": _paper(),
        "to": _who("receiver"),
        "what": _instruction("text"),
        "expect": _instruction("expected answer"),
    },
    drill.DrillRun: {
        "date": _paper(),
        "lead": Meaning(Sort.FACT, "lead"),
        "people": _words("participant"),
        "playbooks": _words("playbook"),
        "times": _parts("measured", weight=WORDS, value=Meaning(Sort.FACT, "time")),
        "findings": _words("finding"),
        "went_well": _words("point that went well"),
        "actions": _parts("action", "id", weight=WORDS),
    },
    learning.Action: {
        "id": _paper(),
        "what": _wording("text"),
        "risk": _wording("risk"),
        "owner": Meaning(Sort.FACT, "owner"),
        "opened": Meaning(Sort.DATE, "day of opening"),
        "due": Meaning(Sort.DATE, "due date", "{it} is now due on {after} instead of {before}"),
        "status": Meaning(Sort.FACT, "status", _NOW),
        "closed": Meaning(Sort.DATE, "day of closing"),
        "proof": _parts("proof", "seen", weight=WORDS),
        "dropped": _wording("reason for dropping it"),
    },
    learning.Proof: {
        "record": Meaning(Sort.FACT, "record"),
        "version": Meaning(Sort.FACT, "version"),
        "change": Meaning(Sort.FACT, "change"),
        "seen": _wording("evidence"),
    },
    # The policy
    policy.Policy: _MAINTAINED
    | {
        "about": _wording("description"),
        "classes": _parts("class", weight=NEEDED),
        "own_change": Meaning(Sort.POWER, "permission to approve one's own change"),
        "separate_duties": Meaning(Sort.POWER, "separation of duties among those who approve"),
        "conflict": _part("conflict"),
        "cadence": _parts("cadence of", weight=NEEDED),
        "signal_test": _limit("cadence of signal tests"),
        "workaround": _limit("longest stay of a workaround"),
        "message_approval": _limit("longest approval of a message"),
        "plain_words": _words("name that messages may use"),
        "waivers": _part("waivers"),
    },
    policy.ChangeControl: {
        "means": _instruction("meaning"),
        "approvers": _parts("approver", "owner", "role", weight=NEEDED),
        "risk": Meaning(Sort.POWER, "validation of the risk"),
        "afterwards": _limit("time for the approvals that follow"),
        "signed_since": Meaning(Sort.POWER, "day from which approvals are signed"),
    },
    policy.Approver: {
        "owner": Meaning(Sort.POWER, "owner's side"),
        "role": Meaning(Sort.POWER, "role"),
        "count": Meaning(Sort.POWER, "number of people"),
    },
    policy.Conflict: {
        "how": _instruction("way to settle a conflict"),
        "decides": Meaning(Sort.POWER, "last word in a conflict"),
    },
    policy.Cadences: {"review": _limit("review"), "drill": _limit("drill")},
    policy.WaiverLimits: {
        "longest": _limit("longest waiver"),
        "together": _limit("longest time of all waivers together"),
        "by": _powers("role that may waive"),
    },
    # What happened: kept as it was
    incident.Incident: _HEAD
    | {
        "severity": Meaning(Sort.FACT, "severity"),
        "mode": Meaning(Sort.FACT, "failure mode"),
        "platforms": _words("platform"),
        "processes": _words("business process"),
        "playbooks": _words("playbook"),
        "signals": _words("signal"),
        "times": _part("times"),
        "updates": _part("updates"),
        "summary": _wording("summary"),
        "impact": _part("impact"),
        "timeline": _parts("moment", "at", weight=WORDS),
        "coordination": _wording("account of the coordination"),
        "factors": _words("contributing factor"),
        "went_well": _words("point that went well"),
        "lessons": _parts("lesson", "lesson", weight=WORDS),
        "actions": _parts("action", "id", weight=WORDS),
        "audit": _part("audit"),
    },
    incident.Times: {
        name: Meaning(Sort.FACT, f"time it was {name}")
        for name in ("started", "detected", "acknowledged", "contained", "recovered")
    },
    incident.Updates: {
        "due": Meaning(Sort.FACT, "number of updates due"),
        "on_time": Meaning(Sort.FACT, "number of updates on time"),
        "rating": Meaning(Sort.FACT, "stakeholder rating"),
    },
    incident.ScoredImpact: {
        **{
            name: Meaning(Sort.FACT, f"score for {name}") for name in ("urgency", "financial", "regulatory", "goodwill")
        },
        "appetite": Meaning(Sort.FACT, "appetite"),
        "score": Meaning(Sort.FACT, "score"),
        "why": _wording("reason of the score"),
    },
    incident.Moments: {"at": _paper(), "what": _wording("account"), "decision": _part("decision")},
    incident.DecisionPoint: {
        "chose": Meaning(Sort.FACT, "choice"),
        "by": Meaning(Sort.FACT, "role that decided"),
        "known": Meaning(Sort.FACT, "information at hand"),
    },
    incident.Learnt: {
        "lesson": _wording("text"),
        "changed": Meaning(Sort.FACT, "record that it changed"),
        "version": Meaning(Sort.FACT, "version that brought it"),
    },
    incident.Audit: {
        "changes": _words("change"),
        "approvals": Meaning(Sort.FACT, "finding about approvals"),
        "rollback": Meaning(Sort.FACT, "outcome of the rollback"),
        "rollback_note": _wording("note about the rollback"),
        "gaps": _words("gap"),
        "by": Meaning(Sort.FACT, "auditor"),
    },
    # Governance itself: whoever rewrites it changes what somebody has put their name to
    change.Change: _HEAD
    | {
        "date": Meaning(Sort.POWER, "day"),
        "class": Meaning(Sort.POWER, "class"),
        "author": Meaning(Sort.POWER, "author"),
        "reason": _wording("reason"),
        "incident": Meaning(Sort.FACT, "incident"),
        "risk": _part("risk"),
        "records": _parts("record", "record", weight=NEEDED),
        "others": _parts("thing without a version", "what", weight=NEEDED),
        "emergency": _part("emergency"),
    },
    change.Risk: {
        "level": Meaning(Sort.POWER, "level of the risk"),
        "why": Meaning(Sort.POWER, "reason of the risk"),
        "validated_by": Meaning(Sort.POWER, "validation of the risk"),
    },
    change.ChangedRecord: {
        "record": _paper(),
        "from": Meaning(Sort.POWER, "version before"),
        "to": Meaning(Sort.POWER, "version afterwards"),
        "digest": Meaning(Sort.POWER, "digest"),
    },
    change.Unversioned: {"what": _paper(), "digest": Meaning(Sort.POWER, "digest")},
    change.Emergency: {
        "authorised_by": Meaning(Sort.POWER, "authoriser"),
        "role": Meaning(Sort.POWER, "role of the authoriser"),
        "why": Meaning(Sort.POWER, "justification"),
        "review_by": Meaning(Sort.POWER, "day for the approvals"),
    },
    approval.Approval: _HEAD
    | {name: Meaning(Sort.POWER, name) for name in ("change", "by", "owner", "role", "decision", "date", "digest")}
    | {"note": Meaning(Sort.POWER, "note"), "signature": Meaning(Sort.POWER, "signature")},
    review.Review: _HEAD
    | {name: Meaning(Sort.POWER, name) for name in ("record", "version", "date", "by", "digest", "closure")}
    | {
        "checked": _parts("check", "what", weight=NEEDED),
        "rests_on": _parts("dependency", value=Meaning(Sort.POWER, "version")),
    },
    review.ReviewItem: {
        "what": _paper(),
        "result": Meaning(Sort.POWER, "result"),
        "evidence": Meaning(Sort.POWER, "evidence"),
    },
    waiver.Waiver: _HEAD
    | {name: Meaning(Sort.POWER, name) for name in ("rule", "record", "by", "role", "granted", "until")}
    | {"reason": Meaning(Sort.POWER, "reason"), "then": _wording("way out of the waiver")},
}
