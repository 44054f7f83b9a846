"""The reference of record fields: every key of every kind with its meaning and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from breakglass.records.kinds import KINDS
from breakglass.records.record import Maintained, Part
from breakglass.records.specimen import key_of, parts_of, specimen

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One key. `path` is how it is reached from the top of the record, `needed` whether it must be there."""

    anchor: str
    path: str
    needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class KindFields:
    """A kind with its keys and a complete example."""

    kind: str
    about: str
    rows: tuple[FieldRow, ...]
    example: str


def all_fields(kind: str) -> tuple[FieldRow, ...]:
    """Every key of a kind, those of its parts below the key that holds them."""
    return tuple(_rows(KINDS[kind], kind, "", ()))


def anchor_of(field: str) -> str:
    """Where a field stands on the page of fields, by its kind and path as in `playbook.metrics.target`.

    The keys that all kinds share stand with the first one only.
    """
    path = field.partition(".")[2]
    return f"playbook.{path}" if path.split(".")[0] in _HEAD else field


_HEAD = set(Maintained.model_fields) - {"kind", "id", "title"}


def kind_fields(kind: str) -> KindFields:
    """The keys of a kind that are its own: the head that all share stands with the first kind."""
    model = KINDS[kind]
    head = set() if kind == "playbook" else _HEAD
    rows = tuple(row for row in all_fields(kind) if row.path.split(".")[0].rstrip("[]") not in head)
    return KindFields(kind, " ".join((model.__doc__ or "").split()), rows, specimen(kind))


def _rows(model: type[Part], kind: str, lead: str, inside: tuple[type[Part], ...]) -> Iterator[FieldRow]:
    for name, field in model.model_fields.items():
        repeated = "[]" if "tuple" in str(field.annotation) else ".*" if "dict" in str(field.annotation) else ""
        path = f"{lead}{key_of(name, field)}{repeated}"
        about = " ".join((field.description or "").split())
        choices = _choices(field.annotation)
        anchor = f"{kind}.{path}".replace("[]", "").replace(".*", "")
        yield FieldRow(anchor, path, field.is_required(), f"{about} {choices}".strip())
        for part in dict.fromkeys(parts_of(field.annotation)):
            if issubclass(part, Part) and part not in inside:
                yield from _rows(part, kind, f"{path}.", (*inside, part))


def _choices(annotation: object) -> str:
    """The values of a fixed list, however deep it stands in the annotation."""
    values = [value for value in _literals(annotation) if isinstance(value, str)]
    return f"One of {', '.join(f'`{value}`' for value in values)}." if len(values) > 1 else ""


def _literals(annotation: object) -> Iterator[object]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        elif not isinstance(argument, type):
            yield from _literals(argument)
