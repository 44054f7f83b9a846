"""Use this rule to find records whose review is overdue.

The last review plus its cadence has passed. Since then the platform may have changed, and a responder would
find out at the worst time.

Read the record, try what it says, and set `review.last` to the day you did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V102"
NAME = "review-overdue"
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
  last: 2026-03-02
  by: mara-okafor
  every: 180d
""",
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record whose review has run out."""
    del catalogue
    review = entry.record.review
    if review is None or entry.record.status == "retired" or review.last > today:
        return  # V101 and V104 say so
    if review.state(today) == "overdue":
        days = (today - review.due).days
        yield Problem(
            entry.span("review", "last"),
            f"the review was due on {review.due} and is {days} day{'' if days == 1 else 's'} overdue",
            "Read the record against reality, then set the day.",
        )
