"""A complete example of each kind, put together from the examples of its fields.

One source serves four uses: the examples in the JSON Schema, the scaffold of `breakglass new`, the records
around the snippets of a rule's documentation, and the reference of record fields.
"""

from __future__ import annotations

import types
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import AfterValidator

from breakglass.records import values
from breakglass.records.kinds import KINDS
from breakglass.records.record import Maintained, Part
from breakglass.records.values import KindedRef, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

_WAIVED = timedelta(days=30)
"""How long a waiver runs that was just begun."""

TODO_HANDLE = "todo-handle"
"""The person that a scaffold leaves open."""

WRITTEN_BY = {
    "change": "breakglass change --as HANDLE --reason TEXT",
    "approval": "breakglass approve CHANGE --as HANDLE",
    "review": "breakglass reviewed KIND/ID --as HANDLE --checked WHAT=EVIDENCE",
}
"""The commands that write records whose digests nobody can write by hand."""


def specimen(kind: str) -> str:
    """A complete record of a kind as YAML, made of the examples of its fields."""
    model = KINDS[kind]
    return "\n".join(_lines(_example(model), model, 0, None)) + "\n"


def scaffold(kind: str, name: str, schema: str, day: str | None = None) -> str:
    """A record to start from: every key with its description; texts are marked TODO, references are `todo-KIND`.

    People are `todo-handle`. `schema` is the address or relative path of the JSON Schema for the editor's modeline,
    `day` the day on which it is begun, by default that of the examples.
    """
    model = KINDS[kind]
    head = [
        f"# yaml-language-server: $schema={schema}",
        f"# {first_sentence(model.__doc__)}",
        "# Replace every TODO and every todo-… reference, drop the optional keys that you do not need,",
        "# then run: breakglass lint",
        *([f"# You will rather want: {WRITTEN_BY[kind]}", "# It works out the digests."] if kind in WRITTEN_BY else []),
        "",
    ]
    data = _example(model) | {"id": name}
    if issubclass(model, Maintained):
        data |= {"version": "0.1.0", "status": "draft"}
        data["changelog"] = [
            {"version": "0.1.0", "date": day or data["changelog"][0]["date"], "summary": "First draft"}
        ]
    if kind == "waiver" and day:
        # The days of the example pass, and a waiver that has ended is a finding before its TODOs are done.
        data |= {"granted": day, "until": str(date.fromisoformat(day) + _WAIVED)}
    return "\n".join([*head, *_lines(data, model, 0, set())]) + "\n"


def first_sentence(doc: str | None) -> str:
    """The first line of a docstring, or of a field's description."""
    return (doc or "").strip().split("\n", 1)[0]


def parts_of(annotation: object) -> Iterator[type]:
    """The classes that an annotation is made of, through unions, tuples, dictionaries and `Annotated`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from parts_of(get_args(annotation)[0])
    elif origin in {Union, types.UnionType, tuple, dict}:
        for argument in get_args(annotation):
            yield from parts_of(argument)
    elif isinstance(annotation, type):
        yield annotation


def _part_of(annotation: object, keys: set[str]) -> type[Part] | None:
    """The part that an annotation holds; of several, the one that knows all of `keys`."""
    for found in parts_of(annotation):
        if issubclass(found, Part) and keys <= {key_of(n, f) for n, f in found.model_fields.items()}:
            return found
    return None


def key_of(name: str, field: FieldInfo) -> str:
    """The key under which a field stands in the file."""
    return field.alias or name


def _example(model: type[Part]) -> dict[str, Any]:
    """The data of a part, from the examples of its fields and, where there are none, of its parts."""
    data: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.examples:
            data[key_of(name, field)] = field.examples[0]
            continue
        if field.examples is not None:
            continue  # a key for special cases only, which a complete example is not
        part = _part_of(field.annotation, set())
        if part is None:
            raise ValueError(f"{model.__name__}.{name} has no example")
        nested = _example(part)
        data[key_of(name, field)] = [nested] if get_origin(field.annotation) is tuple else nested
    return data


def _lines(data: dict[str, Any], model: type[Part], indent: int, told: set[str] | None) -> Iterator[str]:
    """The lines of a mapping. With `told`, a scaffold: each key is described where it first appears."""
    pad = " " * indent
    fields = {key_of(name, field): field for name, field in model.model_fields.items()}
    for key, value in data.items():
        field = fields[key]
        if told is not None and f"{model.__name__}.{key}" not in told:
            told.add(f"{model.__name__}.{key}")
            yield from (f"{pad}# {line}" for line in (field.description or "").split("\n"))
        annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        yield from _entry(f"{pad}{key}:", value, annotation, indent, told)


def _entry(lead: str, value: object, annotation: object, indent: int, told: set[str] | None) -> Iterator[str]:
    if isinstance(value, dict):
        yield lead
        part = _part_of(annotation, set(value))
        if part is not None:
            yield from _lines(value, part, indent + 2, told)
            return
        inside = _values_of(annotation)
        for key, item in value.items():
            yield from _entry(f"{' ' * (indent + 2)}{_scalar(key, str, None)}:", item, inside, indent + 2, told)
    elif isinstance(value, list):
        yield lead
        for item in value:
            if not isinstance(item, dict):
                yield f"{' ' * (indent + 2)}- {_scalar(item, annotation, told)}"
                continue
            part = _part_of(annotation, set(item))
            inner = list(_lines(item, part, indent + 4, told)) if part else []
            start = next(i for i, line in enumerate(inner) if not line.lstrip().startswith("#"))
            yield from (line[2:] for line in inner[:start])
            yield f"{' ' * (indent + 2)}- {inner[start].lstrip()}"
            yield from inner[start + 1 :]
    else:
        yield f"{lead} {_scalar(value, annotation, told)}"


def _values_of(annotation: object) -> object:
    """What the values of a dictionary are; any other annotation as it is."""
    if get_origin(annotation) is Annotated:
        return _values_of(get_args(annotation)[0])
    return get_args(annotation)[1] if get_origin(annotation) is dict else annotation


def _scalar(value: object, annotation: object, told: set[str] | None) -> str:
    if told is not None:
        reference = next((c for c in parts_of(annotation) if issubclass(c, Ref)), None)
        if reference is not None:
            if issubclass(reference, KindedRef):
                return f"{reference.kinds[0]}/todo-{reference.kinds[0]}"
            return f"todo-{reference.kind}"
        if _holds(annotation, (values.HANDLE_VALIDATOR,)):
            return TODO_HANDLE
        if _is_text(annotation):
            value = f"TODO {value}"
    if isinstance(value, str) and not _is_text(annotation) and annotation is not str:
        return value
    return yaml.safe_dump(value, allow_unicode=True, width=10_000).removesuffix("\n").removesuffix("\n...")


def _is_text(annotation: object) -> bool:
    """Whether an annotation holds prose that a person writes, and no id, date or number."""
    return _holds(annotation, values.TEXT_VALIDATORS)


def _holds(annotation: object, validators: tuple[object, ...]) -> bool:
    """Whether an annotation, or what it is made of, is marked by one of the validators."""
    if get_origin(annotation) is dict:
        return _holds(get_args(annotation)[1], validators)
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        if any(isinstance(m, AfterValidator) and m.func in validators for m in metadata):
            return True
        return _holds(inner, validators)
    return any(_holds(argument, validators) for argument in get_args(annotation))
