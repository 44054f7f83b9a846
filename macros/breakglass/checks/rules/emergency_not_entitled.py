"""Use this rule to find emergency changes that were let through by somebody who may not, or that take too long.

An emergency change takes effect before the approvals. So the policy of the base says who may let it through, and by
when it is looked at. Without both, calling a change an emergency would be the way round every approval.

Have a person authorise it who holds the role that the policy names for emergencies, and set `review_by` as early as it
asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.snippets import RECORDS, TEAM
from breakglass.findings import Severity
from breakglass.governance.demands import role_holders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request
    from breakglass.records.change import Change, Emergency

CODE = "G205"
NAME = "emergency-not-entitled"
SEVERITY = Severity.ERROR

_CHANGE = f"id: chg-2026-0050\nclass: emergency\n{RECORDS}"
_APPROVED = Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n")
_WHY = "why: The written step turned off the wrong flow, review_by: 2026-09-07"
GOOD = (
    Example(
        kind="change",
        text=f"{_CHANGE}emergency: {{authorised_by: tomas-lind, role: incident-lead, {_WHY}}}\n",
        also=(TEAM, _APPROVED),
        base=(),
    ),
)
BAD = (
    Example(
        kind="change",
        text=f"{_CHANGE}emergency: {{authorised_by: wen-li, role: incident-lead, {_WHY}}}\n",
        also=(TEAM, _APPROVED),
        base=(),
        at=(8, 28),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each emergency change that the policy of the base would not let through."""
    del today
    for change in request.changes:
        if change.change_class == "emergency" and change.emergency is not None and not request.settled(change):
            yield from _of(change, change.emergency, request)


def _of(change: Change, emergency: Emergency, request: Request) -> Iterator[Problem]:
    policy, entry = request.policy, request.head.entries[change.key]
    control = policy.classes.get("emergency") if policy else None
    if policy is None:
        return
    if control is None:
        yield Problem(
            entry.span("class"),
            "the policy knows no emergency changes",
            "Make it a normal change, or let the policy say what an emergency asks for, in a request of its own.",
        )
        return
    roles = [approver.role for approver in control.approvers if approver.role is not None]
    if roles and emergency.role not in roles:
        yield Problem(
            entry.span("emergency", "role"),
            f"the role {emergency.role} may not let an emergency change through",
            f"These may: {', '.join(roles)}.",
        )
    elif emergency.authorised_by not in role_holders(emergency.role, request):
        yield Problem(
            entry.span("emergency", "authorised_by"),
            f"{emergency.authorised_by} does not hold the role {emergency.role} in the base",
            "Name the person who let it through.",
        )
    elif emergency.authorised_by in request.wrote(change) - {change.author}:
        yield Problem(
            entry.span("emergency", "authorised_by"),
            f"{emergency.authorised_by} has committed a record of the change and let it through",
            "Somebody else authorises an emergency change.",
        )
    if control.afterwards is not None and emergency.review_by > change.date + control.afterwards:
        yield Problem(
            entry.span("emergency", "review_by"),
            f"the policy of the base wants the approvals by {change.date + control.afterwards}",
            "Set review_by to that day or earlier.",
        )
