"""References between records: found once, by walking the values of a record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from breakglass.records.values import Ref, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    for path, value in values_of(record):
        if isinstance(value, Ref | Target) and value.key is not None:
            yield Reference(record.key, path, value.key)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with the key under which it is written."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def values_of(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every single value inside a record with its path; the keys of dictionaries are values of their own."""
    if isinstance(value, BaseModel):
        for name, key in _fields(type(value)):
            yield from values_of(getattr(value, name), (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from values_of(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from values_of(item, (*path, str(key)))
    else:
        yield path, value
