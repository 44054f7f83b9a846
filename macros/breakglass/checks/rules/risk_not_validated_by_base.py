"""Use this rule to find changes in a pull request whose risk nobody has validated as the policy of the base asks.

The base says for each class who reads the assessment of the risk. A request that takes that line out of the policy, or
has it validated by somebody who wrote a part of it, is held to what stood before.

Have it validated: `breakglass approve CHANGE --as HANDLE --risk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.snippets import RECORDS, team_with
from breakglass.findings import Severity
from breakglass.governance.demands import role_holders
from breakglass.governance.policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G212"
NAME = "risk-not-validated-by-base"
SEVERITY = Severity.ERROR

_TEAM = team_with("One more member", "members: [mara-okafor, tomas-lind, sam-field]")
_APPROVED = Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n")
_RISK = "risk: {level: low, why: One number is new, validated_by: "
GOOD = (
    Example(
        kind="change",
        text=f"id: chg-2026-0050\n{_RISK}tomas-lind}}\n{RECORDS}",
        also=(_TEAM, _APPROVED),
        base=(),
    ),
)
BAD = (
    Example(
        kind="change",
        text=f"id: chg-2026-0050\n{_RISK}sam-field}}\n{RECORDS}",
        also=(_TEAM, _APPROVED),
        base=(),
        at=(2, 58),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each change whose risk the base would not call validated."""
    del today
    policy, of_head = request.policy, policy_of(request.head)
    for change in request.changes:
        control = policy.classes.get(change.change_class) if policy else None
        if policy is None or control is None or control.risk is None or change.emergency or request.settled(change):
            continue
        entry, by = request.head.entries[change.key], change.risk.validated_by
        able = role_holders(control.risk, request) - request.wrote(change)
        if by in able:
            continue
        same = of_head.classes.get(change.change_class) if of_head else None
        if by is None and same is not None and same.risk is not None:
            continue  # G107 says so
        yield Problem(
            entry.span("risk", "validated_by") if by else entry.span("risk"),
            f"{by} may not validate the risk by the base" if by else "nobody has validated the risk",
            f"Ask one of {', '.join(sorted(able))}: breakglass approve {change.id} --as HANDLE --risk",
        )
