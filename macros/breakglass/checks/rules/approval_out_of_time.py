"""Use this rule to find approvals and changes whose days cannot be true.

An approval that is dated in the future has not been given. One that was given long after the day of the change came
when everybody had worked by it for weeks. Both look like order in a list.

Write the day on which it was approved, and the day on which the change takes effect. An emergency change has its
approvals by the day that it names itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.approval import Approval
from breakglass.records.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G113"
NAME = "approval-out-of-time"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="approval",
        text="""\
date: 2026-09-02
""",
    ),
)
BAD = (
    Example(
        kind="approval",
        text="""\
date: 2099-09-02
""",
        at=(1, 7),
    ),
    Example(
        kind="approval",
        text="""\
date: 2026-11-20
""",
        at=(1, 7),
    ),
    Example(
        kind="change",
        text="""\
id: chg-late
date: 2099-09-02
""",
        also=(Example(kind="approval", text="id: late\nchange: chg-late\n"),),
        at=(2, 7),
    ),
)

_WINDOW = timedelta(days=30)
"""How far a change may lie ahead, and how far behind its day an approval: people read for days, not for months."""


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval after today or long after its change, and for a change far ahead."""
    record = entry.record
    if isinstance(record, Change) and record.date - today > _WINDOW:
        yield Problem(
            entry.span("date"),
            f"the change takes effect on {record.date}, {(record.date - today).days} days from now",
            "Write the day on which it takes effect.",
        )
    if not isinstance(record, Approval):
        return
    change = catalogue.find(Change, record.change)
    if record.date > today:
        yield Problem(
            entry.span("date"),
            f"the approval is dated {record.date}, which is still to come",
            "Write the day on which it was given.",
        )
    elif change is not None:
        last = change.emergency.review_by if change.emergency else change.date + _WINDOW
        if record.date > last:
            yield Problem(
                entry.span("date"),
                f"the approval came {(record.date - change.date).days} days after the change took effect",
                "Move the day of the change to the day on which people began to work by it.",
                (("the change", catalogue.entries[change.key].span("date")),),
            )
