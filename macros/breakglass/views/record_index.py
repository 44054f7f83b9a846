"""Lists of records other than playbooks: what their index pages show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from breakglass.records.change import Change
from breakglass.records.drill import Drill
from breakglass.records.escalation import Escalation
from breakglass.records.message import Message
from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.policy import Policy
from breakglass.records.process import Process
from breakglass.records.role import Role
from breakglass.records.signal import Signal
from breakglass.records.team import Team
from breakglass.records.vocabulary import CLASS_TITLE, DRILL_TITLE, MEDIUM_TITLE, RECIPIENT_TITLE, SOURCE_TITLE
from breakglass.records.waiver import Waiver
from breakglass.records.words import in_words
from breakglass.views.drill import drill_day
from breakglass.views.governing import waiver_day
from breakglass.views.named import Named
from breakglass.views.records import signal_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from breakglass.records.record import Record
    from breakglass.views.day import DayView
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record of any other kind in a list: its page, one sentence, a few facts, and a day that it is held to."""

    record: Named
    about: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Named, ...]
    month: str = ""
    stands: DayView | None = None


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """Some of the lines below a heading, or all of them below none."""

    title: str
    lines: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """All records of one kind, with a word for what `links` are."""

    links_title: str
    groups: tuple[RecordGroup, ...]


def record_index(kind: str, names: Names, today: date) -> RecordIndex:
    """All records of a kind other than playbooks; what happened is grouped by month."""
    lines = _DATED[kind](names, today) if kind in _DATED else _LINES[kind](names)
    title = _LINKS.get(kind, "Used by")
    return RecordIndex(title, tuple(RecordGroup(month, tuple(found)) for month, found in groupby(lines, _month)))


def _month(line: RecordLine) -> str:
    return line.month


def _using(record: Record, names: Names) -> tuple[Named, ...]:
    found = names.catalogue.referring(Playbook, record.key)
    return tuple(Named(playbook.title, names.links.to(playbook.key)) for playbook in found)


def _line(
    record: Record, about: str, names: Names, facts: tuple[tuple[str, str], ...], links: tuple[Named, ...]
) -> RecordLine:
    return RecordLine(Named(record.title, names.links.to(record.key)), about, facts, links)


def _signals(names: Names, today: date) -> Iterable[RecordLine]:
    for signal in names.catalogue.all(Signal):
        facts = (("Source", SOURCE_TITLE[signal.source]), ("Counts from", signal.threshold))
        line = _line(signal, signal.condition, names, facts, _using(signal, names))
        yield replace(line, stands=signal_day(signal, names, today) if signal.in_force else None)


def _modules(names: Names) -> Iterable[RecordLine]:
    for module in names.catalogue.all(Module):
        facts = (("Phase", module.phase.capitalize()), ("Steps", str(len(module.steps))))
        yield _line(module, module.pattern, names, facts, _using(module, names))


def _platforms(names: Names) -> Iterable[RecordLine]:
    for platform in names.catalogue.all(Platform):
        facts = (("Vendor", platform.vendor), ("Actions", str(len(platform.actions))))
        yield _line(platform, platform.about, names, facts, _using(platform, names))


def _processes(names: Names) -> Iterable[RecordLine]:
    for process in names.catalogue.all(Process):
        facts = (
            ("May stand still for", in_words(process.tolerance.downtime)),
            ("At stake", process.stake.volume),
        )
        yield _line(process, process.about, names, facts, _using(process, names))


def _roles(names: Names) -> Iterable[RecordLine]:
    for role in names.catalogue.all(Role):
        facts = (("One person for", f"at most {in_words(role.rotation.longest)}"),)
        yield _line(role, role.mission, names, facts, tuple(names.named(team) for team in role.teams))


def _teams(names: Names) -> Iterable[RecordLine]:
    for team in names.catalogue.all(Team):
        reach = tuple(Named(c.name, c.href, c.kind) for c in names.contacts(team.key))
        yield _line(team, team.about, names, (("Hours", team.hours),), reach)


