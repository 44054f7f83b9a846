"""Use this rule to find records that were never reviewed.

Platforms move their buttons and people change teams. A record that nobody held against reality since it was
written is a guess.

Say in `review.every` how long a review is good for. Then read the record, try its links, contacts and steps,
and write down what you saw with `breakglass reviewed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.reviews import last_review
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V101"
NAME = "no-review"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="review:\n  every: 180d\n"),)
BAD = (Example(kind="team", without=("review",), at=(0, 0)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record without a cadence, or in force and without a review."""
    del today
    record = entry.record
    if not isinstance(record, Maintained) or record.status == "retired":
        return
    if record.review is None:
        yield Problem(
            entry.span("id"),
            "the record does not say how often it is reviewed",
            "Add review: with every, for example 180d.",
        )
    elif record.in_force and last_review(record.key, catalogue) is None:
        yield Problem(
            entry.span("review", "every"),
            "the record is in force and was never reviewed",
            f"Hold it against reality, then run: breakglass reviewed {record.kind}/{record.id}",
        )
