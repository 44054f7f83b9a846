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
    from collections.abc import Callable, Iterable

Shape = Literal["question", "action", "outcome", "level", "process", "automation", "platform"]
Direction = Literal["down", "right"]
Point = tuple[float, float]

FONT = 15
"""Size of the text in pixels. The style sheet sets the same, and the layout reserves room for it."""

_LINE = 20
_SMALL, _SMALL_LINE = 14, 18
_WRAP, _WRAP_ANSWER = 24, 18
"""Letters on a line of a node and of an answer. Short lines keep a tree narrow enough for a laptop."""

_PAD_X, _PAD_Y = 16, 12
_MARGIN = 12
_CORNER = 8
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


@lru_cache(maxsize=4096)
def draw(diagram: Diagram, prefix: str) -> Markup:
    """The diagram as an SVG element. `prefix` starts every id in it and must be unique on the page."""
    boxes = [_box(node) for node in diagram.nodes]
    plates = [_plate(edge.text) for edge in diagram.edges]
    layout = _lay_out(diagram, boxes, plates)
    svg = _root(diagram, prefix, layout)
    for arrow in layout.arrows:
        ET.SubElement(
            ET.SubElement(svg, "g", {"class": "bg-diagram__edge"}),
            "path",
            {"d": arrow, "marker-end": f"url(#{prefix}-arrow)"},
        )
    for plate, place in zip(plates, layout.plates, strict=True):
        if place is not None:
            _draw_plate(svg, plate, *place)
    for number, (box, (x, y)) in enumerate(zip(boxes, layout.boxes, strict=True), start=1):
        _draw_node(svg, box, x, y, f"{prefix}-{number}")
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - ElementTree escapes all text


