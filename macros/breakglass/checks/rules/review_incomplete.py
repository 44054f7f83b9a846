"""Use this rule to find serious incidents whose review is not complete.

The two worst severities get a full review: what happened when, what was decided on which information, what
contributed, what went well, how it was scored, and whether the rules were kept. What is not written down within two
weeks is not remembered.

Add what is missing. A lesser incident needs no more than its facts and times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.severity import rubric_of
from breakglass.records.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L106"
NAME = "review-incomplete"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="incident",
        text="""\
factors: [Nothing counts runs that do not happen.]
""",
    ),
)
BAD = (
    Example(
        kind="incident",
        text="""\
factors: []
""",
        at=(0, 0),
    ),
)


_SERIOUS = 2
"""How many of the severities, from the worst, get a full review."""
_PARTS = ("timeline", "impact", "factors", "went_well", "audit")


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a serious incident that lacks parts of its review."""
    del today
    incident, rubric = entry.record, rubric_of(catalogue)
    if not isinstance(incident, Incident) or rubric is None:
        return
    if incident.severity not in {level.id for level in rubric.severities[:_SERIOUS]}:
        return
    missing = [part.replace("_", " ") for part in _PARTS if not getattr(incident, part)]
    if incident.timeline and not any(moment.decision for moment in incident.timeline):
        missing.append("a decision in the timeline")
    if missing:
        yield Problem(
            entry.span("id"),
            f"the review of this {incident.severity} incident lacks {', '.join(missing)}",
            "Write it down while people remember.",
        )
