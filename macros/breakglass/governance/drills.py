"""Drills: which playbooks each run really exercised, when one was last played, and by when it is to be again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from breakglass.governance.dates import existed
from breakglass.governance.policy import cadences_of
from breakglass.records.drill import Drill
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.drill import DrillRun
    from breakglass.records.values import PlaybookRef


def played(run: DrillRun, drill: Drill, catalogue: Catalogue) -> tuple[PlaybookRef, ...]:
    """The playbooks that were played in a run, which were in force on its day.

    A run that names none has played all that the drill names. A drill that has gained a playbook since does not
    make its former runs count for it where the playbook was written later.
    """
    named = drill.playbooks if run.playbooks is None else run.playbooks
    found = ((name, catalogue.find(Playbook, name)) for name in named)
    return tuple(name for name, playbook in found if playbook is None or existed(playbook, run.date))


def runs_of(playbook: Playbook, catalogue: Catalogue) -> Iterator[tuple[Drill, int, DrillRun]]:
    """Every run in which the playbook was played, with its drill and its place there."""
    for drill in catalogue.referring(Drill, playbook.key):
        for index, run in enumerate(drill.runs):
            if playbook.id in played(run, drill, catalogue):
                yield drill, index, run


@dataclass(frozen=True, slots=True)
class Drilled:
    """The last time a playbook was played and in which drill, and the last day for the next time.

    Never played: no `last` and no `due`, and it is late where `asked`, which is whether the policy asks for drills.
    """

    last: date | None
    drill: Drill | None
    due: date | None
    asked: bool


def drilled(playbook: Playbook, catalogue: Catalogue) -> Drilled:
    """How a playbook stands with its drills."""
    cadences = cadences_of(playbook, catalogue)
    every = cadences.drill if cadences and playbook.in_force else None
    runs = [(run.date, drill) for drill, _, run in runs_of(playbook, catalogue)]
    if not runs:
        return Drilled(None, None, None, every is not None)
    last, drill = max(runs, key=lambda run: run[0])
    due = last + min(every, date.max - last) if every else None
    return Drilled(last, drill, due, every is not None)
