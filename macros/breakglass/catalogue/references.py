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
    source = record.key
    for path, value in values_of(record):
        if isinstance(value, (Ref, Target)) and value.key is not None:
            yield Reference(source, path, value.key)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with the key under which it is written."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def values_of(value: object, path: Path = ()) -> list[tuple[Path, object]]:
    """Every single value inside a record with its path; the keys of dictionaries are values of their own."""
    found: list[tuple[Path, object]] = []
    _collect(value, path, found)
    return found


def _collect(value: object, path: Path, found: list[tuple[Path, object]]) -> None:
    # A list that grows is quicker than generators within generators, and every record is walked. Most values are text.
    if isinstance(value, str):
        found.append((path, value))
    elif isinstance(value, BaseModel):
        inner = value.__dict__
        for name, key in _fields(type(value)):
            _collect(inner[name], (*path, key), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _collect(item, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect(item, (*path, str(key)), found)
    else:
        found.append((path, value))
