"""Diagrams: laid out by Graphviz at build time, drawn as SVG that takes its colours from the page.

The SVG holds shapes, text and links, and neither sizes of type nor colours: a style sheet gives both, so that one
drawing serves light, dark, paper and forced colours. Shapes tell the kinds of node apart without colour.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pygraphviz
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

Shape = Literal["question", "action", "outcome", "level", "process", "automation", "platform"]
Direction = Literal["down", "right"]

FONT = 15
"""Size of the text in pixels. The style sheet sets the same, and the layout reserves room for it."""

_LINE = 20
_SMALL, _SMALL_LINE = 14, 18
_WRAP, _WRAP_ANSWER = 24, 18
"""Letters on a line of a node and of an answer. Short lines keep a tree narrow enough for a laptop."""

_PAD_X, _PAD_Y = 16, 12
_MARGIN = 12
_NARROWEST = 96.0
_POINTS = 72
# Advance widths of Atkinson Hyperlegible Next in ems, by the kind of letter; the rest counts as average.
_NARROW, _AVERAGE, _WIDE, _FULL = 0.32, 0.56, 0.82, 1.0
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("iljtfr.,:;'|!()[] "), frozenset("mwMW@%")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class DiagramNode:
    """A node: its shape, its text, a smaller second line, and where it leads. `label` is read aloud."""

    id: str
    shape: Shape
    text: str
    note: str = ""
    href: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class DiagramEdge:
    """An arrow from one node to another with the words on it. Both ends must be nodes of the diagram."""

    source: str
    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing with a title and a description for those who cannot see it."""

    title: str
    description: str
    nodes: tuple[DiagramNode, ...]
    edges: tuple[DiagramEdge, ...]
    direction: Direction = "down"


@dataclass(frozen=True, slots=True)
class _Box:
    """A node with its lines of text and its size in pixels."""

    node: DiagramNode
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Plate:
    """The words on an arrow with the size of the ground behind them in pixels; no lines, no plate."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where Graphviz put everything. It counts upwards from the bottom, SVG downwards from the top."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, graph: pygraphviz.AGraph) -> _Sheet:
        return cls(*(float(number) for number in graph.graph_attr["bb"].split(",")))

    @property
    def size(self) -> tuple[int, int]:
        return ceil(self.right - self.left) + 2 * _MARGIN, ceil(self.top - self.bottom) + 2 * _MARGIN

    def at(self, point: str) -> tuple[float, float]:
        x, y = point.split(",")
        return round(float(x) - self.left + _MARGIN, 1), round(self.top - float(y) + _MARGIN, 1)


@lru_cache(maxsize=4096)
def draw(diagram: Diagram, prefix: str) -> Markup:
    """The diagram as an SVG element. `prefix` starts every id in it and must be unique on the page."""
    boxes = [_box(node) for node in diagram.nodes]
    plates = [_plate(edge.text) for edge in diagram.edges]
    with closing(_laid_out(diagram, boxes, plates)) as graph:
        sheet = _Sheet.of(graph)
        svg = _root(diagram, prefix, sheet.size)
        for number, plate in enumerate(plates):
            laid = pygraphviz.Edge(graph, *_ends(diagram, number), key=str(number)).attr
            _draw_edge(svg, sheet, laid["pos"], f"{prefix}-arrow")
            if plate.lines:
                _draw_plate(svg, plate, *sheet.at(laid["lp"]))
        for number, box in enumerate(boxes):
            x, y = sheet.at(graph.get_node(str(number)).attr["pos"])
            _draw_node(svg, box, x, y, f"{prefix}-{number + 1}")
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - ElementTree escapes all text


def _width(text: str, size: int) -> float:
    """About how wide a text is in pixels."""
    return size * sum(map(_ems, text))


@lru_cache(maxsize=1024)
def _ems(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _FULL if unicodedata.east_asian_width(letter) in "WF" else _AVERAGE


def _widest(lines: Iterable[str], size: int) -> float:
    return max((_width(line, size) for line in lines), default=0.0)


def _lines(text: str, most: int) -> tuple[str, ...]:
    """The text in lines of `most` letters at most, and of about the same length where that takes no more lines."""
    lines = textwrap.wrap(_NOT_XML.sub("", text), most)
    if len(lines) > 1:
        longest_word = max(map(len, text.split()))
        even = textwrap.wrap(" ".join(lines), min(most, max(longest_word, ceil(sum(map(len, lines)) / len(lines)) + 3)))
        if len(even) == len(lines):
            lines = even
    return tuple(lines)


def _box(node: DiagramNode) -> _Box:
    lines, notes = _lines(node.text, _WRAP), _lines(node.note, _WRAP)
    height = float(len(lines) * _LINE + len(notes) * _SMALL_LINE + 2 * _PAD_Y)
    beside = {
        "question": 2 * _slant(height),
        "process": 2 * _slant(height),
        "outcome": height / 3,
        "platform": 2 * _CORNER,
    }
    text_width = max(_widest(lines, FONT), _widest(notes, _SMALL))
    return _Box(node, lines, notes, max(_NARROWEST, text_width + 2 * _PAD_X + beside.get(node.shape, 8.0)), height)


def _plate(words: str) -> _Plate:
    lines = _lines(words, _WRAP_ANSWER)
    return _Plate(lines, _widest(lines, FONT) + 14, len(lines) * _LINE + 4)


def _ends(diagram: Diagram, number: int) -> tuple[str, str]:
    """The ends of an edge by the numbers of their nodes, which is how Graphviz knows them."""
    names = [node.id for node in diagram.nodes]
    edge = diagram.edges[number]
    return str(names.index(edge.source)), str(names.index(edge.target))
