"""Use this rule to find edits in a pull request that no change brings, of records that its base has in force.

Whoever takes a record out of force escapes the rules for records in force: the playbook becomes a draft in one request
and another one in the next. So what people work by before a request needs a change with its approvals, whatever
becomes of it, and so does the policy itself.

Run `breakglass change`, and have it approved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G211"
NAME = "edit-without-change"
SEVERITY = Severity.ERROR

_NIGHT = Example(kind="team", text="id: night\nversion: 1.0.0\n")
_DRAFT = """\
id: night
status: draft
version: 2.0.0
changelog:
  - {version: 2.0.0, date: 2026-11-20, summary: Under construction again}
  - {version: 1.0.0, date: 2026-09-02, change: chg-2026-0042, summary: First version}
"""
GOOD = (Example(kind="team", text="id: day\nstatus: draft\n", base=(_NIGHT,)),)
BAD = (Example(kind="team", text=_DRAFT, base=(_NIGHT,), at=(3, 10)),)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each edit of a record that was in force, where no change brings it."""
    del today
    if request.policy is None:
        return
    for edit in request.edits:
        before, after = (side.record if side else None for side in (edit.before, edit.after))
        if edit.after is None or not isinstance(before, Maintained) or not before.in_force:
            continue
        if not edit.difference.changes or request.change_of(edit) is not None:
            continue
        if isinstance(after, Maintained) and after.in_force and policy_of(request.head) is not None:
            continue  # G101 says so
        yield Problem(
            edit.after.span("version"),
            f"{'/'.join(edit.key)} was in force, and no change brings what it is now",
            f"Write one, and have it approved: breakglass change {'/'.join(edit.key)}",
        )
