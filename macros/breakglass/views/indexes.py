"""Lists of records: what the index pages and the home page show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.severity import rubric_of
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.process import Process
from breakglass.records.vocabulary import (
    FAILURE_TITLE,
)
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


_LAST = 99


def playbook_line(playbook: Playbook, names: Names) -> PlaybookLine:
    """A playbook as lists show it."""
    return names.once("line", playbook.key, lambda: _playbook_line(playbook, names))


def _playbook_line(playbook: Playbook, names: Names) -> PlaybookLine:
    return PlaybookLine(
        playbook=Named(playbook.title, names.links.to(playbook.key)),
        symptom=playbook.symptoms[0] if playbook.symptoms else "",
        # What nobody works by any more is not urgent, whatever it once was.
        severity=None if playbook.status == "retired" else severity_badge(playbook, names),
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
