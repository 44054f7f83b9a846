"""The actions of incidents and drills, each with the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.drill import Drill
from breakglass.records.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.records.learning import Action
    from breakglass.records.record import Record


def actions_of(record: Record) -> Iterator[tuple[tuple[str | int, ...], Action]]:
    """Every action of an incident or of the runs of a drill, and none of any other record."""
    if isinstance(record, Incident):
        for index, action in enumerate(record.actions):
            yield ("actions", index), action
    elif isinstance(record, Drill):
        for number, run in enumerate(record.runs):
            for index, action in enumerate(run.actions):
                yield ("runs", number, "actions", index), action
