"""Diagrams: laid out by Graphviz at build time, drawn as SVG that takes its colours from the page.

The SVG holds shapes, text and links, and neither sizes of type nor colours: a style sheet gives both, so that one
drawing serves light, dark, paper and forced colours. Shapes tell the kinds of node apart without colour.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pygraphviz
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

Shape = Literal["question", "action", "outcome", "level", "process", "automation", "platform"]

FONT = 15
"""Size of the text in pixels. The style sheet sets the same, and the layout reserves room for it."""

_LINE = 20
_SMALL = 13
_WRAP = 24
_PAD_X, _PAD_Y = 16, 12
_MARGIN = 12
_PLATE_HEIGHT = 24
_POINTS = 72
# Advance widths of Atkinson Hyperlegible Next in ems, by the kind of letter; the rest counts as average.
_NARROW, _WIDE, _AVERAGE = 0.32, 0.82, 0.56
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("iljtfr.,:;'|!()[] "), frozenset("mwMW@%")


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
    """An arrow from one node to another with the words on it."""

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
    direction: Literal["down", "right"] = "down"


@dataclass(frozen=True, slots=True)
class _Box:
    """A node with its lines of text and its size in pixels."""

    node: DiagramNode
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    width: float
    height: float


@lru_cache(maxsize=4096)
def draw(diagram: Diagram, prefix: str) -> Markup:
    """The diagram as an SVG element. `prefix` starts every id in it and must be unique on the page."""
    boxes = {node.id: _box(node) for node in diagram.nodes}
    graph = _laid_out(diagram, boxes)
    left, bottom, right, top = (float(number) for number in graph.graph_attr["bb"].split(","))
    width, height = right - left + 2 * _MARGIN, top - bottom + 2 * _MARGIN

    def at(point: str) -> tuple[float, float]:
        x, y = point.split(",")
        return round(float(x) - left + _MARGIN, 1), round(top - float(y) + _MARGIN, 1)

    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"bg-diagram bg-diagram--{diagram.direction}",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "role": "group",
            "aria-labelledby": f"{prefix}-title {prefix}-desc",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{prefix}-title"}).text = diagram.title
    ET.SubElement(svg, "desc", {"id": f"{prefix}-desc"}).text = diagram.description
    _arrowhead(svg, prefix)
    for number, edge in enumerate(diagram.edges):
        laid = graph.get_edge(edge.source, edge.target, key=str(number))
        _draw_edge(svg, edge, laid.attr["pos"], laid.attr["lp"], at, prefix)
    for number, box in enumerate(boxes.values(), start=1):
        x, y = at(graph.get_node(box.node.id).attr["pos"])
        _draw_node(svg, box, x, y, f"{prefix}-{number}")
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - ElementTree escapes all text


def _width(text: str, size: int) -> float:
    """About how wide a text is in pixels."""
    ems = sum(_NARROW if c in _NARROW_LETTERS else _WIDE if c in _WIDE_LETTERS else _AVERAGE for c in text)
    return ems * size


def _box(node: DiagramNode) -> _Box:
    lines = tuple(textwrap.wrap(node.text, _WRAP)) or ("",)
    notes = tuple(textwrap.wrap(node.note, _WRAP + 4)) if node.note else ()
    text_width = max([*(_width(line, FONT) for line in lines), *(_width(note, _SMALL) for note in notes)])
    height = len(lines) * _LINE + len(notes) * (_LINE - 2) + 2 * _PAD_Y
    slant = {"question": 2 * _slant(height), "outcome": 12.0}.get(node.shape, 8.0)
    return _Box(node, lines, notes, max(96.0, text_width + 2 * _PAD_X + slant), float(height))


def _plate(words: str) -> float:
    """How wide the ground behind the words on an arrow is."""
    return _width(words, FONT) + 14


def _slant(height: float) -> float:
    return min(18.0, height / 4)


def _laid_out(diagram: Diagram, boxes: dict[str, _Box]) -> pygraphviz.AGraph:
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(
        rankdir="TB" if diagram.direction == "down" else "LR", nodesep="0.3", ranksep="0.45", pad="0"
    )
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    for box in boxes.values():
        graph.add_node(box.node.id, width=f"{box.width / _POINTS:.4f}", height=f"{box.height / _POINTS:.4f}")
    for number, edge in enumerate(diagram.edges):
        # An empty table reserves the room: no font is looked up, and text of records never reaches Graphviz.
        room = f'FIXEDSIZE="TRUE" WIDTH="{_plate(edge.text):.0f}" HEIGHT="{_PLATE_HEIGHT}"'
        label = f'<<TABLE BORDER="0" {room}><TR><TD></TD></TR></TABLE>>' if edge.text else ""
        graph.add_edge(edge.source, edge.target, key=str(number), label=label)
    graph.layout(prog="dot")
    return graph


def _arrowhead(svg: ET.Element, prefix: str) -> None:
    marker = ET.SubElement(
        ET.SubElement(svg, "defs"),
        "marker",
        {
            "id": f"{prefix}-arrow",
            "viewBox": "0 0 10 10",
            "refX": "9",
            "refY": "5",
            "markerWidth": "8",
            "markerHeight": "8",
            "orient": "auto-start-reverse",
        },
    )
    ET.SubElement(marker, "path", {"d": "M0 0L10 5L0 10z", "class": "bg-diagram__head"})


def _draw_edge(
    svg: ET.Element,
    edge: DiagramEdge,
    spline: str,
    label_at: str | None,
    at: Callable[[str], tuple[float, float]],
    prefix: str,
) -> None:
    group = ET.SubElement(svg, "g", {"class": "bg-diagram__edge"})
    points = spline.split()
    end = next((p.removeprefix("e,") for p in points if p.startswith("e,")), None)
    curve = [at(p) for p in points if not p.startswith(("e,", "s,"))]
    path = f"M{curve[0][0]} {curve[0][1]}C" + " ".join(f"{x} {y}" for x, y in curve[1:])
    if end is not None:
        x, y = at(end)
        path += f"L{x} {y}"
    ET.SubElement(group, "path", {"d": path, "marker-end": f"url(#{prefix}-arrow)"})
    if edge.text and label_at:
        x, y = at(label_at)
        width = _plate(edge.text)
        ET.SubElement(
            group,
            "rect",
            {
                "x": f"{x - width / 2:.1f}",
                "y": f"{y - _PLATE_HEIGHT / 2:.1f}",
                "width": f"{width:.1f}",
                "height": str(_PLATE_HEIGHT),
                "rx": "4",
                "class": "bg-diagram__plate",
            },
        )
        ET.SubElement(group, "text", {"x": str(x), "y": f"{y + 5:.1f}", "class": "bg-diagram__answer"}).text = edge.text


def _draw_node(svg: ET.Element, box: _Box, x: float, y: float, name: str) -> None:
    node = box.node
    group = ET.SubElement(svg, "g", {"id": name, "class": f"bg-diagram__node bg-diagram__node--{node.shape}"})
    inside = group
    if node.href:
        inside = ET.SubElement(group, "a", {"href": node.href, "aria-label": node.label or node.text})
    _outline(inside, node.shape, x, y, box.width, box.height)
    first = y - (len(box.lines) * _LINE + len(box.notes) * (_LINE - 2)) / 2 + FONT
    for number, line in enumerate(box.lines):
        attributes = {"x": str(x), "y": f"{first + number * _LINE:.1f}", "class": "bg-diagram__text"}
        ET.SubElement(inside, "text", attributes).text = line
    below = first + len(box.lines) * _LINE
    for number, note in enumerate(box.notes):
        attributes = {"x": str(x), "y": f"{below + number * (_LINE - 2):.1f}", "class": "bg-diagram__note"}
        ET.SubElement(inside, "text", attributes).text = note


def _outline(parent: ET.Element, shape: Shape, x: float, y: float, width: float, height: float) -> None:
    """The shape around a node's text: a hexagon asks, a box with a bar acts, a double pill ends."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    if shape in {"question", "process"}:
        slant = _slant(height)
        points = [
            (left, y), (left + slant, top), (right - slant, top),
            (right, y), (right - slant, bottom), (left + slant, bottom),
        ]  # fmt: skip
        listed = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        ET.SubElement(parent, "polygon", {"points": listed, "class": "bg-diagram__shape"})
    elif shape == "outcome":
        _rectangle(parent, left, top, width, height, height / 2, "bg-diagram__shape")
        _rectangle(parent, left + 4, top + 4, width - 8, height - 8, height / 2 - 4, "bg-diagram__inner")
    else:
        _rectangle(parent, left, top, width, height, 4, "bg-diagram__shape")
        if shape in {"action", "level"}:
            _rectangle(parent, left, top, 6, height, 3, "bg-diagram__bar")


def _rectangle(parent: ET.Element, x: float, y: float, width: float, height: float, radius: float, name: str) -> None:
    attributes = {
        "x": f"{x:.1f}",
        "y": f"{y:.1f}",
        "width": f"{width:.1f}",
        "height": f"{height:.1f}",
        "rx": f"{radius:.1f}",
        "class": name,
    }
    ET.SubElement(parent, "rect", attributes)
