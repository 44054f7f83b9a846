"""References between records: found once, by walking the values of a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from breakglass.records.values import Ref, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.records.record import Record

TODO_ID = "todo-"
"""What the id of a reference starts with that a scaffold left open."""

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a record to a value."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One record names another: the two keys, and where in the source the name stands."""

    source: tuple[str, str]
    path: Path
    target: tuple[str, str]


def references_of(record: Record) -> Iterator[Reference]:
    """Every reference that a record makes, in the order in which they are written."""
    source = record.key
    found: list[tuple[Path, Ref | Target]] = []
    _collect_references(record, (), found)
    for path, value in found:
        if value.key is not None:
            yield Reference(source, path, value.key)


def _collect_references(value: object, path: Path, found: list[tuple[Path, Ref | Target]]) -> None:
    # Most values of a record are text and no reference: these are passed over before their path is made.
    inner: Iterable[tuple[str | int, object]]
    if isinstance(value, BaseModel):
        held = value.__dict__
        inner = ((key, held[name]) for name, key in fields_of(type(value)))
    elif isinstance(value, tuple):
        inner = enumerate(value)
    elif isinstance(value, dict):
        inner = ((str(key), item) for key, item in value.items())
    else:
        if isinstance(value, (Ref, Target)):
            found.append((path, value))
        return
    for step, item in inner:
        if type(item) not in _SINGLE:
            _collect_references(item, (*path, step), found)


_SINGLE = frozenset({str, type(None), bool, int, float, date, datetime, timedelta})
"""The types of single values that are no references: a reference is of a class of its own."""


@cache
def fields_of(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with the key under which it is written."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def values_of(value: object, path: Path = ()) -> list[tuple[Path, object]]:
    """Every single value inside a record with its path."""
    found: list[tuple[Path, object]] = []
    _collect(value, path, found)
    return found


def _collect(value: object, path: Path, found: list[tuple[Path, object]]) -> None:
    # A list that grows is quicker than generators within generators, and every record is walked. Most values are text.
    if isinstance(value, str):
        found.append((path, value))
    elif isinstance(value, BaseModel):
        inner = value.__dict__
        for name, key in fields_of(type(value)):
            _collect(inner[name], (*path, key), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _collect(item, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect(item, (*path, str(key)), found)
    else:
        found.append((path, value))
