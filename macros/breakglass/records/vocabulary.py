"""Closed vocabularies and the words that people read for them."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal["draft", "approved", "deprecated", "retired"]
Audience = Literal["public", "internal", "restricted"]

Phase = Literal["detect", "triage", "contain", "remediate", "recover", "review"]
PHASES: tuple[Phase, ...] = get_args(Phase)

PHASE_PURPOSE: dict[Phase, str] = {
    "detect": "Confirm that it is happening",
    "triage": "Learn how far it reaches, then set the priority",
    "contain": "Stop the harm from growing",
    "remediate": "Mend the cause",
    "recover": "Bring the business back and prove it",
    "review": "Keep what was learnt",
}

Dimension = Literal["urgency", "financial", "regulatory", "goodwill"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

DIMENSION_TITLE: dict[Dimension, str] = {
    "urgency": "Urgency",
    "financial": "Financial risk",
    "regulatory": "Regulatory exposure",
    "goodwill": "Customer goodwill",
}

FailureMode = Literal[
    "silent-trigger",
    "duplicate-run",
    "runaway-loop",
    "wrong-automation-fired",
    "connection-failure",
    "account-locked",
    "quota-exhausted",
    "schema-change",
    "endpoint-changed",
    "data-corruption",
    "access-violation",
    "wrong-recipient",
    "wrong-environment",
    "stuck-approval",
    "orphaned-automation",
    "schedule-error",
    "wrong-ai-result",
    "connector-deprecated",
    "platform-outage",
]

FAILURE_TITLE: dict[FailureMode, str] = {
    "silent-trigger": "A trigger went silent",
    "duplicate-run": "It ran more than once",
    "runaway-loop": "It runs in a loop",
    "wrong-automation-fired": "The wrong automation fired",
    "connection-failure": "A connection expired or was revoked",
    "account-locked": "An integration account is locked",
    "quota-exhausted": "A quota or rate limit is used up",
    "schema-change": "A table, form or field changed",
    "endpoint-changed": "A partner's address changed",
    "data-corruption": "Data was overwritten or damaged",
    "access-violation": "Access is wider than allowed",
    "wrong-recipient": "Data went to the wrong recipient",
    "wrong-environment": "The wrong environment or version is live",
    "stuck-approval": "Approvals are stuck",
    "orphaned-automation": "An automation has no owner",
    "schedule-error": "A schedule ran at the wrong time",
    "wrong-ai-result": "An AI step gives wrong results",
    "connector-deprecated": "A connector was withdrawn",
    "platform-outage": "The platform is down",
}

BusinessConsequence = Literal[
    "delayed-orders",
    "customer-journey-disrupted",
    "lost-revenue",
    "extra-cost",
    "reputational-harm",
    "regulatory-breach",
    "wrong-decisions",
    "manual-workload",
]

CONSEQUENCE_TITLE: dict[BusinessConsequence, str] = {
    "delayed-orders": "Delayed orders",
    "customer-journey-disrupted": "Disrupted customer journey",
    "lost-revenue": "Lost revenue",
    "extra-cost": "Extra cost",
    "reputational-harm": "Reputational harm",
    "regulatory-breach": "Regulatory breach",
    "wrong-decisions": "Decisions on wrong data",
    "manual-workload": "Manual workload",
}

Measure = Literal[
    "time-to-detect",
    "time-to-acknowledge",
    "time-to-contain",
    "time-to-recover",
    "updates-on-time",
    "stakeholder-rating",
]

MEASURE_TITLE: dict[Measure, str] = {
    "time-to-detect": "Time to detect",
    "time-to-acknowledge": "Time to acknowledge",
    "time-to-contain": "Time to contain",
    "time-to-recover": "Time to recover",
    "updates-on-time": "Updates sent on time",
    "stakeholder-rating": "Stakeholder rating",
}

Gate = Literal["fix-in-place", "rewire-workflow", "disable-until-review", "hand-over", "stand-down"]

GATE_TITLE: dict[Gate, str] = {
    "fix-in-place": "Fix in place",
    "rewire-workflow": "Rewire the workflow",
    "disable-until-review": "Disable until reviewed",
    "hand-over": "Hand over",
    "stand-down": "Stand down",
}

Raci = Literal["R", "A", "C", "I"]

RACI_TITLE: dict[Raci, str] = {
    "R": "Responsible: does the work",
    "A": "Accountable: answers for the result",
    "C": "Consulted before decisions",
    "I": "Informed afterwards",
}

ChannelKind = Literal["chat", "phone", "page", "mail", "ticket", "web"]

CHANNEL_TITLE: dict[ChannelKind, str] = {
    "chat": "Chat",
    "phone": "Phone",
    "page": "Pager",
    "mail": "Mail",
    "ticket": "Ticket",
    "web": "Web page",
}

Hours = Literal["always", "working-hours"]

Recipient = Literal["responders", "staff", "executives", "customers", "partners", "vendor", "regulator"]

RECIPIENT_TITLE: dict[Recipient, str] = {
    "responders": "Responders",
    "staff": "Staff",
    "executives": "Executives",
    "customers": "Customers",
    "partners": "Partners",
    "vendor": "Vendor",
    "regulator": "Regulator",
}

OUTSIDE: frozenset[Recipient] = frozenset({"customers", "partners"})
"""Readers for whom the wording is agreed beforehand; vendors and authorities get a text of the case."""

Medium = Literal["call", "chat", "mail", "status-page", "sms", "ticket", "letter"]

MEDIUM_TITLE: dict[Medium, str] = {
    "call": "Bridge call",
    "chat": "Chat",
    "mail": "Mail",
    "status-page": "Status page",
    "sms": "Text message",
    "ticket": "Ticket",
    "letter": "Letter",
}

SignalSource = Literal["telemetry", "log", "user-report"]

SOURCE_TITLE: dict[SignalSource, str] = {
    "telemetry": "Platform telemetry",
    "log": "Application log",
    "user-report": "User report",
}

OwnerSide = Literal["technical", "business"]

ChangeClass = Literal["standard", "normal", "emergency"]

CLASS_TITLE: dict[ChangeClass, str] = {"standard": "Standard", "normal": "Normal", "emergency": "Emergency"}

ApprovalDecision = Literal["approves", "objects"]

RiskLevel = Literal["low", "medium", "high"]

SignatureState = Literal["valid", "tampered", "unknown", "someone-else", "out-of-date", "revoked", "unchecked"]
"""What checking a signature gives. `tampered`: it does not fit the content, or is none; `unknown`: nobody is said to
sign with this key; `someone-else`: the key is that of another person; `out-of-date`: the key was not valid on that day;
`unchecked`: there was no program to check it with."""

Checked = Literal["links", "contacts", "steps", "drill", "changes", "content"]

CHECKED_TITLE: dict[Checked, str] = {
    "links": "Links opened",
    "contacts": "Contacts tried",
    "steps": "Steps walked through",
    "drill": "Drilled",
    "changes": "Changes read since the last review",
    "content": "Read as a whole",
}

CheckResult = Literal["holds", "mended", "open"]

ActionStatus = Literal["open", "doing", "done", "dropped"]

ACTION_TITLE: dict[ActionStatus, str] = {"open": "Open", "doing": "Under way", "done": "Done", "dropped": "Dropped"}

RollbackResult = Literal["not-needed", "worked", "partly", "failed"]

ROLLBACK_TITLE: dict[RollbackResult, str] = {
    "not-needed": "Not needed",
    "worked": "Worked",
    "partly": "Worked in part",
    "failed": "Failed",
}

DrillForm = Literal["tabletop", "walkthrough", "live"]

DRILL_TITLE: dict[DrillForm, str] = {"tabletop": "Tabletop", "walkthrough": "Walk-through", "live": "Live"}

SignalTest = Literal["fired", "late", "silent"]

SIGNAL_TEST_TITLE: dict[SignalTest, str] = {
    "fired": "Fired in time",
    "late": "Fired too late",
    "silent": "Did not fire",
}
