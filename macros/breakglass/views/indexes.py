"""Lists of records: what the index pages and the home page show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.severity import rubric_of
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
from breakglass.records.vocabulary import (
    CLASS_TITLE,
    DRILL_TITLE,
    FAILURE_TITLE,
    MEDIUM_TITLE,
    RECIPIENT_TITLE,
    SOURCE_TITLE,
)
from breakglass.records.waiver import Waiver
from breakglass.records.words import in_words
from breakglass.views.impact import SeverityBadge, severity_badge
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from breakglass.records.record import Record
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class PlaybookLine:
    """A playbook in a list."""

    playbook: Named
    symptom: str
    severity: SeverityBadge | None
    platforms: tuple[Named, ...]
    processes: tuple[Named, ...]
    failure: str
    status: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with the playbooks below it."""

    anchor: str
    title: str
    href: str | None
    lines: tuple[PlaybookLine, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to sort all playbooks."""

    anchor: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PlaybookIndex:
    """All playbooks, the worst first, and the ways to sort them."""

    lines: tuple[PlaybookLine, ...]
    groupings: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record of any other kind in a list: its page, one sentence, and a few facts."""

    record: Named
    about: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RecordIndex:
    """All records of one kind, with a word for what `links` are."""

    links_title: str
    lines: tuple[RecordLine, ...]


_LAST = 99


def playbook_line(playbook: Playbook, names: Names) -> PlaybookLine:
    """A playbook as lists show it."""
    return names.once("line", playbook.key, lambda: _playbook_line(playbook, names))


def _playbook_line(playbook: Playbook, names: Names) -> PlaybookLine:
    return PlaybookLine(
        playbook=Named(playbook.title, names.links.to(playbook.key)),
        symptom=playbook.symptoms[0] if playbook.symptoms else "",
        severity=severity_badge(playbook, names),
        platforms=tuple(names.named(platform) for platform in playbook.platforms),
        processes=tuple(names.named(process) for process in playbook.processes),
        failure=FAILURE_TITLE[playbook.failure.mode],
        status=playbook.status,
    )


def playbook_lines(playbooks: Iterable[Playbook], names: Names) -> tuple[PlaybookLine, ...]:
    """Playbooks as lists show them, the worst severity first."""
    lines = [playbook_line(playbook, names) for playbook in playbooks]
    return tuple(sorted(lines, key=lambda line: line.severity.rank if line.severity else _LAST))


def playbook_index(names: Names) -> PlaybookIndex:
    """All playbooks by severity, platform, process and failure."""
    lines = playbook_lines(names.catalogue.all(Playbook), names)
    rubric = rubric_of(names.catalogue)
    severities = [Named(s.title, names.links.to(rubric.key, s.id)) for s in rubric.severities] if rubric else []
    return PlaybookIndex(
        lines,
        (
            _grouping("severity", "By severity", severities, lines, _severities),
            _grouping("platform", "By platform", _named_all(Platform, names), lines, lambda x: x.platforms),
            _grouping("process", "By process", _named_all(Process, names), lines, lambda x: x.processes),
            _grouping(
                "failure",
                "By failure",
                [Named(title) for title in FAILURE_TITLE.values()],
                lines,
                lambda line: (Named(line.failure),),
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class StartView:
    """The first page: the ways to sort all playbooks, each leading to its list, and the worst ones."""

    index: str
    groupings: tuple[Grouping, ...]
    worst: tuple[PlaybookLine, ...]
    count: int


_WORST = 8
"""How many playbooks the first page lists before it leads on to all of them."""


def start_view(names: Names) -> StartView:
    """What the first page shows below the finder."""
    index = playbook_index(names)
    groupings = tuple(grouping for grouping in index.groupings if grouping.anchor != "severity")
    return StartView(names.links.index("playbook"), groupings, index.lines[:_WORST], len(index.lines))


def _severities(line: PlaybookLine) -> tuple[Named, ...]:
    return (Named(line.severity.title, line.severity.href),) if line.severity else ()


def _named_all(model: type[Record], names: Names) -> list[Named]:
    return [Named(record.title, names.links.to(record.key)) for record in names.catalogue.all(model)]


def _grouping(
    anchor: str,
    title: str,
    heads: list[Named],
    lines: tuple[PlaybookLine, ...],
    of: Callable[[PlaybookLine], tuple[Named, ...]],
) -> Grouping:
    """One way to sort: each line below each heading it belongs to; headings with nothing below are left out."""
    below: dict[Named, list[PlaybookLine]] = {head: [] for head in heads}
    for line in lines:
        for head in of(line):
            below.setdefault(head, []).append(line)
    groups = tuple(
        Group(f"{anchor}-{number}", head.title, head.href, tuple(found))
        for number, (head, found) in enumerate(below.items(), start=1)
        if found
    )
    return Grouping(anchor, title, groups)


def record_index(kind: str, names: Names) -> RecordIndex:
    """All records of a kind other than playbooks."""
    title, line = _LINES[kind]
    return RecordIndex(title, tuple(line(names)))


def _using(record: Record, names: Names) -> tuple[Named, ...]:
    found = names.catalogue.referring(Playbook, record.key)
    return tuple(Named(playbook.title, names.links.to(playbook.key)) for playbook in found)


def _line(
    record: Record, about: str, names: Names, facts: tuple[tuple[str, str], ...], links: tuple[Named, ...]
) -> RecordLine:
    return RecordLine(Named(record.title, names.links.to(record.key)), about, facts, links)


def _signals(names: Names) -> Iterable[RecordLine]:
    for signal in names.catalogue.all(Signal):
        facts = (("Source", SOURCE_TITLE[signal.source]), ("Counts from", signal.threshold))
        yield _line(signal, signal.condition, names, facts, _using(signal, names))


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


def _drills(names: Names) -> Iterable[RecordLine]:
    for drill in names.catalogue.all(Drill):
        last = max((run.date for run in drill.runs), default=None)
        facts = (
            ("Form", f"{DRILL_TITLE[drill.form]}, {in_words(drill.lasts)}"),
            ("Last played", str(last) if last else "never"),
        )
        playbooks = tuple(names.named(playbook) for playbook in drill.playbooks)
        yield _line(drill, drill.scenario, names, facts, playbooks)


def _policies(names: Names) -> Iterable[RecordLine]:
    for policy in names.catalogue.all(Policy):
        yield _line(policy, policy.about, names, (("Version", policy.version),), ())


def _changes(names: Names) -> Iterable[RecordLine]:
    for change in sorted(names.catalogue.all(Change), key=lambda one: (one.date, one.id), reverse=True):
        facts = (("Date", str(change.date)), ("Class", CLASS_TITLE[change.change_class]), ("By", change.author))
        yield _line(change, change.reason, names, facts, tuple(names.named(one.record) for one in change.records))


def _waivers(names: Names) -> Iterable[RecordLine]:
    for waiver in sorted(names.catalogue.all(Waiver), key=lambda one: one.until):
        facts = (("Check", waiver.rule), ("Last day", str(waiver.until)))
        yield _line(waiver, waiver.reason, names, facts, (names.named(waiver.record),))


_LINES: dict[str, tuple[str, Callable[[Names], Iterable[RecordLine]]]] = {
    "signal": ("Leads to", _signals),
    "module": ("Used by", _modules),
    "platform": ("Playbooks", _platforms),
    "process": ("Playbooks", _processes),
    "role": ("Staffed by", _roles),
    "team": ("Reach", _teams),
    "escalation": ("Used by", _escalations),
    "message": ("Sent by", _messages),
    "drill": ("Exercises", _drills),
    "policy": ("", _policies),
    "change": ("Records", _changes),
    "waiver": ("Excuses", _waivers),
}
