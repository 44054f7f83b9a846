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
from math import ceil, sqrt
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pygraphviz
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Shape = Literal["question", "action", "outcome", "level", "process", "automation", "platform"]
Direction = Literal["down", "right"]
Point = tuple[float, float]

FONT = 15
"""Size of the text in pixels. The style sheet sets the same, and the layout reserves room for it."""

_LINE = 20
_SMALL, _SMALL_LINE = 14, 18
_WRAP, _WRAP_NOTE, _WRAP_ANSWER = 24, 28, 18
"""Letters on a line of a node, of its note and of an answer. Short lines keep a tree narrow enough for a laptop."""

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
    boxes = {node.id: _box(node) for node in diagram.nodes}
    plates = tuple(_plate(edge.text) for edge in diagram.edges)
    layout = _lay_out(diagram, boxes, plates)
    places = dict(zip(boxes, layout.boxes, strict=True))
    svg = _root(diagram, prefix, layout)
    for edge, (start, *curve, tip) in zip(diagram.edges, layout.arrows, strict=True):
        begin = _onto_shape(start, boxes[edge.source], places[edge.source])
        end = _onto_shape(tip, boxes[edge.target], places[edge.target])
        _draw_arrow(svg, (begin, *curve, end), f"{prefix}-arrow", f"{edge.source} {edge.target}")
    for plate, place in zip(plates, layout.plates, strict=True):
        if place is not None:
            _draw_plate(svg, plate, *place)
    for number, (name, box) in enumerate(boxes.items(), start=1):
        _draw_node(svg, box, *places[name], f"{prefix}-{number}")
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
    return max((_width(line.rstrip(), size) for line in lines), default=0.0)


def _lines(text: str, most: int) -> tuple[str, ...]:
    """The text in lines of `most` letters at most, and of about the same length where that takes no more lines."""
    words = " ".join(_clean(text).split())
    lines = textwrap.wrap(words, most, break_on_hyphens=False)
    if len(lines) > 1:
        even = ceil(len(words) / len(lines)) + 3
        longest = max(map(len, words.split()))
        again = textwrap.wrap(words, min(most, max(even, longest)), break_on_hyphens=False)
        if len(again) == len(lines):
            lines = again
    return tuple(_with_spaces(words, lines))


def _with_spaces(words: str, lines: list[str]) -> Iterator[str]:
    """The lines of `words`, each with the space at which it was broken: whoever reads or copies them needs it."""
    end = 0
    for line in lines:
        end += len(line)
        space = " " if words[end : end + 1] == " " else ""
        end += len(space)
        yield line + space


