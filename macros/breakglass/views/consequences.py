"""From technical failure to business consequence to process: as a matrix, and what can stop each process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.playbook import Playbook
from breakglass.records.process import Process
from breakglass.records.vocabulary import CONSEQUENCE_TITLE, FAILURE_TITLE
from breakglass.views.impact import severity_badge
from breakglass.views.named import Named
from breakglass.views.prose import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.records.values import ProcessRef
    from breakglass.records.vocabulary import BusinessConsequence
    from breakglass.views.impact import SeverityBadge
    from breakglass.views.named import Names


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
    cells: tuple[EffectCell, ...]


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """A failure mode with the playbooks for it, the worst first."""

    mode: str
    rows: tuple[EffectRow, ...]


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
    groups: tuple[EffectGroup, ...]
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
            EffectGroup(title, rows)
            for mode, title in FAILURE_TITLE.items()
            if (
                rows := tuple(
                    EffectRow(
                        Named(playbook.title, names.links.to(playbook.key)),
                        badges[playbook.id],
                        tuple(EffectCell(tuple(_effects(playbook, name, names))) for name in columns),
                    )
                    for playbook in playbooks
                    if playbook.failure.mode == mode
                )
            )
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
