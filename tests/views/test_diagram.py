"""Drawings: what stands in the SVG, for eyes, for ears, and for nobody who wants to do harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args
from xml.etree import ElementTree as ET

import pytest

from breakglass.views.diagram import Diagram, DiagramEdge, DiagramNode, Shape, draw

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = get_args(Shape)


def diagram(*nodes: DiagramNode, edges: tuple[DiagramEdge, ...] = (), title: str = "A tree") -> Diagram:
    return Diagram(title, "What it shows", nodes, edges)


def node(name: str, shape: Shape = "question", text: str = "And now?", href: str | None = "#there") -> DiagramNode:
    return DiagramNode(name, shape, text, href=href, label=f"Label of {name}")


def drawn(what: Diagram, prefix: str = "tree") -> ET.Element:
    """The drawing, read by a parser that takes nothing but well-formed XML."""
    return ET.fromstring(draw(what, prefix))  # noqa: S314 - our own text


def classes(svg: ET.Element) -> set[str]:
    return {name for element in svg.iter() for name in element.get("class", "").split()}


def corners(svg: ET.Element, tag: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the rectangles of a class."""
    found = []
    for box in svg.iter(f"{SVG}rect"):
        if box.get("class") == tag:
            x, y, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
    return found


def numbers(element: ET.Element, name: str) -> Iterator[tuple[float, float]]:
    values = [float(value) for value in re.findall(r"-?\d+(?:\.\d+)?", element.get(name, ""))]
    return zip(values[::2], values[1::2], strict=True)


TREE = diagram(
    node("a"), node("b", "action", "Turn it off"), node("c", "outcome", "Fix it"),
    edges=(DiagramEdge("a", "b", "Yes"), DiagramEdge("a", "c", "No"), DiagramEdge("b", "c")),
)  # fmt: skip


def test_every_node_is_a_link_that_says_where_it_leads() -> None:
    links = list(drawn(TREE).iter(f"{SVG}a"))
    assert [link.get("aria-label") for link in links] == ["Label of a", "Label of b", "Label of c"]
    assert {link.get("href") for link in links} == {"#there"}


def test_a_node_that_leads_nowhere_is_drawn_without_a_link() -> None:
    svg = drawn(diagram(node("a", href=None)))
    assert list(svg.iter(f"{SVG}a")) == []
    assert "And now?" in "".join(svg.itertext())


def test_the_drawing_has_a_name_and_a_description() -> None:
    svg = drawn(TREE)
    ids = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert svg.get("role") == "group"
    assert ids[svg.get("aria-labelledby")] == "A tree"
    assert ids[svg.get("aria-describedby")] == "What it shows"


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_says_its_kind_in_a_class(shape: Shape) -> None:
    assert f"bg-diagram__node--{shape}" in classes(drawn(diagram(node("a", shape))))


def test_shapes_of_a_tree_differ_without_colour() -> None:
    def outline(shape: Shape) -> tuple[str, ...]:
        svg = drawn(diagram(node("a", shape)))
        return tuple(element.tag.removeprefix(SVG) + element.get("rx", "") for element in svg.findall(f".//{SVG}a/*"))

    assert len({outline(shape) for shape in ("question", "action", "outcome")}) == 3


def test_nothing_in_it_names_a_colour_or_a_size_of_type() -> None:
    text = draw(TREE, "tree")
    assert not re.search(r"\b(?:style|fill|stroke|font-\w+|color)=", text)


def test_it_has_a_size_of_its_own_so_that_it_scrolls_and_does_not_shrink() -> None:
    svg = drawn(TREE)
    assert svg.get("viewBox") == f"0 0 {svg.get('width')} {svg.get('height')}"


def test_all_ids_start_with_the_prefix_and_none_stands_twice() -> None:
    ids = [element.get("id") for element in drawn(TREE, "mine").iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(name).startswith("mine-") for name in ids)
    assert "url(#mine-arrow)" in draw(TREE, "mine")


HOSTILE = """</text><script>alert(1)</script><![CDATA[ ]]> &amp; "quoted" 'single' <<TABLE>"""


def test_text_of_records_stays_text() -> None:
    what = Diagram(
        HOSTILE,
        HOSTILE,
        (DiagramNode(HOSTILE, "question", HOSTILE, HOSTILE, f"#{HOSTILE}", HOSTILE), node("b")),
        (DiagramEdge(HOSTILE, "b", HOSTILE),),
    )
    svg = drawn(what)
    known = {"svg", "title", "desc", "defs", "marker", "path", "g", "a", "rect", "polygon", "text", "tspan"}
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= known
    assert svg.findtext(f"{SVG}title") == HOSTILE
    assert "<script" not in draw(what, "tree")


def test_characters_that_no_document_may_hold_are_left_out() -> None:
    svg = drawn(diagram(node("a", text="Is \x00it\x1b on\ud800\ufffe?"), title="A\x07 tree"))
    assert "Is it on?" in "".join(svg.itertext())


