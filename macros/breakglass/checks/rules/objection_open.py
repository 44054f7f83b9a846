"""Use this rule to find changes in a pull request that somebody who was asked objects to.

Merging around an open disagreement leaves two teams with two ideas of what to do in an outage. The policy says how a
conflict is settled and who has the last word.

Talk as the policy says. Change the content, and the objection lapses with the old one; or let the person whom the
policy names for conflicts approve in that role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.snippets import RECORDS, team_with
from breakglass.findings import Severity
from breakglass.governance.demands import objections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G210"
NAME = "objection-open"
SEVERITY = Severity.ERROR

_TEAM = team_with("Open on Saturdays", "hours: Every day 08:00–18:00 UK time")
_CHANGE = Example(kind="change", text=f"id: chg-2026-0050\nclass: standard\nauthor: sam-field\n{RECORDS}")
_AGREES = Example(kind="approval", text="id: tomas-agrees\nchange: chg-2026-0050\nrole: business-liaison\n")
_SETTLES = Example(kind="approval", text="id: settled\nchange: chg-2026-0050\nrole: incident-lead\n")
_AGAINST = """\
id: mara-objects
change: chg-2026-0050
by: mara-okafor
decision: objects
note: Nobody is there on Saturdays
"""
GOOD = (Example(kind="approval", text=_AGAINST, also=(_CHANGE, _TEAM, _SETTLES), base=()),)
BAD = (Example(kind="approval", text=_AGAINST, also=(_CHANGE, _TEAM, _AGREES), base=(), at=(4, 11)),)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each objection that nobody has settled."""
    del today
    policy = request.policy
    for change in request.changes:
        if policy is None or request.settled(change):
            continue
        for objection in objections(change, request):
            why = f": {objection.note.rstrip('.')}" if objection.note else ""
            yield Problem(
                request.head.entries[objection.key].span("decision"),
                f"{objection.by} objects to {change.id}{why}",
                f"{policy.conflict.how.strip()} The role {policy.conflict.decides} decides.",
            )
