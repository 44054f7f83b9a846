"""Use this rule to find waivers in a pull request that the policy of its base would not grant.

A waiver sets a check aside. Who may grant one, and for how long, is for the policy to say as it stands before the
request, or a request could entitle its own author.

Have it granted by a person whom the base entitles, for no longer than it allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.demands import role_holders
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.governance.request import Request

CODE = "G209"
NAME = "waiver-not-entitled-by-base"
SEVERITY = Severity.ERROR

_SILENT = Example(kind="team", text="channels: []\n")
GOOD = (Example(kind="waiver", text="by: mara-okafor\nrole: incident-lead\n", base=(_SILENT,)),)
BAD = (
    Example(
        kind="waiver",
        text="by: wen-li\nrole: incident-lead\n",
        also=(
            Example(
                kind="team",
                text="""\
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2026-09-05, summary: One more member}
  - {version: 1.0.0, date: 2026-09-02, change: chg-2026-0042, summary: First version}
members: [mara-okafor, tomas-lind, wen-li]
channels: []
""",
            ),
        ),
        base=(_SILENT,),
        at=(1, 5),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each new or altered waiver that the base would not grant."""
    del today
    policy = request.policy
    if policy is None:
        return
    for edit in request.edits:
        waiver = edit.after.record if edit.after else None
        if edit.after is None or not isinstance(waiver, Waiver) or not edit.difference.changes:
            continue
        if waiver.role not in policy.waivers.by:
            yield _problem(edit.after, "role", f"the policy of the base lets nobody waive as {waiver.role}", request)
        elif waiver.by not in role_holders(waiver.role, request):
            yield _problem(edit.after, "by", f"{waiver.by} does not hold the role {waiver.role} in the base", request)
        elif waiver.until > waiver.granted + policy.waivers.longest:
            yield Problem(
                edit.after.span("until"),
                f"the policy of the base allows {policy.waivers.longest.days} days",
                f"End it on {waiver.granted + policy.waivers.longest} or earlier.",
            )


def _problem(entry: Entry, key: str, message: str, request: Request) -> Problem:
    roles = request.policy.waivers.by if request.policy else ()
    return Problem(entry.span(key), message, f"Have it granted by a person in one of these roles: {', '.join(roles)}.")
