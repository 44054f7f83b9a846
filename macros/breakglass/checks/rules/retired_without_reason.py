"""Use this rule to find records that are retired or deprecated and do not say why, or that say so and are in force.

A reader with an old link wants two things: why this is not used any more, and what to use instead. A successor that is
a draft, or retired itself, helps nobody.

Add `retirement` with the reason, the date and the successor. Where nothing takes its place, say under
`nothing_follows` why nobody will miss it.
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
    from breakglass.records.record import Retirement

CODE = "G112"
NAME = "retired-without-reason"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
id: night
status: retired
retirement: {reason: Nobody is on call at night any more, date: 2026-09-01, successor: team/automation-platform}
""",
    ),
    Example(
        kind="team",
        text="""\
id: night
status: retired
retirement:
  reason: Nobody is on call at night any more
  date: 2026-09-01
  nothing_follows: No automation runs at night any more
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
    Example(
        kind="team",
        text="""\
id: night
status: retired
retirement: {reason: Nobody is on call at night any more, date: 2026-09-01}
""",
        at=(3, 1),
    ),
    Example(
        kind="team",
        text="""\
id: night
status: retired
retirement: {reason: Nobody is on call at night any more, date: 2026-09-01, successor: team/dawn}
""",
        also=(
            Example(
                kind="team",
                text="""\
id: dawn
status: draft
""",
            ),
        ),
        at=(3, 88),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem where status and retirement do not fit together."""
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
    elif record.retirement is not None:
        yield from _what_follows(entry, record, record.retirement, catalogue)


def _what_follows(entry: Entry, record: Maintained, end: Retirement, catalogue: Catalogue) -> Iterator[Problem]:
    if end.successor is None:
        if not end.nothing_follows:
            yield Problem(
                entry.key_span("retirement"),
                f"the record is {record.status} and does not say what takes its place",
                "Name the successor:, or say under nothing_follows: why nothing does.",
            )
        return
    successor = catalogue.at(end.successor)
    if successor is None or not isinstance(successor, Maintained):
        return  # it could not be read, or is not there, which is another rule's business
    # What is only on its way out may have a successor that is only on its way in.
    wrong = {"draft", "retired"} if record.status == "retired" else {"retired"}
    if successor.key == record.key or successor.status in wrong:
        what = "is the record itself" if successor.key == record.key else f"has the status {successor.status}"
        yield Problem(
            entry.span("retirement", "successor"),
            f"the successor {end.successor} {what}",
            "Name a record in force, or say under nothing_follows: why there is none.",
        )
