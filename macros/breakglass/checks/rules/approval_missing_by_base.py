"""Use this rule to find pull requests that lack an approval which the policy of their base asks for.

The policy that judges a request is the one that holds before it, and so are the teams and roles that say who may
approve. Otherwise a request could let its author into the owning team, or the policy ask for nobody, and approve
itself. Where the owner changes, the present owner lets go and the new one takes over: both are asked.

Ask for the approval: `breakglass approve`. Change the policy, a team or a role in a request of its own, first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.snippets import RECORDS, TEAM
from breakglass.findings import Severity
from breakglass.governance.demands import demands, valid_approvals
from breakglass.governance.request import named
from breakglass.records.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.demands import Demand
    from breakglass.governance.request import Request
    from breakglass.records.change import Change, Emergency

CODE = "G203"
NAME = "approval-missing-by-base"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="change",
        text=f"id: chg-2026-0050\n{RECORDS}",
        also=(TEAM, Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n")),
        base=(),
    ),
)
BAD = (
    Example(
        kind="change",
        text=f"id: chg-2026-0050\n{RECORDS}",
        also=(
            TEAM,
            Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\nby: wen-li\n", without=("role",)),
            Example(kind="approval", text="id: fifty-and-one\nchange: chg-2026-0050\n", without=("owner",)),
        ),
        base=(),
        at=(1, 5),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each approval that a change of the request lacks."""
    for change in request.changes:
        if request.settled(change):
            continue
        if change.change_class == "emergency" and change.emergency and today <= change.emergency.review_by:
            yield from _let_through(change, change.emergency, request)
            continue
        for demand in demands(change, request):
            if not demand.met:
                yield Problem(
                    request.head.entries[change.key].span("id"),
                    _says(demand),
                    f"Ask {_whom(demand)}: breakglass approve {change.id} --as HANDLE",
                )


def _let_through(change: Change, emergency: Emergency, request: Request) -> Iterator[Problem]:
    """An emergency waits for nobody but the one who lets it through: a name in a file is not their word."""
    policy = request.policy
    given = valid_approvals(change, request, policy) if policy else ()
    if policy is None or any(a.by == emergency.authorised_by and a.role == emergency.role for a in given):
        return
    yield Problem(
        request.head.entries[change.key].span("emergency", "authorised_by"),
        f"{emergency.authorised_by} has not said as {emergency.role} that it may go through",
        f"Ask them: breakglass approve {change.id} --as {emergency.authorised_by} --role {emergency.role}",
    )


_SHOWN = 3
"""How many names are listed before the rest is counted."""


def _says(demand: Demand) -> str:
    about = _listed([named(key) for key in demand.records])
    if not demand.able:
        return f"{demand.who} must approve {about}, and the base names nobody else who could"
    if demand.given:
        return f"{len(demand.given)} of {demand.count} approvals by {demand.who} for {about}"
    return f"nobody has approved {about} for {demand.who}"


def _whom(demand: Demand) -> str:
    able = sorted(demand.able - set(demand.given))
    if len(able) == 1:
        return able[0]
    return f"one of {_listed(able)}" if able else "the owners for members"


def _listed(names: list[str]) -> str:
    return listed(names, _SHOWN)
