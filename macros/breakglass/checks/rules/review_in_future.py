"""Use this rule to find reviews that are dated in the future.

A review that has not happened keeps a record fresh that nobody has read.

Write the day on which the record was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V104"
NAME = "review-in-future"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
review:
  last: 2026-09-02
  by: mara-okafor
  every: 180d
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
review:
  last: 2027-09-02
  by: mara-okafor
  every: 180d
""",
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a review after today."""
    del catalogue
    review = entry.record.review
    if review is not None and entry.record.status != "retired" and review.last > today:
        yield Problem(
            entry.span("review", "last"),
            f"the review is dated {review.last}, which is still to come",
            "Write the day on which it took place.",
        )
