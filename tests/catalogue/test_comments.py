"""Comments for Breakglass are found where YAML takes them for comments, and nowhere else."""

from __future__ import annotations

import pytest

from breakglass.catalogue.comments import comments_in
from breakglass.catalogue.syntax import read


def found(text: str) -> list[tuple[str, int, int, int | None]]:
    document, _ = read("desk.yaml", text.encode())
    assert document is not None
    return [(c.words, c.span.line, c.span.column, c.about) for c in comments_in(document)]


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  # breakglass: x\n  b\n",
        "a: |\n  b\n\n  # breakglass: x\n\nc: d\n",
        "a: >-\n  b\n  # breakglass: x\n",
        "a: 'b\n  # breakglass: x\n  c'\n",
        'a: "b # breakglass: x"\n',
        "a: b#breakglass:x\n",
        "a: see breakglass:x\n",
        "a:\n  - 'b # breakglass: x'\n",
        "'# breakglass: x': b\n",
        "a: b\n# a breakglass: x\n",
    ],
)
def test_text_is_no_comment(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# breakglass: x y \na: b\n", ("x y", 1, 1, 2)),
        ("a:\n  #breakglass:x\n  b: c\n", ("x", 2, 3, 3)),
        ("# breakglass: x\n\n# why\n\na: b\n", ("x", 1, 1, 5)),
        ("a: b\n# breakglass: x\n", ("x", 2, 1, None)),
        ("a: b  # breakglass: x\nc: d\n", ("x", 1, 7, 1)),
        ("a: |  # breakglass: x\n  b\n", ("x", 1, 7, 1)),
        ("a: |\n  b\n# breakglass: x\nc: d\n", ("x", 3, 1, 4)),
        ("a: >\n  b\n\n\n# breakglass: x\nc: d\n", ("x", 5, 1, 6)),
        ("a: {\n  # breakglass: x\n  b: c}\n", ("x", 2, 3, 3)),
        ("a: |  # breakglass: x\n  b", ("x", 1, 7, 1)),
        ("a: b\r\n# breakglass: x\r\nc: d\r\n", ("x", 2, 1, 3)),
        ("a: 'it''s' # breakglass: x\n", ("x", 1, 12, 1)),
        ("# breakglass: x # breakglass: y\na: b\n", ("x # breakglass: y", 1, 1, 2)),
    ],
)
def test_a_comment_knows_its_place_and_the_line_that_it_is_about(
    text: str, expected: tuple[str, int, int, int | None]
) -> None:
    assert found(text) == [expected]
