"""Use this rule to find escalation levels that call somebody who has no channel.

The name is right and there is no way to reach it: a team without channels, or a role whose teams have none.

Give the team a channel, or the level an address of its own with `via`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation
from breakglass.records.role import Role
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.values import Callee

CODE = "E108"
NAME = "unreachable-callee"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
last_resort:
  call: team/duty-management
  may: Stop any automation
""",
    ),
)
BAD = (
    Example(
        kind="escalation",
        text="""\
last_resort:
  call: team/night-desk
  may: Stop any automation
""",
        also=(
            Example(
                kind="team",
                text="""\
id: night-desk
channels: []
""",
            ),
        ),
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each callee that cannot be reached."""
    del today
    if not isinstance(entry.record, Escalation):
        return
    for where, callee, via in entry.record.callees():
        if via is None and _silent(callee, catalogue):
            yield Problem(
                entry.span(*where, "call"),
                f"“{callee}” has no channel",
                "Give the team a channel, or this level an address with via:.",
            )


def _silent(callee: Callee, catalogue: Catalogue) -> bool:
    """Whether the callee is known and none of its teams has a channel."""
    kind, name = callee.key
    if kind == "team":
        team = catalogue.find(Team, name)
        return team is not None and not team.channels
    role = catalogue.find(Role, name)
    if role is None:
        return False
    teams = [catalogue.find(Team, team) for team in role.teams]
    return all(team is not None and not team.channels for team in teams)
