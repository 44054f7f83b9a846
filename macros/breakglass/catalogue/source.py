"""The source of a record: a YAML document whose every key and value knows where it stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from breakglass.findings import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int, int, int]
"""Line, column, end line, end column: from 1, the end exclusive, columns in characters."""

_PLACE = Struct("=4I")
_QUOTED = '"'
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


@dataclass(frozen=True)
class Packed:
    """A tree as it can be written down: quick to get values from, and unpacked where places matter.

    `written` is the JSON of the values. They have scalars as text, those in quotes or in a block with a double quote
    before them: no plain scalar begins with one. `places` has the four numbers of each place in the order of the
    file, each in four bytes.
    """

    written: bytes
    places: bytes

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values; read when they are asked for, since of most records only the model is."""
        return cast("dict[str, Any]", json.loads(self.written))

    def place(self, number: int) -> Place:
        """The place of that number in the order of the file."""
        return _PLACE.unpack_from(self.places, number * _PLACE.size)

    def walk(self, path: tuple[str | int, ...]) -> Iterator[tuple[Place | None, Place]]:
        """The places of key and value at each step of a path, of an item of a list the latter alone."""
        value: Any = self.values
        number = 0  # of the place of `value`
        for step in path:
            if isinstance(value, dict):
                at = number + 1
                for key, inner in value.items():
                    if key.removeprefix(_QUOTED) == step:
                        value, number = inner, at + 1
                        yield self.place(at), self.place(number)
                        break
                    at += 1 + _size(inner)
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                number += 1 + sum(_size(item) for item in value[:step])
                value = value[step]
                yield None, self.place(number)


def packed(root: Mapping) -> Packed:
    """A tree as plain data."""
    places: list[Place] = []
    values = _pack(root, places)
    return Packed(json.dumps(values).encode(), b"".join(_PLACE.pack(*place) for place in places))


def unpacked(tree: Packed) -> Mapping:
    """The tree that `packed` has put into plain data."""
    return cast("Mapping", _unpack(tree.values, cast("Iterator[Place]", _PLACE.iter_unpack(tree.places))))


def _size(value: Any) -> int:  # noqa: ANN401 - what `_pack` gives
    """How many places a value has, those inside it among them."""
    if isinstance(value, dict):
        return 1 + sum(1 + _size(inner) for inner in value.values())
    return 1 + sum(_size(item) for item in value) if isinstance(value, list) else 1


def _pack(node: Node, places: list[Place]) -> Any:  # noqa: ANN401 - a tree of plain Python values
    places.append(node.place)
    if isinstance(node, Mapping):
        return {_pack(key, places): _pack(value, places) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [_pack(item, places) for item in node.items]
    return node.text if node.plain else _QUOTED + node.text


def _unpack(value: Any, places: Iterator[Place]) -> Node:  # noqa: ANN401 - what `_pack` gives
    place = next(places)
    if isinstance(value, dict):
        entries = ((_scalar(key, next(places)), _unpack(inner, places)) for key, inner in value.items())
        return Mapping(tuple(entries), place)
    if isinstance(value, list):
        return Sequence(tuple(_unpack(item, places) for item in value), place)
    return _scalar(value, place)


def _scalar(text: str, place: Place) -> Scalar:
    plain = not text.startswith(_QUOTED)
    return Scalar(text if plain else text[1:], plain, place)


def _packed_value(value: Any) -> Any:  # noqa: ANN401 - what `_pack` gives, as a model takes it
    if isinstance(value, str):
        if value.startswith(_QUOTED):
            return Quoted(value[1:])
        return None if value in NULLS else value
    if isinstance(value, list):
        return [_packed_value(item) for item in value]
    return {key.removeprefix(_QUOTED): _packed_value(inner) for key, inner in value.items()}


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    # A carriage return alone ends a line too, as it does for the places of the tree.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass(frozen=True)
class Document:
    """One file: its name as people see it, its text, and the tree of its values, unpacked when it is asked for."""

    file: str
    text: str
    tree: Mapping | Packed

    @cached_property
    def root(self) -> Mapping:
        """The tree of the values."""
        return self.tree if isinstance(self.tree, Mapping) else unpacked(self.tree)

    @property
    def keys(self) -> list[str]:
        """The keys at the top, in the order of the file."""
        if isinstance(self.tree, Mapping):
            return [key.text for key, _ in self.tree.entries]
        return [key.removeprefix(_QUOTED) for key in self.tree.values]

    def data(self) -> dict[str, Any]:
        """The values as a model takes them: dictionaries, lists, text, and `None` for nothing.

        Plain scalars stay as they are written; a model that wants a number or a date asks for it.
        """
        found = value_of(self.tree) if isinstance(self.tree, Mapping) else _packed_value(self.tree.values)
        return cast("dict[str, Any]", found)

    def span(self, *path: str | int) -> Span:
        """Where the value at `path` stands. Steps that lead nowhere are passed over."""
        place: Place | None = None
        for _, found in self._walk(path):
            place = found
        return self._span(place) if place is not None else self.key_span()

    def key_span(self, *path: str | int) -> Span:
        """Where the key at `path` stands, or the item if it is in a list; of no path, the first key."""
        place = self._top()
        for key, found in self._walk(path):
            place = key or found
        return self._span(place)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; empty past the last one."""
        lines = _lines(self.text)
        return lines[number - 1] if number <= len(lines) else ""

    def _top(self) -> Place:
        if isinstance(self.tree, Packed):
            return self.tree.place(1 if self.tree.values else 0)
        return self.tree.entries[0][0].place if self.tree.entries else self.tree.place

    def _walk(self, path: tuple[str | int, ...]) -> Iterator[tuple[Place | None, Place]]:
        """The places of key and value at each step of a path, of an item of a list the latter alone."""
        if isinstance(self.tree, Packed):
            yield from self.tree.walk(path)
            return
        node: Node = self.tree
        for step in path:
            if isinstance(node, Mapping):
                found = node.entry(step)
                if found is not None:
                    node = found[1]
                    yield found[0].place, node.place
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
                yield None, node.place

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
