"""Fields: from a place in a file to the field that stands there, in words that outlive an added line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from breakglass.catalogue.source import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.source import Document, Node, Place
    from breakglass.findings import Finding, Span

_LONGEST_NAME = 40
"""Characters of an item's text that are enough to tell it from its neighbours."""


def placed(finding: Finding, document: Document | None, record: str) -> Finding:
    """The finding with the record (`kind/id`) that it is about and, where there is a tree, the field at its place."""
    return replace(finding, record=record, field_of=partial(field_at, document, finding.span) if document else str)


def field_at(document: Document, span: Span) -> str:
    """The innermost field that holds a place, as `phases.triage.steps[confirm-scope].verify`; empty for none.

    An item of a list goes by its `id`, else by the first text in it, so that an item more above it changes nothing.
    """
    wanted = (span.line, span.column, span.end_line, span.end_column)
    steps: list[str] = []
    node: Node | None = document.root
    while node is not None:
        step, node = _inward(node, wanted)
        if step:
            steps.append(step)
    return "".join(steps).removeprefix(".")


def _inward(node: Node, wanted: Place) -> tuple[str, Node | None]:
    """One step towards a place, and what to look into next; nothing where it is as near as it gets."""
    found: tuple[str, Node | None] = ("", None)
    for step, place, inner in _parts(node):
        if _holds(place, wanted):
            found = (step, inner if _holds(inner.place, wanted) else None)
        elif place[2] == wanted[0] and place[2:] <= wanted[:2]:
            found = (step, None)  # a comment behind a value belongs to it
    return found


def _holds(place: Place, wanted: Place) -> bool:
    return place[:2] <= wanted[:2] and wanted[2:] <= place[2:]


def _parts(node: Node) -> Iterator[tuple[str, Place, Node]]:
    """What a mapping or list is made of: how each part is called, from where to where it goes, and its value."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield f".{key.text}", (*key.place[:2], *value.place[2:]), value
    elif isinstance(node, Sequence):
        seen: dict[str, int] = {}
        for item in node.items:
            name = _name(item)
            seen[name] = seen.get(name, 0) + 1
            number = f"#{seen[name]}" if seen[name] > 1 else ""
            yield f"[{name}{number}]", item.place, item


def _name(item: Node) -> str:
    if isinstance(item, Scalar):
        return item.text[:_LONGEST_NAME]
    if isinstance(item, Mapping):
        own = item.entry("id")
        texts = [own[1]] if own else [value for _, value in item.entries]
        return next((value.text[:_LONGEST_NAME] for value in texts if isinstance(value, Scalar)), "")
    return ""
