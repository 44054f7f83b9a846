"""Use this rule to find records that are reviewed less often than the policy asks.

What is critical changes under your feet like everything else, and costs more when it does. So the policy sets a
cadence by severity.

Set `review.every` to the policy's cadence or a shorter one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import cadences_of
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V109"
NAME = "review-too-rare"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
review: {every: 180d}
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
review: {every: 400d}
""",
        at=(1, 17),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a cadence longer than the policy's."""
    del today
    record = entry.record
    if not isinstance(record, Maintained) or record.review is None or record.status == "retired":
        return
    cadences = cadences_of(record, catalogue)
    if cadences is not None and record.review.every > cadences.review:
        yield Problem(
            entry.span("review", "every"),
            f"the policy asks for a review every {cadences.review.days} days",
            f"Set every: {cadences.review.days}d or less.",
        )