@pytest.mark.parametrize("text", ["", " ", "x" * 300, "mm " * 80, "日本語の文章は幅が広い" * 4, "\u202eabc", "<<b>>"])
def test_any_text_is_drawn_within_its_shape(text: str) -> None:
    svg = drawn(diagram(node("a", "action", text)))
    [(left, top, right, bottom)] = corners(svg, "bg-diagram__shape")
    assert left >= 0
    assert top >= 0
    assert right <= float(svg.get("width", ""))
    assert bottom <= float(svg.get("height", ""))
    spans = list(svg.iter(f"{SVG}tspan"))
    assert all(top < float(span.get("y", "")) < bottom for span in spans)
    assert "".join(span.text or "" for span in spans).replace(" ", "") == text.replace(" ", "")


def test_long_text_is_broken_into_lines_and_reads_on_as_one() -> None:
    text = "Have purchase orders been made from rows written since the first bad night?"
    svg = drawn(diagram(node("a", text=text)))
    [written] = svg.iter(f"{SVG}text")
    assert len(list(written)) > 1
    assert "".join(written.itertext()) == text


def test_the_words_on_arrows_stand_clear_of_nodes_and_of_each_other() -> None:
    answers = ("Yes, or nobody can tell for certain", "No", "Only some of them, in one region")
    edges = tuple(DiagramEdge("a", f"n{number}", answer) for number, answer in enumerate(answers))
    svg = drawn(diagram(node("a"), *(node(f"n{number}", "action") for number in range(3)), edges=edges))
    boxes = corners(svg, "bg-diagram__plate") + corners(svg, "bg-diagram__shape")
    assert len(boxes) == 6
    for index, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_answers_stand_from_left_to_right_in_their_order() -> None:
    edges = tuple(DiagramEdge("a", name, name) for name in ("z", "m", "b"))
    svg = drawn(diagram(node("a"), *(node(name, "outcome") for name in "bmz"), edges=edges))
    places = {t.findtext(f"{SVG}tspan"): float(t[0].get("x", "")) for t in svg.iter(f"{SVG}text")}
    assert places["z"] < places["m"] < places["b"]


def test_arrows_of_a_hexagon_start_on_its_sides_and_not_beside_them() -> None:
    targets = [node(f"n{number}", "outcome", "A rather wide outcome") for number in range(5)]
    edges = tuple(DiagramEdge("a", target.id, "") for target in targets)
    svg = drawn(diagram(node("a", text="Why?"), *targets, edges=edges))
    polygon = next(svg.iter(f"{SVG}polygon"))
    points = list(numbers(polygon, "points"))
    for path in svg.findall(f".//{SVG}g[@class='bg-diagram__edge']/{SVG}path"):
        x, y = next(numbers(path, "d"))
        distances = [_distance((x, y), a, b) for a, b in zip(points, [*points[1:], points[0]], strict=True)]
        assert min(distances) < 1


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    share = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    share = min(1.0, max(0.0, share))
    return ((px - ax - share * (bx - ax)) ** 2 + (py - ay - share * (by - ay)) ** 2) ** 0.5


@pytest.mark.parametrize(
    "edges",
    [
        (DiagramEdge("a", "a", "Wait"),),
        (DiagramEdge("a", "b", "Yes"), DiagramEdge("b", "a", "Back")),
        (DiagramEdge("a", "b", "Yes"), DiagramEdge("a", "b", "No")),
        (),
    ],
    ids=["itself", "loop", "twice the same way", "none"],
)
def test_loops_and_parallel_ways_are_drawn(edges: tuple[DiagramEdge, ...]) -> None:
    svg = drawn(diagram(node("a"), node("b"), edges=edges))
    assert len(svg.findall(f".//{SVG}g[@class='bg-diagram__edge']")) == len(edges)
    written = {t.findtext(f"{SVG}tspan") for t in svg.iter(f"{SVG}text") if t.get("class") == "bg-diagram__answer"}
    assert written == {edge.text for edge in edges}


def test_a_loop_does_not_make_the_arrows_of_a_node_cross() -> None:
    nodes = (node("a", text="Does the newest run show a start?"), node("b", "outcome"), node("c", "action"), node("d"))
    ways = (("a", "d", "Yes"), ("a", "b", "No"), ("a", "c", "I cannot see it"), ("d", "d", "No"), ("d", "a", "Back"))
    svg = drawn(diagram(*nodes, edges=tuple(DiagramEdge(*way) for way in ways)))
    arrows = [list(numbers(path, "d")) for path in svg.findall(f".//{SVG}g[@class='bg-diagram__edge']/{SVG}path")]
    leaving = sorted((points[0][0], points[-1][0]) for points in arrows[:3])
    assert [end for _, end in leaving] == sorted(end for _, end in leaving)


def test_nothing_to_draw_gives_an_empty_drawing() -> None:
    assert drawn(diagram()).get("role") == "group"


def test_a_drawing_goes_down_or_to_the_right() -> None:
    def sizes(what: Diagram) -> tuple[int, int]:
        svg = drawn(what)
        return int(svg.get("width", "")), int(svg.get("height", ""))

    nodes, edges = (node("a"), node("b"), node("c")), (DiagramEdge("a", "b"), DiagramEdge("b", "c"))
    width, height = sizes(Diagram("t", "d", nodes, edges, "down"))
    assert height > width
    width, height = sizes(Diagram("t", "d", nodes, edges, "right"))
    assert width > height


def test_the_same_diagram_is_drawn_the_same_each_time() -> None:
    first = draw(TREE, "tree")
    draw.cache_clear()
    assert draw(TREE, "tree") == first
