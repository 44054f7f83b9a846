"""Use this rule to find changes in a pull request that call themselves lighter than they are.

The class decides who must agree. A new owner, another limit or a step that is gone is a normal change, whatever its
author calls it; only what nobody acts by is standard.

Set `class: normal`, or leave out what makes it one. Split the change if only a part of it is in a hurry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.snippets import RECORDS, TEAM
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G202"
NAME = "class-too-low"
SEVERITY = Severity.ERROR

_APPROVED = Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n")
GOOD = (
    Example(
        kind="change",
        text=f"id: chg-2026-0050\nclass: normal\n{RECORDS}",
        also=(TEAM, _APPROVED),
        base=(),
    ),
)
BAD = (
    Example(
        kind="change",
        text=f"id: chg-2026-0050\nclass: standard\n{RECORDS}",
        also=(TEAM, _APPROVED),
        base=(),
        at=(2, 8),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each change that says standard and brings more than that."""
    del today
    for change in request.changes:
        if change.change_class != "standard" or request.settled(change):
            continue
        if change.others:
            yield Problem(
                request.head.entries[change.key].span("class"),
                f"the change says standard, and {change.others[0].what} asks for normal: it judges what follows",
                "Set class: normal, and ask those whom the policy names for it.",
            )
            continue
        for edit in request.edits:
            if edit.after is None or not edit.in_force or request.change_of(edit) is not change:
                continue
            if edit.difference.change_class == "normal":
                why = next(one for one in edit.difference.changes if one.asks[1] == "normal").sentence()
                yield Problem(
                    request.head.entries[change.key].span("class"),
                    f"the change says standard, and {edit.key[0]}/{edit.key[1]} asks for normal: {why.rstrip('.')}",
                    "Set class: normal, and ask those whom the policy names for it.",
                    (("what changed", edit.after.span("version")),),
                )
                break