def _clean(text: str) -> str:
    """The text without what no XML document may hold."""
    return _NOT_XML.sub("", text)


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
    lines = textwrap.wrap(_clean(text), most)
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


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands, in pixels from the top left: centres of boxes and plates, and arrows as path data."""

    width: int
    height: int
    boxes: tuple[Point, ...]
    arrows: tuple[str, ...]
    plates: tuple[Point | None, ...]


def _lay_out(diagram: Diagram, boxes: list[_Box], plates: list[_Plate]) -> _Layout:
    """The places that Graphviz finds. It gets numbers and sizes only, never a text of a record."""
    down = diagram.direction == "down"
    number = {box.node.id: str(index) for index, box in enumerate(boxes)}
    with closing(pygraphviz.AGraph(directed=True, strict=False)) as graph:
        graph.graph_attr.update(rankdir="TB" if down else "LR", nodesep="0.3", ranksep="0.4", ordering="out")
        graph.node_attr.update(shape="box", fixedsize="true", label="")
        for name, box in zip(number.values(), boxes, strict=True):
            graph.add_node(name, width=f"{box.width / _POINTS:.4f}", height=f"{box.height / _POINTS:.4f}")
        for index, (edge, plate) in enumerate(zip(diagram.edges, plates, strict=True)):
            # An empty table reserves the room without looking up a font.
            room = f'FIXEDSIZE="TRUE" WIDTH="{plate.width:.0f}" HEIGHT="{plate.height:.0f}"'
            label = f'<<TABLE BORDER="0" {room}><TR><TD></TD></TR></TABLE>>' if plate.lines else ""
            graph.add_edge(number[edge.source], number[edge.target], key=str(index), label=label)
        graph.layout(prog="dot")
        left, bottom, right, top = (float(value) for value in graph.graph_attr["bb"].split(","))

        def at(point: str) -> Point:
            # Graphviz counts upwards from the bottom.
            x, y = point.split(",")
            return round(float(x) - left + _MARGIN, 1), round(top - float(y) + _MARGIN, 1)

        def arrow(edge: DiagramEdge, spline: str) -> str:
            # `e,X,Y` is where the arrow ends; the other points are Bézier curves.
            points = spline.split()
            tip = next(at(point[2:]) for point in points if point.startswith("e,"))
            (x, y), *curve = [at(point) for point in points if not point.startswith("e,")]

            return path if tip is None else f"{path}L{tip[0]} {tip[1]}"

        laid = [
            pygraphviz.Edge(graph, number[edge.source], number[edge.target], key=str(index)).attr
            for index, edge in enumerate(diagram.edges)
        ]
        places = {name: at(graph.get_node(name).attr["pos"]) for name in number.values()}
        return _Layout(
            ceil(right - left) + 2 * _MARGIN,
            ceil(top - bottom) + 2 * _MARGIN,
            tuple(places.values()),
            tuple(arrow(edge, attributes["pos"]) for edge, attributes in zip(diagram.edges, laid, strict=True)),
            tuple(at(attributes["lp"]) if attributes["lp"] else None for attributes in laid),
        )


def _arrow(spline: str, at: Callable[[str], Point]) -> str:
    """Path data for a spline of Graphviz: `e,X,Y` where the arrow ends, then the points of Bézier curves."""
    points = spline.split()
    (x, y), *curve = [at(point) for point in points if point[1] != ","]
    path = f"M{x} {y}C" + " ".join(f"{x} {y}" for x, y in curve)
    tip = next((at(point[2:]) for point in points if point.startswith("e,")), None)
    return path if tip is None else f"{path}L{tip[0]} {tip[1]}"


def _root(diagram: Diagram, prefix: str, layout: _Layout) -> ET.Element:
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"bg-diagram bg-diagram--{diagram.direction}",
            "viewBox": f"0 0 {layout.width} {layout.height}",
            "width": str(layout.width),
            "height": str(layout.height),
            "role": "group",
            "aria-labelledby": f"{prefix}-title",
            "aria-describedby": f"{prefix}-desc",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{prefix}-title"}).text = _clean(diagram.title)
    ET.SubElement(svg, "desc", {"id": f"{prefix}-desc"}).text = _clean(diagram.description)
    marker = ET.SubElement(
        ET.SubElement(svg, "defs"),
        "marker",
        {
            "id": f"{prefix}-arrow",
            "viewBox": "0 0 10 10",
            "refX": "9",
            "refY": "5",
            "markerWidth": "7",
            "markerHeight": "7",
            "orient": "auto",
        },
    )
    ET.SubElement(marker, "path", {"d": "M0 0L10 5L0 10z", "class": "bg-diagram__head"})
    return svg


def _draw_plate(parent: ET.Element, plate: _Plate, x: float, y: float) -> None:
    _rectangle(parent, x, y, plate.width, plate.height, 4, "bg-diagram__plate")
    _write(parent, plate.lines, x, y - plate.height / 2 + 2, _LINE, "bg-diagram__answer")


def _draw_node(svg: ET.Element, box: _Box, x: float, y: float, name: str) -> None:
    node = box.node
    inside = ET.SubElement(svg, "g", {"id": name, "class": f"bg-diagram__node bg-diagram__node--{node.shape}"})
    if node.href:
        inside = ET.SubElement(inside, "a", {"href": _clean(node.href), "aria-label": _clean(node.label or node.text)})
    _draw_shape(inside, node.shape, x, y, box.width, box.height)
    top = y - (len(box.lines) * _LINE + len(box.notes) * _SMALL_LINE) / 2
    _write(inside, box.lines, x, top, _LINE, "bg-diagram__text")
    _write(inside, box.notes, x, top + len(box.lines) * _LINE, _SMALL_LINE, "bg-diagram__note")


def _draw_shape(parent: ET.Element, shape: Shape, x: float, y: float, width: float, height: float) -> None:
    """A hexagon asks, a box with a bar acts, a double pill ends, a chevron is a process, cut corners are a platform."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    slant = _slant(height)
    match shape:
        case "question":
            _polygon(
                parent,
                (left, y), (left + slant, top), (right - slant, top),
                (right, y), (right - slant, bottom), (left + slant, bottom),
            )  # fmt: skip
        case "process":
            _polygon(
                parent,
                (left, top), (right - slant, top), (right, y), (right - slant, bottom), (left, bottom), (left + slant, y),
            )  # fmt: skip
        case "platform":
            _polygon(
                parent,
                (left, top + _CORNER), (left + _CORNER, top), (right - _CORNER, top), (right, top + _CORNER),
                (right, bottom - _CORNER), (right - _CORNER, bottom), (left + _CORNER, bottom), (left, bottom - _CORNER),
            )  # fmt: skip
        case "outcome":
            _rectangle(parent, x, y, width, height, height / 2, "bg-diagram__shape")
            _rectangle(parent, x, y, width - 8, height - 8, height / 2 - 4, "bg-diagram__inner")
        case "action" | "level":
            _rectangle(parent, x, y, width, height, 4, "bg-diagram__shape")
            _rectangle(parent, left + 3, y, 6, height, 3, "bg-diagram__bar")
        case "automation":
            _rectangle(parent, x, y, width, height, 4, "bg-diagram__shape")


def _slant(height: float) -> float:
    return min(18.0, height / 4)


def _polygon(parent: ET.Element, *points: Point) -> None:
    listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    ET.SubElement(parent, "polygon", {"points": listed, "class": "bg-diagram__shape"})


def _rectangle(parent: ET.Element, x: float, y: float, width: float, height: float, radius: float, name: str) -> None:
    attributes = {
        "x": f"{x - width / 2:.1f}",
        "y": f"{y - height / 2:.1f}",
        "width": f"{width:.1f}",
        "height": f"{height:.1f}",
        "rx": f"{radius:.1f}",
        "class": name,
    }
    ET.SubElement(parent, "rect", attributes)


def _write(parent: ET.Element, lines: tuple[str, ...], x: float, top: float, leading: int, name: str) -> None:
    """Lines of text around `x`, the first one in a line that begins at `top`."""
    for number, line in enumerate(lines, start=1):
        # The base line is about a quarter of the line above its lower end.
        attributes = {"x": str(x), "y": f"{top + number * leading - leading / 4:.1f}", "class": name}
        ET.SubElement(parent, "text", attributes).text = line
