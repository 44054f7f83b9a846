"""Use this rule to find escalation paths that at some hour reach nobody, hang on one person, or bring nobody new.

The path is played through for each severity of the rubric and for each hour of the week, over the last resort and on
into the paths that follow. Channels that answer in working hours only are silent outside the team's opening hours, and
so is mail, a ticket or a web form, which wake nobody. Levels for other severities are not called. Who is left at the
end must be somebody, and more than one: one person is on a plane, asleep, or has left. The first who can be reached is
called within the time that the severity allows for an acknowledgement, and after each who answers somebody new follows
within the time that it lets a path wait.

Add a level whose team answers always, or a second member to the team. An address in `via` counts by the hours of the
team's channel that has it; a phone or pager that is no channel of the team counts as answered always.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
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
    Example(
        kind="escalation",
        text="""\
id: by-mail
levels:
  - {id: one, after: 0m, call: team/night, via: "mailto:night@fernway.example", when: Always, brings: Hands}
last_resort: {call: team/night, via: "mailto:night@fernway.example", may: Stop anything}
""",
        also=(
            Example(
                kind="team",
                text="""\
id: night
members: [wen-li, tomas-lind]
channels: [{kind: phone, address: "tel:+442079460110", name: Desk, hours: working-hours}]
""",
            ),
            Example(kind="playbook", text="escalation: by-mail\n"),
        ),
        without=("then",),
        at=(2, 1),
    ),
    Example(
        kind="escalation",
        text="""\
id: long-night
levels:
  - {id: one, after: 0m, call: role/incident-lead, when: Always, brings: Hands}
  - {id: two, after: 5h, call: team/day, when: If nobody answers, brings: A plan}
  - {id: three, after: 10h, call: team/duty-management, when: If nobody answers, brings: A plan}
last_resort: {call: team/duty-management, may: Stop anything}
""",
        also=(
            Example(
                kind="team",
                text="""\
id: day
members: [wen-li, tomas-lind]
channels: [{kind: phone, address: "tel:+442079460110", name: Desk, hours: working-hours}]
""",
            ),
            Example(kind="team", text="id: duty-management\nmembers: [anna-berg, li-chen]\n"),
            Example(kind="playbook", text="escalation: long-night\n"),
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

    def silent(self, hour: int) -> tuple[bool, ...]:
        """For each team that is called whether it does not answer at an hour."""
        return tuple(hour not in hours for hours, _ in self.answers)

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
    # At most hours the same teams answer, and what is true of one of these hours is true of all.
    alike: dict[tuple[tuple[bool, ...], ...], list[int]] = {}
    for hour in _WEEK:
        alike.setdefault(tuple(call.silent(hour) for call in calls), []).append(hour)
    for hours in alike.values():
        for severity in severities:
            if told := _fault(calls, severity, hours[0]):
                faults.setdefault(told, []).extend((hour, severity.title if severity else "") for hour in hours)
    for told, found in faults.items():
        first, title = min(found)
        many = len({hour for hour, _ in found})
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
    everyone: set[str] = set()
    new: list[timedelta] = []
    for call in calls:
        handles = call.reached(severity.id if severity else None, hour) - everyone
        everyone |= handles
        if handles:
            new.append(call.after)
    if not everyone:
        return "reaches nobody"
    if len(everyone) == 1:
        return f"hangs on {min(everyone)} alone"
    if severity is None:
        return ""
    if new[0] > severity.acknowledge:
        return (
            f"calls the first who answers after {write_duration(new[0])}, "
            f"and {severity.title} asks for {write_duration(severity.acknowledge)}"
        )
    if severity.wait is not None:
        for before, after in pairwise(new):
            if after - before > severity.wait:
                return (
                    f"brings nobody new between {write_duration(before)} and {write_duration(after)}, "
                    f"and {severity.title} lets {write_duration(severity.wait)} pass"
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
    return sorted(found, key=lambda call: call.after)


_WAKES_NOBODY = frozenset({"mail", "ticket", "web"})
"""Kinds of channel that are read when somebody is there, whatever hours they claim."""


_PHONE_OR_PAGER = re.compile(
    r"tel:|https://(?:[^/?#]*\.)?(?:pagerduty|opsgenie|victorops|xmatters|ilert|squadcast|zenduty|rootly|firehydrant)\.",
    re.IGNORECASE,
)
"""Addresses that ring until somebody answers: telephones and the services of the pagers in use today."""


def _hours(team: Team, via: str | None) -> frozenset[int]:
    """The hours of the week at which a team can be reached, by the given address or else by any of its channels."""
    channels = [channel for channel in team.channels if via is None or channel.address == via]
    if via is not None and not channels and _PHONE_OR_PAGER.match(via):
        return frozenset(_WEEK)
    if any(channel.hours == "always" and channel.kind not in _WAKES_NOBODY for channel in channels):
        return frozenset(_WEEK)
    return hours_of_week(team.opening_hours or USUAL) if via or channels else frozenset()


def _teams(callee: Callee, catalogue: Catalogue) -> list[Team] | None:
    record = catalogue.at(callee)
    names = record.teams if isinstance(record, Role) else (callee.key[1],)
    teams = [catalogue.find(Team, name) for name in names]
    known = [team for team in teams if team is not None]
    return known if record is not None and len(known) == len(teams) else None
