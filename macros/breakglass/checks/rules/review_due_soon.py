"""Use this rule to see which reviews are due within 30 days, or within half of a shorter cadence.

A month is enough to find an hour for it. Nothing fails yet.

Plan the review; when it is done, write down what you saw with `breakglass reviewed`.
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

CODE = "V103"
NAME = "review-due-soon"
SEVERITY = Severity.WARNING

GOOD = (Example(kind="team", text="review:\n  every: 180d\n"),)
BAD = (
    Example(
        kind="team",
        text="""\
review:
  every: 90d
""",
        at=(2, 10),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record whose review is about to run out."""
    record = entry.record
    if not isinstance(record, Maintained) or record.status == "retired":
        return
    found = standing(record, catalogue)
    if found is not None and found.soon <= today <= found.due:
        left = (found.due - today).days
        when = "today" if left == 0 else f"in {left} day{'' if left == 1 else 's'}, on {found.due}"
        yield Problem(entry.span("review", "every"), f"the next review is due {when}", "Plan it now.")
