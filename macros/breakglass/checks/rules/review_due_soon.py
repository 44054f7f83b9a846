"""Use this rule to see which reviews are due within 30 days, or within half of a shorter cadence.

A month is enough to find an hour for it. Nothing fails yet.

Plan the review; when it is done, set `review.last`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V103"
NAME = "review-due-soon"
SEVERITY = Severity.WARNING

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
  last: 2026-09-02
  by: mara-okafor
  every: 90d
""",
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record whose review is about to run out."""
    del catalogue
    review = entry.record.review
    if review is None or entry.record.status == "retired" or review.last > today:
        return  # V101 and V104 say so
    if review.state(today) == "due":
        left = (review.due - today).days
        when = "today" if left == 0 else f"in {left} day{'' if left == 1 else 's'}, on {review.due}"
        yield Problem(entry.span("review", "last"), f"the next review is due {when}", "Plan it now.")