def _box(node: DiagramNode) -> _Box:
    lines, notes = _lines(node.text, _WRAP), _lines(node.note, _WRAP_NOTE)
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
    return _Plate(lines, _widest(lines, FONT) + 8, len(lines) * _LINE + 4)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands, in pixels from the top left: centres of boxes and plates, and the points of arrows.

    An arrow is a start, the points of Bézier curves in threes, and the tip.
    """

    width: int
    height: int
    boxes: tuple[Point, ...]
    arrows: tuple[tuple[Point, ...], ...]
    plates: tuple[Point | None, ...]


def _lay_out(diagram: Diagram, boxes: Mapping[str, _Box], plates: tuple[_Plate, ...]) -> _Layout:
    """The places that Graphviz finds. It gets numbers and sizes only, never a text of a record."""
    number = {name: str(index) for index, name in enumerate(boxes)}
    with closing(pygraphviz.AGraph(directed=True, strict=False)) as graph:
        rankdir = "TB" if diagram.direction == "down" else "LR"
        graph.graph_attr.update(rankdir=rankdir, nodesep="0.3", ranksep="0.42")
        graph.node_attr.update(shape="box", fixedsize="true", label="")
        # Answers stand from left to right in their order. Where a loop comes back, Graphviz would put its way on last.
        looped = {edge.target for edge in diagram.edges if int(number[edge.target]) < int(number[edge.source])}
        for name, box in boxes.items():
            width, height = f"{box.width / _POINTS:.4f}", f"{box.height / _POINTS:.4f}"
            graph.add_node(number[name], width=width, height=height, ordering="" if name in looped else "out")
        for index, (edge, plate) in enumerate(zip(diagram.edges, plates, strict=True)):
            # An empty table reserves the room without looking up a font, and some more to keep clear of the arrow.
            room = f'FIXEDSIZE="TRUE" WIDTH="{plate.width + 8:.0f}" HEIGHT="{plate.height:.0f}"'
            label = f'<<TABLE BORDER="0" {room}><TR><TD></TD></TR></TABLE>>' if plate.lines else ""
            graph.add_edge(number[edge.source], number[edge.target], key=str(index), label=label)
        graph.layout(prog="dot")
        left, bottom, right, top = (float(value) for value in graph.graph_attr["bb"].split(","))

        def at(point: str) -> Point:
            # Graphviz counts upwards from the bottom.
            x, y = point.split(",")
            return round(float(x) - left + _MARGIN, 1), round(top - float(y) + _MARGIN, 1)

        def points(spline: str) -> tuple[Point, ...]:
            # `e,X,Y` stands first and is the tip.
            tip, *curve = spline.removeprefix("e,").split()
            return (*map(at, curve), at(tip))

        laid = [
            pygraphviz.Edge(graph, number[edge.source], number[edge.target], key=str(index)).attr
            for index, edge in enumerate(diagram.edges)
        ]
        return _Layout(
            ceil(right - left) + 2 * _MARGIN,
            ceil(top - bottom) + 2 * _MARGIN,
            tuple(at(graph.get_node(name).attr["pos"]) for name in number.values()),
            tuple(points(attributes["pos"]) for attributes in laid),
            tuple(
                at(attributes["lp"]) if plate.lines else None for plate, attributes in zip(plates, laid, strict=True)
            ),
        )


def _onto_shape(point: Point, box: _Box, centre: Point) -> Point:
    """A point on the edge of a box, moved towards the centre onto the shape that is drawn within the box."""
    x, y = centre
    dx, dy, half_width, half_height = abs(point[0] - x), abs(point[1] - y), box.width / 2, box.height / 2
    share = 1.0
    match box.node.shape:
        case "question" | "process":
            share = half_width / (dx + _slant(box.height) * dy / half_height)
        case "outcome" if dx > (flat := half_width - half_height):
            # Where the ray meets the half circle at the end of the pill.
            square = dx**2 + dy**2
            share = (dx * flat + sqrt((dx * flat) ** 2 - square * (flat**2 - half_height**2))) / square
    if share >= 1:
        return point
    return round(x + (point[0] - x) * share, 1), round(y + (point[1] - y) * share, 1)


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


def _draw_arrow(svg: ET.Element, points: tuple[Point, ...], head: str, ends: str) -> None:
    begin, *curve, end = (f"{x} {y}" for x, y in points)
    line = f"M{begin}C{' '.join(curve)}L{end}"
    group = ET.SubElement(svg, "g", {"class": "bg-diagram__edge", "data-edge": ends})
    ET.SubElement(group, "path", {"d": line, "marker-end": f"url(#{head})"})


def _draw_plate(parent: ET.Element, plate: _Plate, x: float, y: float) -> None:
    _rectangle(parent, x, y, plate.width, plate.height, 4, "bg-diagram__plate")
    _write(parent, plate.lines, x, y - plate.height / 2 + 2, _LINE, "bg-diagram__answer")


def _draw_node(svg: ET.Element, box: _Box, x: float, y: float, name: str) -> None:
    node = box.node
    style = f"bg-diagram__node bg-diagram__node--{node.shape}"
    inside = ET.SubElement(svg, "g", {"id": name, "class": style, "data-node": node.id})
    if node.href:
        inside = ET.SubElement(inside, "a", {"href": _clean(node.href), "aria-label": _clean(node.label or node.text)})
    _draw_shape(inside, node.shape, x, y, box.width, box.height)
    top = y - (len(box.lines) * _LINE + len(box.notes) * _SMALL_LINE) / 2
    _write(inside, box.lines, x, top, _LINE, "bg-diagram__text")
    if box.notes:
        _write(inside, box.notes, x, top + len(box.lines) * _LINE, _SMALL_LINE, "bg-diagram__note")


def _draw_shape(parent: ET.Element, shape: Shape, x: float, y: float, width: float, height: float) -> None:
    """A hexagon asks, a box with a bar acts, a double pill ends, a chevron is a process, cut corners are a platform."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    slant, cut = _slant(height), _CORNER
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
                (left, top), (right - slant, top), (right, y),
                (right - slant, bottom), (left, bottom), (left + slant, y),
            )  # fmt: skip
        case "platform":
            _polygon(
                parent,
                (left, top + cut), (left + cut, top), (right - cut, top), (right, top + cut),
                (right, bottom - cut), (right - cut, bottom), (left + cut, bottom), (left, bottom - cut),
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
    text = ET.SubElement(parent, "text", {"class": name})
    for number, line in enumerate(lines, start=1):
        # The base line is about a quarter of the line above its lower end.
        span = ET.SubElement(text, "tspan", {"x": str(x), "y": f"{top + number * leading - leading / 4:.1f}"})
        span.text = line
