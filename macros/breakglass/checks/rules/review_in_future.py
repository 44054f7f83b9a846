"""Use this rule to find reviews that are dated in the future.

A review that has not happened keeps a record fresh that nobody has read.

Write the day on which the record was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V104"
NAME = "review-in-future"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="review",
        text="""\
record: team/automation-platform
date: 2026-09-02
""",
    ),
)
BAD = (
    Example(
        kind="review",
        text="""\
record: team/automation-platform
date: 2027-09-02
""",
        at=(2, 7),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a review after today."""
    del catalogue
    if isinstance(entry.record, Review) and entry.record.date > today:
        yield Problem(
            entry.span("date"),
            f"the review is dated {entry.record.date}, which is still to come",
            "Write the day on which it took place.",
        )
