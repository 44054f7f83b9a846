"""Use this rule to find approvals in a pull request by people who wrote a part of it.

The author that a change names is what its author says. Git knows who committed the records; whoever did has no second
pair of eyes on them, whatever the change says. Names and addresses of commits are compared with handles.

Have somebody approve it who has not committed any of its records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.snippets import RECORDS, TEAM
from breakglass.findings import Severity
from breakglass.governance.approvals import approvals_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G204"
NAME = "approver-wrote-it"
SEVERITY = Severity.ERROR

_CHANGE = Example(kind="change", text=f"id: chg-2026-0050\n{RECORDS}")
GOOD = (
    Example(
        kind="approval",
        text="id: fifty\nchange: chg-2026-0050\nby: tomas-lind\n",
        also=(_CHANGE, TEAM),
        base=(),
    ),
)
BAD = (
    Example(
        kind="approval",
        text="id: fifty-and-one\nchange: chg-2026-0050\nby: sam-field\n",
        also=(_CHANGE, TEAM, Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n")),
        base=(),
        at=(3, 5),
    ),
)
"""In an example that is a pull request sam-field has committed everything."""


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each approval by somebody who committed a record of the change."""
    del today
    policy = request.policy
    if policy is not None and policy.own_change:
        return
    for change in request.changes:
        if request.settled(change):
            continue
        wrote = request.wrote(change) - {change.author}  # the author's own approval is G104
        for approval in approvals_of(change, request.head):
            if approval.by in wrote:
                yield Problem(
                    request.head.entries[approval.key].span("by"),
                    f"{approval.by} has committed a record of {change.id} and cannot approve it",
                    "Have somebody approve it who has not.",
                )
