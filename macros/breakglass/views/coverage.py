"""What is prepared for: failure modes by platform and process, and what each does to the business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.drill import Drill
from breakglass.records.incident import Incident
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.process import Process
from breakglass.records.signal import Signal
from breakglass.records.vocabulary import CONSEQUENCE_TITLE, FAILURE_TITLE
from breakglass.views.impact import severity_badge
from breakglass.views.named import Named
from breakglass.views.prose import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from breakglass.records.record import Record
    from breakglass.records.values import ProcessRef
    from breakglass.records.vocabulary import BusinessConsequence, FailureMode
    from breakglass.views.impact import SeverityBadge
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class Cell:
    """One failure mode on one platform or in one process: the playbooks for it, or a hole."""

    column: str
    playbooks: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a page that took place on a day."""

    named: Named
    day: date


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A failure mode: what is prepared for it, and when it was last played or real."""

    mode: str
    cells: tuple[Cell, ...]
    signals: tuple[Named, ...]
    drill: Dated | None
    incident: Dated | None
    command: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The matrix over platforms and the one over processes, with the holes counted."""

    columns: tuple[Named, ...]
    rows: tuple[CoverageRow, ...]
    uncovered: tuple[CoverageRow, ...]
    unseen: tuple[CoverageRow, ...]


def coverage(names: Names, of: type[Record]) -> CoverageView:
    """Failure modes over all records of one kind: platforms or processes."""
    heads = names.catalogue.all(of)
    playbooks = _by_mode(names.catalogue.all(Playbook))
    rows = tuple(
        _row(mode, playbooks.get(mode, []), heads, names) for mode in FAILURE_TITLE if mode in playbooks or heads
    )
    return CoverageView(
        tuple(Named(head.title, names.links.to(head.key)) for head in heads),
        rows,
        tuple(row for row in rows if not any(cell.playbooks for cell in row.cells)),
        tuple(row for row in rows if any(cell.playbooks for cell in row.cells) and not row.signals),
    )


def coverage_by_platform(names: Names) -> CoverageView:
    """Failure modes by platform."""
    return coverage(names, Platform)


def coverage_by_process(names: Names) -> CoverageView:
    """Failure modes by business process."""
    return coverage(names, Process)


def _by_mode(playbooks: Iterable[Playbook]) -> dict[FailureMode, list[Playbook]]:
    found: dict[FailureMode, list[Playbook]] = {}
    for playbook in playbooks:
        if playbook.status != "retired":
            found.setdefault(playbook.failure.mode, []).append(playbook)
    return found


def _row(mode: FailureMode, playbooks: list[Playbook], heads: Iterable[Record], names: Names) -> CoverageRow:
    signals = dict.fromkeys(name for playbook in playbooks for name in playbook.signals)
    ids = {playbook.id for playbook in playbooks}
    runs = [
        Dated(Named(drill.title, names.links.to(drill.key)), run.date)
        for drill in names.catalogue.all(Drill)
        if ids & set(drill.playbooks)
        for run in drill.runs
    ]
    incidents = [
        Dated(Named(incident.title, names.links.to(incident.key)), incident.times.started.date())
        for incident in names.catalogue.all(Incident)
        if incident.mode == mode
    ]
    return CoverageRow(
        FAILURE_TITLE[mode],
        tuple(
            Cell(
                head.title,
                tuple(
                    Named(p.title, names.links.to(p.key)) for p in playbooks if head.id in (*p.platforms, *p.processes)
                ),
            )
            for head in heads
        ),
        tuple(names.named(name) for name in signals if names.catalogue.find(Signal, name)),
        max(runs, key=lambda one: one.day, default=None),
        max(incidents, key=lambda one: one.day, default=None),
        f"breakglass new playbook {mode}",
    )


@dataclass(frozen=True, slots=True)
class EffectCell:
    """What one failure does in one way to the business: in which processes, and how it shows."""

    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one process feels, or every process; `said` has a line for each consequence."""

    process: Named | None
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A playbook's failure with its consequences, one cell for each business consequence."""

    playbook: Named
    badge: SeverityBadge | None
    mode: str
    cells: tuple[EffectCell, ...]


@dataclass(frozen=True, slots=True)
class Threat:
    """One thing that can stop a process."""

    playbook: Named
    badge: SeverityBadge | None
    technical: str
    business: str
    detail: str


@dataclass(frozen=True, slots=True)
class ProcessThreats:
    """What can stop a process, the worst first."""

    anchor: str
    process: Named
    stake: str
    threats: tuple[Threat, ...]


@dataclass(frozen=True, slots=True)
class ConsequenceMap:
    """From technical failure to business consequence to process."""

    columns: tuple[str, ...]
    rows: tuple[EffectRow, ...]
    processes: tuple[ProcessThreats, ...]


_LAST = 99


def consequence_map(names: Names) -> ConsequenceMap:
    """The consequences of all playbooks that are not retired, as a matrix and by process."""
    playbooks = [playbook for playbook in names.catalogue.all(Playbook) if playbook.status != "retired"]
    badges = {playbook.id: severity_badge(playbook, names) for playbook in playbooks}
    playbooks.sort(key=lambda playbook: _rank(badges[playbook.id]))
    used: set[BusinessConsequence] = {c.business for playbook in playbooks for c in playbook.consequences}
    columns = [name for name in CONSEQUENCE_TITLE if name in used]
    return ConsequenceMap(
        tuple(CONSEQUENCE_TITLE[name] for name in columns),
        tuple(
            EffectRow(
                Named(playbook.title, names.links.to(playbook.key)),
                badges[playbook.id],
                FAILURE_TITLE[playbook.failure.mode],
                tuple(EffectCell(tuple(_effects(playbook, name, names))) for name in columns),
            )
            for playbook in playbooks
        ),
        tuple(
            ProcessThreats(
                f"threats-{process.id}",
                Named(process.title, names.links.to(process.key)),
                process.stake.volume,
                tuple(
                    Threat(
                        Named(playbook.title, names.links.to(playbook.key)),
                        badges[playbook.id],
                        c.technical,
                        CONSEQUENCE_TITLE[c.business],
                        c.detail,
                    )
                    for playbook in playbooks
                    for c in playbook.consequences
                    if c.process == process.id
                ),
            )
            for process in names.catalogue.all(Process)
        ),
    )


def _effects(playbook: Playbook, business: BusinessConsequence, names: Names) -> Iterator[Effect]:
    """The consequences of one kind, each process once."""
    said: dict[ProcessRef | None, list[str]] = {}
    for one in playbook.consequences:
        if one.business == business:
            said.setdefault(one.process, []).append(f"{plain(one.technical)}: {plain(one.detail)}")
    for process, lines in said.items():
        yield Effect(names.named(process) if process else None, tuple(lines))


def _rank(badge: SeverityBadge | None) -> int:
    return badge.rank if badge else _LAST
