"""The source of a record: values as they are written, and the place of every key and value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from breakglass.catalogue.source import Document, Mapping, Node, Quoted, Scalar, Sequence
from breakglass.catalogue.syntax import read
from breakglass.records.kinds import KINDS
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.findings import Span

RECORD = """\
id: bridge
levels:
  - within: 15m
    notify: [lead, 'vendor']
  - within: 1h
note: >-
  Two
  lines
none:
"""


def document_of(text: str) -> Document:
    document, findings = read("x.yaml", text.encode())
    assert document is not None, findings
    return document


def at(span: Span) -> tuple[int, int, int, int]:
    assert span.file == "x.yaml"
    return span.line, span.column, span.end_line, span.end_column


def scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from scalars(value)


@pytest.mark.parametrize(
    "written", ["no", "Yes", "12:30", "1.10", "1e3", "0o17", "0x1f", "2026-02-30", "nULL", "none", "=", "1_000", ".inf"]
)
def test_a_plain_value_stays_text_as_it_is_written(written: str) -> None:
    value = document_of(f"a: {written}\n").data()["a"]
    assert value == written
    assert type(value) is str


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "  # a comment"])
def test_nothing_is_none(written: str) -> None:
    assert document_of(f"a: {written}\nb: 1\n").data() == {"a": None, "b": "1"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'null'", "null"),
        ('"~"', "~"),
        ("''", ""),
        ("'12:30'", "12:30"),
        ("'it''s'", "it's"),
        (r'"a\tb"', "a\tb"),
        ("|\n  null\n", "null\n"),
        (">-\n  two\n  lines\n", "two lines"),
    ],
)
def test_quotes_and_blocks_make_text(written: str, value: str) -> None:
    found = document_of(f"a: {written}\n").data()["a"]
    assert found == value
    assert type(found) is Quoted


def test_values_keep_their_shape_and_order() -> None:
    data = document_of(RECORD).data()
    assert list(data) == ["id", "levels", "note", "none"]
    assert data["levels"] == [{"within": "15m", "notify": ["lead", "vendor"]}, {"within": "1h"}]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("id",), (1, 5, 1, 11)),
        (("levels", 0, "within"), (3, 13, 3, 16)),
        (("levels", 0, "notify"), (4, 13, 4, 29)),
        (("levels", 0, "notify", 1), (4, 20, 4, 28)),
        (("levels", 1, "within"), (5, 13, 5, 15)),
        (("note",), (6, 7, 9, 1)),
        (("none",), (9, 6, 9, 6)),
        # What cannot be followed is passed over: names of a union's branches, missing keys, places past the end.
        (("levels", "tuple[Level, ...]", 1, "Level", "within"), (5, 13, 5, 15)),
        (("levels", 0, "notify", 2), (4, 13, 4, 29)),
        (("levels", 0, "notify", -1), (4, 13, 4, 29)),
        (("id", "deeper"), (1, 5, 1, 11)),
        (("missing",), (1, 1, 1, 3)),
        ((0,), (1, 1, 1, 3)),
        ((), (1, 1, 1, 3)),
    ],
)
def test_where_a_value_stands(path: tuple[str | int, ...], place: tuple[int, int, int, int]) -> None:
    assert at(document_of(RECORD).span(*path)) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("levels",), (2, 1, 2, 7)),
        (("levels", 0, "notify"), (4, 5, 4, 11)),
        (("levels", 0, "notify", 0), (4, 14, 4, 18)),
        (("levels", 0, "missing"), (3, 5, 5, 3)),
        (("none",), (9, 1, 9, 5)),
        (("missing",), (1, 1, 1, 3)),
        ((), (1, 1, 1, 3)),
    ],
)
def test_where_a_key_or_an_item_stands(path: tuple[str | int, ...], place: tuple[int, int, int, int]) -> None:
    assert at(document_of(RECORD).key_span(*path)) == place


def test_a_mapping_without_keys_stands_where_it_is_written() -> None:
    document = document_of("{}\n")
    assert at(document.span("a")) == at(document.key_span()) == (1, 1, 1, 3)


def test_of_a_key_that_is_there_twice_the_first_counts() -> None:
    document, _ = read("x.yaml", b"a: 1\nb: 2\na: 3\n")
    assert document is not None
    assert document.data() == {"a": "1", "b": "2"}
    assert at(document.span("a")) == (1, 4, 1, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_and_lines_are_the_same_whatever_ends_a_line(end: str) -> None:
    document, _ = read("x.yaml", RECORD.replace("\n", end).encode())
    assert document is not None
    assert document.root == document_of(RECORD).root
    assert [document.line(number) for number in range(1, 12)] == [*RECORD.split("\n"), ""]


def test_a_byte_order_mark_moves_nothing() -> None:
    document, _ = read("x.yaml", b"\xef\xbb\xbf" + RECORD.encode())
    assert document is not None
    assert document.root == document_of(RECORD).root
    assert document.line(1) == "id: bridge"


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_at_the_place_of_a_value_is_that_value(kind: str) -> None:
    document = document_of(specimen(kind))
    for scalar in scalars(document.root):
        line, column, end_line, end_column = scalar.place
        if line == end_line:
            written = document.line(line)[column - 1 : end_column - 1]
            assert written == scalar.text if scalar.plain else written[0] in "'\""


WORDS = st.text(alphabet="abz01:-[]{}&*!|>'\"%@`#,?~<.\\ \tü→😀", max_size=12)
KEYS = st.text(alphabet="abcü😀", min_size=1, max_size=4)
VALUES = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.sampled_from([True, False, None]))
@settings(max_examples=500, deadline=None, derandomize=True, database=None)
def test_what_is_written_is_read_and_stands_where_it_says(
    values: dict[str, Any],
    flow: bool | None,  # noqa: FBT001 - PyYAML's own: all in brackets, none, or the innermost
) -> None:
    text = yaml.safe_dump(values, default_flow_style=flow, allow_unicode=True, width=10_000, sort_keys=False)
    document = document_of(text)
    # `safe_dump` quotes what would not be read back as text, so nothing is `None`.
    assert document.data() == values
    for scalar in scalars(document.root):
        line, column, end_line, end_column = scalar.place
        assert line == end_line
        written = document.line(line)[column - 1 : end_column - 1]
        assert yaml.load(f"- {written}", Loader=yaml.BaseLoader) == [scalar.text]  # noqa: S506 - it builds text only


@given(st.lists(st.sampled_from(["id", "levels", "within", "notify", "note", "Level", 0, 1, 2, -1]), max_size=6))
@settings(max_examples=500, deadline=None, derandomize=True, database=None)
def test_every_path_leads_into_the_file(path: list[str | int]) -> None:
    document = document_of(RECORD)
    for span in (document.span(*path), document.key_span(*path)):
        assert 1 <= span.line <= span.end_line <= RECORD.count("\n") + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


def test_a_mapping_knows_its_entries_by_name() -> None:
    root = document_of(RECORD).root
    assert isinstance(root, Mapping)
    found = root.entry("levels")
    assert found is not None
    assert isinstance(found[1], Sequence)
    assert root.entry("missing") is None
