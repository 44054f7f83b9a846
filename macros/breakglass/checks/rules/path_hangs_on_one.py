"""Use this rule to find escalation paths that reach nobody at some hour, or hang on one person.

The path is played through, inside and outside working hours. Channels that answer in working hours only are silent
outside them. What is left must be somebody, and more than one: one person is on a plane, asleep, or has left.

Add a level whose team answers always, or a second member to the team.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.values import Callee

CODE = "E110"
NAME = "path-hangs-on-one"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: one, after: 0m, call: role/incident-lead, when: Always, brings: Hands}
  - {id: two, after: 20m, call: role/incident-lead, when: If nobody answers, brings: A plan}
""",
    ),
)
BAD = (
    Example(
        kind="escalation",
        text="""\
id: alone
levels:
  - {id: one, after: 0m, call: team/night, when: Always, brings: Hands}
last_resort: {call: team/night, may: Stop anything}
""",
        also=(
            Example(kind="team", text="id: night\nmembers: [wen-li]\n"),
            Example(kind="playbook", text="escalation: alone\n"),
        ),
        without=("then",),
        at=(2, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a path that, at some hour, reaches nobody or just one person."""
    del today
    path = entry.record
    if not isinstance(path, Escalation) or path.status == "retired" or not path.levels:
        return
    if not any(playbook.in_force for playbook in catalogue.referring(Playbook, path.key)):
        return
    for when in ("working-hours", "always"):
        reached = _reached(path, when, catalogue)
        if reached is None or len(reached) > 1:
            continue  # more than one, or somebody on the path could not be read
        hour = "outside working hours" if when == "always" else "in working hours"
        told = f"hangs on {next(iter(reached))} alone" if reached else "reaches nobody"
        yield Problem(
            entry.key_span("levels"),
            f"{hour} the path {told}",
            "Add a level whose team answers then, or a second member.",
        )
        return


def _reached(path: Escalation, when: str, catalogue: Catalogue) -> set[str] | None:
    """The handles that somebody on the path, or on those that it goes on with, can reach at an hour."""
    found: set[str] = set()
    seen: set[str] = set()
    current: Escalation | None = path
    while current is not None and current.id not in seen:
        seen.add(current.id)
        for where, callee, via in current.callees():
            if where[0] == "specialists":
                continue  # called on a condition, not by the clock
            teams = _teams(callee, catalogue)
            if teams is None:
                return None
            for team in teams:
                if via or any(when == "working-hours" or c.hours == "always" for c in team.channels):
                    found |= set(team.members)
        if current.then is not None and catalogue.find(Escalation, current.then) is None:
            return None
        current = catalogue.find(Escalation, current.then) if current.then else None
    return found


def _teams(callee: Callee, catalogue: Catalogue) -> list[Team] | None:
    record = catalogue.at(callee)
    names = record.teams if isinstance(record, Role) else (callee.key[1],)
    teams = [catalogue.find(Team, name) for name in names]
    known = [team for team in teams if team is not None]
    return known if record is not None and len(known) == len(teams) else None
