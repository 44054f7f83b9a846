"""Texts that a responder or an auditor relies on, each with the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from breakglass.catalogue.references import fields_of
from breakglass.records.change import Emergency, Risk
from breakglass.records.learning import Action, Proof
from breakglass.records.playbook import PhasePlan, Untold
from breakglass.records.record import Retirement
from breakglass.records.steps import Check, Step
from breakglass.records.values import Ref, Target
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.references import Path
    from breakglass.records.record import Record

RELIED_ON: dict[type[BaseModel], tuple[str, ...]] = {
    Step: ("verify", "otherwise", "undo", "side_effects"),
    Check: ("check", "expect"),
    PhasePlan: ("skip",),
    Untold: ("why",),
    Proof: ("seen",),
    Action: ("dropped",),
    Risk: ("why",),
    Emergency: ("why",),
    Retirement: ("reason", "nothing_follows"),
    Waiver: ("reason", "then"),
}
"""The fields, by the part that holds them, in which a text stands for something that somebody did or will do."""


def texts_of(record: Record) -> Iterator[tuple[Path, str]]:
    """Every text of these fields, in the order of the record; references are none."""
    yield from _in_part(record, ())


def _in_part(part: BaseModel, path: Path) -> Iterator[tuple[Path, str]]:
    relied_on = RELIED_ON.get(type(part), ())
    inner = part.__dict__
    for name, key in fields_of(type(part)):
        value = inner[name]
        if isinstance(value, str):
            if name in relied_on and not isinstance(value, Ref | Target):
                yield (*path, key), value
        elif isinstance(value, BaseModel | tuple | dict):
            yield from _in(value, (*path, key))


def _in(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, BaseModel):
        yield from _in_part(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _in(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _in(item, (*path, str(key)))
