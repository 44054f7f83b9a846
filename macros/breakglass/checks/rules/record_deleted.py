"""Use this rule to find records in force that a pull request deletes.

An alert, a bookmark or a printed page may still lead to the record. Deleted, it answers with an error in the middle of
an outage; retired, it says why it is gone and points to what took its place. Its id is never used again.

Bring the file back, set `status: retired`, and say in `retirement` why, since when, and what replaces it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G206"
NAME = "record-deleted"
SEVERITY = Severity.ERROR

_DRAFT = Example(kind="team", text="id: night\nstatus: draft\n")
_GONE = Example(
    kind="team",
    text="""\
id: night
status: retired
retirement: {reason: The day team answers around the clock, date: 2026-08-01, nothing_follows: No longer needed}
""",
)
_DAY = "id: day\nstatus: draft\n"
GOOD = (Example(kind="team", text=_DAY, base=(_DRAFT,), removes=("examples/night.yaml",)),)
BAD = (Example(kind="team", text=_DAY, base=(_GONE,), removes=("examples/night.yaml",), at=(-1, -1)),)
"""What is deleted stands in no file of the request, so the finding has its place in the base."""


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each record that was in force at the base and is gone."""
    del today
    for edit in request.edits:
        if edit.after is not None or edit.before is None or request.head.knows(edit.key):
            continue
        record = edit.before.record
        if not isinstance(record, Maintained) or record.status == "draft":
            continue
        users = len({reference.source for reference in request.base.incoming(edit.key)})
        named = f"; {users} record{' names' if users == 1 else 's name'} it" if users else ""
        yield Problem(
            edit.before.span("id"),
            f"{record.kind}/{record.id} is {record.status} and would be deleted{named}",
            "Bring the file back with status: retired, and say in retirement: why and what replaces it.",
        )
