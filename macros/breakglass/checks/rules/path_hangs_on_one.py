"""Use this rule to find escalation paths that reach nobody at some hour, or hang on one person.

The path is played through for each severity of the rubric and for each hour of the week. Channels that answer in
working hours only are silent outside the team's opening hours, and levels for other severities are not called. What is
left at the end must be somebody, and more than one: one person is on a plane, asleep, or has left. The first who can be
reached is called within the time that the severity allows for an acknowledgement.

Add a level whose team answers always, or a second member to the team.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.severity import rubric_of
from breakglass.records.escalation import Escalation
from breakglass.records.opening import DAYS, USUAL, hours_of_week
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role
from breakglass.records.team import Team
from breakglass.records.values import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.rubric import SeverityLevel
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


_WEEK = range(7 * 24)


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of the path: how long after the declaration, at which severities, and who answers at which hours."""

    after: timedelta
    severities: tuple[str, ...]
    answers: tuple[tuple[frozenset[int], frozenset[str]], ...]

    def reached(self, severity: str | None, hour: int) -> set[str]:
        """The handles that can be reached."""
        if severity is not None and self.severities and severity not in self.severities:
            return set()
        return {handle for hours, handles in self.answers if hour in hours for handle in handles}


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a path that, at some severity and hour, reaches nobody, just one person, or somebody late."""
    del today
    path = entry.record
    if not isinstance(path, Escalation) or path.status == "retired" or not path.levels:
        return
    if not any(playbook.in_force for playbook in catalogue.referring(Playbook, path.key)):
        return
    calls = _calls(path, catalogue)
    if calls is None:
        return  # somebody on the path could not be read
    rubric = rubric_of(catalogue)
    severities: tuple[SeverityLevel | None, ...] = (rubric.severities if rubric else ()) or (None,)
    faults: dict[str, list[tuple[int, str]]] = {}
    known: dict[tuple[tuple[bool, ...], str | None], str] = {}  # most hours of a week are like others
    for hour in _WEEK:
        answering = tuple(hour in hours for call in calls for hours, _ in call.answers)
        for severity in severities:
            case = (answering, severity.id if severity else None)
            if case not in known:
                known[case] = _fault(calls, severity, hour)
            if told := known[case]:
                faults.setdefault(told, []).append((hour, severity.title if severity else ""))
    for told, found in faults.items():
        hours = {hour for hour, _ in found}
        first, title = found[0]
        many = len(hours)
        when = (
            "at every hour"
            if many == len(_WEEK)
            else f"at {many} hour{'s' * (many > 1)} of the week, as on {DAYS[first // 24]} at {first % 24:02}:00,"
        )
        every = len({name for _, name in found}) == len(severities)
        yield Problem(
            entry.key_span("levels"),
            f"{when} the path {told}" if every else f"{title}: {when} the path {told}",
            "Add a level whose team answers then, or a second member.",
        )
        return


def _fault(calls: list[_Call], severity: SeverityLevel | None, hour: int) -> str:
    reached = [(call.after, call.reached(severity.id if severity else None, hour)) for call in calls]
    everyone = {handle for _, handles in reached for handle in handles}
    if not everyone:
        return "reaches nobody"
    if len(everyone) == 1:
        return f"hangs on {min(everyone)} alone"
    first = min(after for after, handles in reached if handles)
    if severity is not None and first > severity.acknowledge:
        return (
            f"calls the first who answers after {write_duration(first)}, "
            f"and {severity.title} asks for {write_duration(severity.acknowledge)}"
        )
    return ""


def _calls(path: Escalation, catalogue: Catalogue) -> list[_Call] | None:
    """Every call by the clock, on the path and those that it goes on with; nothing where a callee is unknown."""
    found: list[_Call] = []
    seen: set[str] = set()
    start = timedelta()
    current: Escalation | None = path
    while current is not None and current.id not in seen:
        seen.add(current.id)
        end = start + max((level.after for level in current.levels), default=timedelta())
        rungs = [(start + level.after, level.severities, level.call, level.via) for level in current.levels]
        if current.last_resort is not None:
            rungs.append((end, (), current.last_resort.call, current.last_resort.via))
        for after, severities, callee, via in rungs:
            if callee is None:
                continue
            teams = _teams(callee, catalogue)
            if teams is None:
                return None
            found.append(_Call(after, severities, tuple((_hours(t, via), frozenset(t.members)) for t in teams)))
        if current.then is not None and catalogue.find(Escalation, current.then) is None:
            return None
        current, start = catalogue.find(Escalation, current.then) if current.then else None, end
    return found


def _hours(team: Team, via: str | None) -> frozenset[int]:
    """The hours of the week at which a team can be reached."""
    if via or any(channel.hours == "always" for channel in team.channels):
        return frozenset(_WEEK)
    return hours_of_week(team.opening_hours or USUAL) if team.channels else frozenset()


def _teams(callee: Callee, catalogue: Catalogue) -> list[Team] | None:
    record = catalogue.at(callee)
    names = record.teams if isinstance(record, Role) else (callee.key[1],)
    teams = [catalogue.find(Team, name) for name in names]
    known = [team for team in teams if team is not None]
    return known if record is not None and len(known) == len(teams) else None
