"""The source of a record: a YAML document whose every key and value knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from breakglass.findings import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int, int, int]
"""Line, column, end line, end column: from 1, the end exclusive, columns in characters."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for nothing in the YAML 1.2 core schema (yaml.org/spec/1.2.2, 10.3.2)."""


class Quoted(str):
    """A scalar in quotes or in a block: text, whatever it looks like."""

    __slots__ = ()


class Scalar(NamedTuple):
    """A single value as it is written. `plain` means without quotes and not as a block."""

    text: str
    plain: bool
    place: Place


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def entry(self, key: str | int) -> tuple[Scalar, Node] | None:
        """The key and value of that name, or nothing."""
        return next(((k, v) for k, v in self.entries if k.text == key), None)


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Mapping | Sequence


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    # A carriage return alone ends a line too, as it does for the places of the tree.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name as people see it, its text, and the tree of its values."""

    file: str
    text: str
    root: Mapping

    def data(self) -> dict[str, Any]:
        """The values as a model takes them: dictionaries, lists, text, and `None` for nothing.

        Plain scalars stay as they are written; a model that wants a number or a date asks for it.
        """
        return {key.text: value_of(node) for key, node in self.root.entries}

    def span(self, *path: str | int) -> Span:
        """Where the value at `path` stands. Steps that lead nowhere are passed over."""
        node: Node | None = None
        for _, found in self._walk(path):
            node = found
        return self._span(node.place) if node is not None else self.key_span()

    def key_span(self, *path: str | int) -> Span:
        """Where the key at `path` stands, or the item if it is in a list; of no path, the first key."""
        place = self.root.entries[0][0].place if self.root.entries else self.root.place
        for key, node in self._walk(path):
            place = key.place if key is not None else node.place
        return self._span(place)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; empty past the last one."""
        lines = _lines(self.text)
        return lines[number - 1] if number <= len(lines) else ""

    def _walk(self, path: tuple[str | int, ...]) -> Iterator[tuple[Scalar | None, Node]]:
        node: Node = self.root
        for step in path:
            if isinstance(node, Mapping):
                found = node.entry(step)
                if found is not None:
                    node = found[1]
                    yield found
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
                yield None, node

    def _span(self, place: Place) -> Span:
        return Span(self.file, *place)


def scalars_of(node: Node) -> Iterator[Scalar]:
    """Every single value of a tree, keys included, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from scalars_of(value)
    else:
        for item in node.items:
            yield from scalars_of(item)


def value_of(node: Node) -> Any:  # noqa: ANN401 - a tree of plain Python values
    """The value of a node: a dictionary, a list, text, or `None` for nothing."""
    if isinstance(node, Scalar):
        if node.plain:
            return None if node.text in NULLS else node.text
        return Quoted(node.text)
    if isinstance(node, Sequence):
        return [value_of(item) for item in node.items]
    return {key.text: value_of(value) for key, value in node.entries}
