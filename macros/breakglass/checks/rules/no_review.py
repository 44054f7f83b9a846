"""Use this rule to find records that were never reviewed.

Platforms move their buttons and people change teams. A record that nobody read against reality since it was
written is a guess.

Read it, try its links and steps, and add `review` with the day, your handle and how long that is good for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V101"
NAME = "no-review"
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
BAD = (Example(kind="team", without=("review",), at=(0, 0)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record without a review."""
    del catalogue, today
    if entry.record.review is None and entry.record.status != "retired":
        yield Problem(
            entry.span("id"),
            "the record has no review",
            "Add review: with last, by and every, after reading it.",
        )
