"""Use this rule to find records whose review is overdue.

The last review plus its cadence has passed. Since then the platform may have changed, and a responder would
find out at the worst time.

Read the record, try what it says, and write down what you saw with `breakglass reviewed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.reviews import standing
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V102"
NAME = "review-overdue"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="review:\n  every: 180d\n"),)
BAD = (
    Example(
        kind="team",
        text="""\
review:
  every: 30d
""",
        at=(2, 10),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record whose review has run out."""
    record = entry.record
    if not isinstance(record, Maintained) or record.status == "retired":
        return
    found = standing(record, catalogue)
    if found is not None and found.state(today) == "overdue":
        days = (today - found.due).days
        yield Problem(
            entry.span("review", "every"),
            f"the review was due on {found.due} and is {days} day{'' if days == 1 else 's'} overdue",
            f"Hold the record against reality, then run: breakglass reviewed {record.kind}/{record.id}",
            (("the last review", catalogue.entries[found.review.key].span("date")),),
        )
