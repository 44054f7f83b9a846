"""What is prepared for: failure modes by platform and by process, and the holes that matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.drills import drilled
from breakglass.records.incident import Incident
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.process import Process
from breakglass.records.signal import Signal
from breakglass.records.vocabulary import FAILURE_TITLE
from breakglass.views.drill import drill_day
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from breakglass.records.record import Record
    from breakglass.records.vocabulary import FailureMode
    from breakglass.views.day import DayView
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a page that took place on a day."""

    named: Named
    day: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """A playbook in a cell, and by when it is to be drilled again."""

    playbook: Named
    drill: DayView | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One failure mode on one platform or in one process: the playbooks for it, and the last time it was real."""

    playbooks: tuple[Prepared, ...]
    incident: Dated | None

    @property
    def hole(self) -> bool:
        """It has happened, and nobody has written down what to do."""
        return self.incident is not None and not self.playbooks


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A failure mode: what is prepared for it, and when it was last played or real."""

    mode: str
    cells: tuple[Cell, ...]
    signals: tuple[Named, ...]
    drill: Dated | None
    next_drill: DayView | None
    incident: Dated | None
    command: str

    @property
    def prepared(self) -> bool:
        """Whether there is a playbook anywhere in the row."""
        return any(cell.playbooks for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Hole:
    """A cell without a playbook that has been real, and the command that starts one."""

    mode: str
    column: Named
    incident: Dated
    command: str


@dataclass(frozen=True, slots=True)
class Exposed:
    """A platform that processes run on, and the failures that nobody has prepared for on it."""

    column: Named
    processes: tuple[Named, ...]
    modes: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """A matrix with its holes: what was real, what processes run on, what is not written, what no signal shows."""

    columns: tuple[Named, ...]
    rows: tuple[CoverageRow, ...]
    holes: tuple[Hole, ...]
    exposed: tuple[Exposed, ...]
    uncovered: tuple[CoverageRow, ...]
    unseen: tuple[CoverageRow, ...]


def coverage(names: Names, of: type[Record], today: date) -> CoverageView:
    """Failure modes over all records of one kind: platforms or processes."""
    heads = names.catalogue.all(of)
    playbooks = _by_mode(names.catalogue.all(Playbook))
    rows = {mode: _row(mode, playbooks.get(mode, []), heads, names, today) for mode in FAILURE_TITLE}
    return CoverageView(
        tuple(_named(head, names) for head in heads),
        tuple(rows.values()),
        tuple(
            Hole(row.mode, _named(head, names), cell.incident, f"breakglass new playbook {mode}-in-{head.id}")
            for mode, row in rows.items()
            for head, cell in zip(heads, row.cells, strict=True)
            if cell.hole and cell.incident
        ),
        tuple(_exposed(rows, heads, names)),
        tuple(row for row in rows.values() if not row.prepared),
        tuple(row for row in rows.values() if row.prepared and not row.signals),
    )


def coverage_by_platform(names: Names, today: date) -> CoverageView:
    """Failure modes by platform."""
    return coverage(names, Platform, today)


def coverage_by_process(names: Names, today: date) -> CoverageView:
    """Failure modes by business process."""
    return coverage(names, Process, today)


def _named(record: Record, names: Names) -> Named:
    return Named(record.title, names.links.to(record.key))


def _by_mode(playbooks: Iterable[Playbook]) -> dict[FailureMode, list[Playbook]]:
    found: dict[FailureMode, list[Playbook]] = {}
    for playbook in playbooks:
        if playbook.status != "retired":
            found.setdefault(playbook.failure.mode, []).append(playbook)
    return found


def _row(
    mode: FailureMode, playbooks: list[Playbook], heads: Iterable[Record], names: Names, today: date
) -> CoverageRow:
    signals = dict.fromkeys(name for playbook in playbooks for name in playbook.signals)
    stands = [drilled(playbook, names.catalogue) for playbook in playbooks]
    runs = [Dated(_named(one.drill, names), one.last) for one in stands if one.drill and one.last]
    days = [day for playbook in playbooks if (day := drill_day(playbook, names, today))]
    incidents = [incident for incident in names.catalogue.all(Incident) if incident.mode == mode]
    return CoverageRow(
        FAILURE_TITLE[mode],
        tuple(
            Cell(
                tuple(
                    Prepared(_named(p, names), drill_day(p, names, today)) for p in playbooks if head.key in _covers(p)
                ),
                _last([i for i in incidents if head.key in _covers(i)], names),
            )
            for head in heads
        ),
        tuple(names.named(name) for name in signals if names.catalogue.find(Signal, name)),
        max(runs, key=lambda one: one.day, default=None),
        min(days, key=lambda one: (one.day is not None, one.day), default=None),
        _last(incidents, names),
        f"breakglass new playbook {mode}",
    )


def _covers(record: Playbook | Incident) -> set[tuple[str, str]]:
    return {reference.key for reference in (*record.platforms, *record.processes)}


def _last(incidents: Iterable[Incident], names: Names) -> Dated | None:
    last = max(incidents, key=lambda incident: incident.times.started, default=None)
    return Dated(_named(last, names), last.times.started.date()) if last else None


def _exposed(rows: dict[FailureMode, CoverageRow], heads: Iterable[Record], names: Names) -> Iterator[Exposed]:
    """Platforms on which a process runs, with the failures for which nothing is written there."""
    for index, head in enumerate(heads):
        processes = [
            process
            for process in names.catalogue.all(Process)
            if any(automation.platform.key == head.key for automation in process.automations)
        ]
        bare = [mode for mode, row in rows.items() if not row.cells[index].playbooks]
        if processes and bare:
            yield Exposed(
                _named(head, names),
                tuple(_named(process, names) for process in processes),
                tuple(FAILURE_TITLE[mode] for mode in bare),
                f"breakglass new playbook {bare[0]}-on-{head.id}",
            )
