"""Drills: when a playbook was last played, and by when it is to be played again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from breakglass.governance.policy import cadences_of
from breakglass.records.drill import Drill

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.playbook import Playbook


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
    runs = [
        (run.date, drill)
        for drill in catalogue.referring(Drill, playbook.key)
        if playbook.id in drill.playbooks
        for run in drill.runs
    ]
    if not runs:
        return Drilled(None, None, None, every is not None)
    last, drill = max(runs, key=lambda run: run[0])
    due = last + min(every, date.max - last) if every else None
    return Drilled(last, drill, due, every is not None)
