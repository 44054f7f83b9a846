"""Use this rule to find records that are retired or deprecated and do not say why, or that say so and are in force.

A reader with an old link wants two things: why this is not used any more, and what to use instead.

Add `retirement` with the reason, the date and the successor. Where nothing takes its place, the reason says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G112"
NAME = "retired-without-reason"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
id: night
status: retired
retirement: {reason: Nobody is on call at night any more, date: 2026-09-01}
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
id: night
status: retired
""",
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem where status and retirement do not fit together."""
    del catalogue
    record = entry.record
    if not isinstance(record, Maintained):
        return
    ends = record.status in {"deprecated", "retired"}
    if ends and record.retirement is None:
        yield Problem(
            entry.span("status"),
            f"the record is {record.status} and does not say why",
            "Add retirement: with reason, date and successor.",
        )
    elif not ends and record.retirement is not None:
        yield Problem(
            entry.key_span("retirement"),
            f"the record says why it ends and has the status {record.status}",
            "Set status: to deprecated or retired, or delete retirement.",
        )
    elif record.retirement is not None and record.status == "retired" and record.retirement.date > today:
        yield Problem(
            entry.span("retirement", "date"),
            "the record is retired and the day is still to come",
            "Until that day its status is deprecated.",
        )
