"""Use this rule to find incidents whose score does not follow from their levels.

The score is evidence: it says why people were woken. If it cannot be worked out again from the levels and the
appetite, it was guessed or one of them was changed afterwards.

Correct the levels or the score; the calculator on the site shows the sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.appetite import Appetite
from breakglass.records.incident import Incident
from breakglass.records.vocabulary import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.vocabulary import Dimension

CODE = "L107"
NAME = "score-does-not-fit"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="incident",
        text="""\
impact: {urgency: 5, financial: 4, regulatory: 2, goodwill: 3, appetite: company, score: 3.7, why: Orders wait}
""",
    ),
)
BAD = (
    Example(
        kind="incident",
        text="""\
impact: {urgency: 5, financial: 4, regulatory: 2, goodwill: 3, appetite: company, score: 3.2, why: Orders wait}
""",
        at=(1, 90),
    ),
)


_ROUNDING = 0.051
"""A score is written with one decimal; more than half of that, and some room for the arithmetic, is another score."""


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a score that the levels do not give."""
    del today
    incident = entry.record
    if not isinstance(incident, Incident) or incident.impact is None:
        return
    appetite = catalogue.find(Appetite, incident.impact.appetite)
    if appetite is None:
        return
    levels: dict[Dimension, int] = {name: getattr(incident.impact, name) for name in DIMENSIONS}
    right = appetite.score(levels)
    if abs(right - incident.impact.score) > _ROUNDING:
        yield Problem(
            entry.span("impact", "score"),
            f"these levels give {right:.1f} under {appetite.title}",
            f"Write score: {right:.1f}, or correct the levels.",
        )