def _escalations(names: Names) -> Iterable[RecordLine]:
    for path in names.catalogue.all(Escalation):
        last = path.levels[-1].after if path.levels else None
        facts = (
            ("Levels", str(len(path.levels))),
            ("Last level", f"after {in_words(last)}" if last else "at once"),
        )
        yield _line(path, path.about, names, facts, _using(path, names))


def _messages(names: Names) -> Iterable[RecordLine]:
    for message in names.catalogue.all(Message):
        facts = (
            ("To", RECIPIENT_TITLE[message.to]),
            ("By", ", ".join(MEDIUM_TITLE[medium] for medium in message.via)),
        )
        yield _line(message, message.tone, names, facts, _using(message, names))


def _drills(names: Names, today: date) -> Iterable[RecordLine]:
    for drill in names.catalogue.all(Drill):
        last = max((run.date for run in drill.runs), default=None)
        facts = (
            ("Form", f"{DRILL_TITLE[drill.form]}, {in_words(drill.lasts)}"),
            ("Last played", str(last) if last else "never"),
        )
        playbooks = tuple(names.named(playbook) for playbook in drill.playbooks)
        line = _line(drill, drill.scenario, names, facts, playbooks)
        yield replace(line, stands=_next(drill, names, today) if drill.in_force else None)


def _next(drill: Drill, names: Names, today: date) -> DayView | None:
    """By when one of its playbooks is to be drilled again, the first of them."""
    found = [names.catalogue.find(Playbook, playbook) for playbook in drill.playbooks]
    days = [day for playbook in found if playbook and (day := drill_day(playbook, names, today))]
    return min(days, key=lambda day: day.day or date.min, default=None)


def _who(handle: str, names: Names) -> str:
    """A handle with the team it belongs to, for those who do not know it."""
    team = next((team.title for team in names.catalogue.all(Team) if handle in team.members), "")
    return f"{handle}, {team}" if team else handle


def _policies(names: Names) -> Iterable[RecordLine]:
    for policy in names.catalogue.all(Policy):
        yield _line(policy, policy.about, names, (("Version", policy.version),), ())


def _changes(names: Names) -> Iterable[RecordLine]:
    for change in sorted(names.catalogue.all(Change), key=lambda one: (one.date, one.id), reverse=True):
        facts = (
            ("Date", str(change.date)),
            ("Class", CLASS_TITLE[change.change_class]),
            ("By", _who(change.author, names)),
        )
        line = _line(change, change.reason, names, facts, tuple(names.named(one.record) for one in change.records))
        yield replace(line, month=f"{change.date:%B %Y}")


def _waivers(names: Names, today: date) -> Iterable[RecordLine]:
    for waiver in sorted(names.catalogue.all(Waiver), key=lambda one: one.until):
        facts = (("Check", waiver.rule), ("Last day", str(waiver.until)))
        line = _line(waiver, waiver.reason, names, facts, (names.named(waiver.record),))
        yield replace(line, stands=waiver_day(waiver, today))


_LINES: dict[str, Callable[[Names], Iterable[RecordLine]]] = {
    "module": _modules,
    "platform": _platforms,
    "process": _processes,
    "role": _roles,
    "team": _teams,
    "escalation": _escalations,
    "message": _messages,
    "policy": _policies,
    "change": _changes,
}
_DATED: dict[str, Callable[[Names, date], Iterable[RecordLine]]] = {
    "signal": _signals,
    "drill": _drills,
    "waiver": _waivers,
}
"""Kinds whose records are held to a day."""

_LINKS = {
    "signal": "Leads to",
    "platform": "Playbooks",
    "process": "Playbooks",
    "role": "Staffed by",
    "team": "Reach",
    "message": "Sent by",
    "drill": "Exercises",
    "change": "Records",
    "waiver": "Excuses",
}
"""What the links of a line are."""
