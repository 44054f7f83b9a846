"""Use this rule to see which reviews are due within 30 days.

A month is enough to find an hour for it. Nothing fails yet.

Plan the review; when it is done, set `review.last`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import DUE_SOON_DAYS

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
    due = review.last + review.every
    left = (due - today).days
    if 0 <= left <= DUE_SOON_DAYS:
        when = "today" if left == 0 else f"in {left} day{'' if left == 1 else 's'}, on {due}"
        yield Problem(entry.span("review", "last"), f"the next review is due {when}", "Plan it now.")
