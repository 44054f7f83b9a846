"""What pydantic refuses, told in plain words and at the place in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.nearest import did_you_mean
from breakglass.findings import Finding, Severity, Span
from breakglass.records.record import Part
from breakglass.records.specimen import key_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from breakglass.catalogue.source import Document

_SHAPES = {
    "string_type": "text",
    "tuple_type": "a list: one item a line, each after a dash",
    "dict_type": "a mapping: one `key: value` a line, indented",
    "model_type": "a mapping: one `key: value` a line, indented",
    "model_attributes_type": "a mapping: one `key: value` a line, indented",
}


def finding_of(  # noqa: PLR0911 - one return a kind of error
    document: Document, model: type[Part], fault: ErrorDetails
) -> Finding:
    """The finding for one of pydantic's errors."""
    path, kind, context = fault["loc"], fault["type"], fault.get("ctx", {})
    if kind == "weights":
        path = (*path, "weights")  # the fault of the whole record stands in one key
    span = document.span(*path)
    match kind:
        case "missing":
            *above, name = path
            place = document.key_span(*above) if above else document.span("id")
            return _finding("S101", place, f"`{name}` is missing{_of(above)}", _about(model, path))
        case "extra_forbidden":
            known = _keys_at(model, path[:-1])
            name = str(path[-1])
            listed = f"Known here: {', '.join(sorted(known))}." if known else ""
            mend = did_you_mean(name, known) or listed
            if fault["input"] is None and " " in name:
                mend = "It looks like the rest of a text that a comma cuts short: put the whole text in quotes."
            return _finding("S102", document.key_span(*path), f"`{name}` is not a key that goes here", mend)
        case "literal_error":
            options = re.findall(r"'([^']*)'", context["expected"])
            mend = did_you_mean(str(fault["input"]), options)
            listed = f"It is one of {', '.join(options)}."
            return _finding("S104", span, f"“{fault['input']}” is not known here", f"{mend} {listed}".strip())
        case _ if kind in _SHAPES:
            return _finding("S105", span, f"this takes {_SHAPES[kind]}, not {_shape(fault['input'])}")
        case "too_short" | "too_long":
            return _finding("S105", span, _wrong_number(context), _about(model, path))
        case "greater_than_equal" | "less_than_equal":
            limit = "at least" if kind == "greater_than_equal" else "at most"
            bound = context.get("ge", context.get("le"))
            return _finding("S103", span, f"{fault['input']} is out of range: {limit} {bound}")
        case "string_pattern_mismatch":
            return _finding("S103", span, f"“{fault['input']}” does not have the right form", _about(model, path))
        case _:
            message, _, mend = fault["msg"].partition("; ")
            return _finding("S103", span, message, f"{mend[:1].upper()}{mend[1:]}." if mend else "")


def _finding(code: str, span: Span, message: str, mend: str = "") -> Finding:
    return Finding(code, Severity.ERROR, span, message, mend)


def _wrong_number(context: Mapping[str, Any]) -> str:
    if context.get("min_length") == 1:
        return "this is empty; it takes at least one item"
    return f"this takes {context.get('min_length', context.get('max_length'))} items, not {context['actual_length']}"


def _of(above: list[int | str]) -> str:
    name = next((part for part in reversed(above) if isinstance(part, str)), None)
    return f" in `{name}`" if above and name else ""


def _shape(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"the text “{value}”"


def _annotations_at(model: type[Part], path: tuple[int | str, ...]) -> list[Any]:
    """The annotations of the fields that `path` may mean, following keys and passing over positions."""
    parts: list[type[Part]] = [model]
    annotations: list[Any] = [model]
    for step in path:
        matches = [
            field.annotation
            for part in parts
            for name, field in part.model_fields.items()
            if key_of(name, field) == step
        ]
        if matches:
            annotations = matches
            parts = [c for a in matches for c in parts_of(a) if issubclass(c, Part)]
    return annotations


def _keys_at(model: type[Part], path: tuple[int | str, ...]) -> set[str]:
    return {
        key_of(name, field)
        for annotation in _annotations_at(model, path)
        for part in parts_of(annotation)
        if issubclass(part, Part)
        for name, field in part.model_fields.items()
    }


def _about(model: type[Part], path: tuple[int | str, ...]) -> str:
    """What the field at `path` is for, from its description."""
    *above, last = path
    for annotation in _annotations_at(model, tuple(above)):
        for part in parts_of(annotation):
            if not issubclass(part, Part):
                continue
            for name, field in part.model_fields.items():
                if key_of(name, field) == last and field.description:
                    return f"`{last}`: {' '.join(field.description.split())}"
    return ""
