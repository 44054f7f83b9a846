"""Use this rule to find severities that the rubric does not have.

An appetite that draws a line for `sev0` draws none at all: no score ever reaches it. An incident of `sev0` is in no
chart, and nobody asks for its review.

Use the ids that stand in the rubric under `severities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.appetite import Appetite
from breakglass.records.escalation import Escalation
from breakglass.records.incident import Incident
from breakglass.records.rubric import Rubric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.findings import Span

CODE = "R103"
NAME = "unknown-severity"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="appetite",
        text="""\
thresholds:
  sev1: 4.0
""",
    ),
)
BAD = (
    Example(
        kind="appetite",
        text="""\
thresholds:
  sev0: 4.0
""",
        at=(2, 3),
    ),
    Example(
        kind="incident",
        text="""\
severity: sev0
""",
        at=(1, 11),
    ),
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: one, after: 0m, call: role/incident-lead, severities: [sev1, sev0], when: Always, brings: Hands}
  - {id: two, after: 20m, call: role/incident-lead, when: If nobody answers, brings: A plan}
""",
        at=(2, 71),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each severity that no rubric defines."""
    del today
    known = [level.id for rubric in catalogue.all(Rubric) for level in rubric.severities]
    if not known:
        return
    for span, severity in _named(entry):
        if severity not in known:
            mend = did_you_mean(severity, known) or f"It is one of {', '.join(known)}."
            yield Problem(span, f"the rubric has no severity “{severity}”", mend)


def _named(entry: Entry) -> Iterator[tuple[Span, str]]:
    record = entry.record
    if isinstance(record, Appetite):
        for severity in record.thresholds:
            yield entry.key_span("thresholds", severity), severity
        for index, floor in enumerate(record.floors):
            yield entry.span("floors", index, "severity"), floor.severity
    elif isinstance(record, Rubric):
        for index, line in enumerate(record.triage):
            yield entry.span("triage", index, "severity"), line.severity
    elif isinstance(record, Escalation):
        for index, level in enumerate(record.levels):
            for place, severity in enumerate(level.severities):
                yield entry.span("levels", index, "severities", place), severity
    elif isinstance(record, Incident):
        yield entry.span("severity"), record.severity
