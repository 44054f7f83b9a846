"""Editing changes what is different and leaves every other byte alone."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakglass.catalogue.edit import EditRefusedError, edited
from breakglass.catalogue.syntax import read
from breakglass.catalogue.write import text_of

if TYPE_CHECKING:
    from breakglass.catalogue.source import Document

SHIPPED = sorted((Path(__file__).parents[2] / "playbooks").rglob("*.yaml"))


def document(text: str) -> Document:
    found, faults = read("a.yaml", text.encode())
    assert found is not None, faults
    return found


def changed(text: str, **wanted: Any) -> str:  # noqa: ANN401 - plain values
    doc = document(text)
    return edited(doc, doc.data() | wanted)


TEXT = """\
# what this is
kind: "team"   # a kind
version: 1.0.0 # bump me
changelog: # newest first
  # the first
  - {version: 1.0.0, date: 2026-01-19, summary: 'First version'}

about: >-
  Some words
  over two lines.

# the end
audience: internal # for us
"""


def test_a_value_is_replaced_and_the_comment_behind_it_stays() -> None:
    assert changed(TEXT, version="1.1.0") == TEXT.replace("version: 1.0.0 #", "version: 1.1.0 #")


def test_quotes_stay_as_the_author_chose_them() -> None:
    assert changed(TEXT, kind="it's") == TEXT.replace('"team"', '"it\'s"')


def test_a_new_item_is_laid_out_as_its_neighbours() -> None:
    entry = {"version": "1.1.0", "date": "2026-09-02", "summary": "Second: a colon"}
    out = changed(TEXT, changelog=[entry, *document(TEXT).data()["changelog"]])
    line = "  - {version: 1.1.0, date: 2026-09-02, summary: 'Second: a colon'}\n"
    assert out == TEXT.replace("  - {version: 1.0.0", line + "  - {version: 1.0.0")


def test_a_new_item_of_a_block_list_is_a_block() -> None:
    text = "a:\n- x: 1\n  y: 2\n# done\nb: c\n"
    out = changed(text, a=[{"x": "0", "y": "0"}, {"x": "1", "y": "2"}, {"x": "3"}])
    assert out == "a:\n- x: 0\n  y: 0\n- x: 1\n  y: 2\n- x: 3\n# done\nb: c\n"


def test_a_new_key_comes_after_the_one_before_it() -> None:
    doc = document(TEXT)
    data = doc.data()
    wanted = {"kind": data["kind"], "id": "x", **{k: v for k, v in data.items() if k != "kind"}, "last": {"a": ["b"]}}
    out = edited(doc, wanted)
    assert out == TEXT.replace("# a kind\n", "# a kind\nid: x\n") + "last:\n  a:\n    - b\n"


def test_a_key_goes_with_its_line_only() -> None:
    doc = document(TEXT)
    out = edited(doc, {k: v for k, v in doc.data().items() if k != "about"})
    assert out == TEXT.replace("about: >-\n  Some words\n  over two lines.\n", "")


def test_an_empty_value_is_filled_and_a_full_one_emptied() -> None:
    text = "a:   # why\nb: c\n"
    assert changed(text, a="x") == "a: x   # why\nb: c\n"
    assert changed(text, b=None) == "a:   # why\nb: null\n"


def test_a_comment_is_never_lost() -> None:
    text = "a:\n  - x\n  # between\n  - y\nb: '# no comment'\n"
    with pytest.raises(EditRefusedError, match=r"a\.yaml:3: the comment on this line would be lost"):
        changed(text, a="text")
    assert changed(text, b=["x"]) == "a:\n  - x\n  # between\n  - y\nb:\n  - x\n"


def test_windows_line_ends_are_not_mixed_with_others() -> None:
    with pytest.raises(EditRefusedError, match="lint --fix"):
        changed("a: b\r\n", a="c")


@pytest.mark.parametrize(
    ("text", "wanted", "result"),
    [
        ("a: [x, y]\n", {"a": ["x", "z", "q: r"]}, "a: [x, z, 'q: r']\n"),
        ("a: {b: c}\n", {"a": {"b": "c", "d": "e"}}, "a: {b: c, d: e}\n"),
        ("a: {b: c, d: e}\n", {"a": {"d": "e"}}, "a: {d: e}\n"),
        ("a:\n  - x: y\n    z: w\n", {"a": [{"z": "w"}]}, "a:\n  - z: w\n"),
        ("a:\n  - x\n  - y\n", {"a": ["y"]}, "a:\n  - y\n"),
        ("a:\n  - x\n  - y\n", {"a": []}, "a: []\n"),
        ("a: x", {"a": "x", "b": "y"}, "a: x\nb: y"),
        ("a: |\n  x\n  y\n\n\nb: c\n", {"a": "z\nw\n", "b": "c"}, "a: |\n  z\n  w\n\n\nb: c\n"),
        ("a:\n  b: c\n", {"a": {"b": {"d": ["e"]}}}, "a:\n  b:\n    d:\n      - e\n"),
        ("a: []\n", {"a": [{"b": "c"}]}, "a:\n  - b: c\n"),
        ("a: b\n", {"a": "null"}, "a: 'null'\n"),
    ],
)
def test_layouts(text: str, wanted: dict[str, Any], result: str) -> None:
    assert edited(document(text), wanted) == result


@pytest.mark.parametrize("path", SHIPPED[:: len(SHIPPED) // 60], ids=lambda p: p.stem)
def test_nothing_changes_in_a_shipped_record_where_nothing_is_wanted(path: Path) -> None:
    text = path.read_text("utf-8")
    assert edited(document(text), document(text).data()) == text


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"), include_characters="\n"),
    max_size=40,
)
VALUE = st.recursive(
    st.none() | PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200, deadline=None)
@given(VALUE)
def test_what_is_written_reads_back_the_same(value: Any) -> None:  # noqa: ANN401
    for flow in (False, True):
        assert document(text_of({"a": value}, flow=flow)).data() == {"a": value}


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200, deadline=None)
@given(st.data())
def test_any_value_of_any_shipped_record_can_be_another_one(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SHIPPED))
    doc = document(path.read_text("utf-8"))
    before = doc.data()
    wanted = copy.deepcopy(before)
    place, key = _some_place(wanted, data)
    place[key] = data.draw(VALUE)
    try:
        out = edited(doc, wanted)
    except EditRefusedError:
        assert "#" in doc.text  # only a comment is worth more than an edit
        return
    assert document(out).data() == wanted
    top = next((name for name in before if before[name] != wanted[name]), None)
    assert _outside(out, top) == _outside(doc.text, top)


@pytest.mark.parametrize("value", ["\u00a0", "a\u00a0", "\u3000a", " a"])
def test_a_blank_of_any_spelling_is_written_and_read_back(value: str) -> None:
    doc = document("kind: drill\naudience: internal\nid: x\n")
    assert document(edited(doc, doc.data() | {"audience": value})).data()["audience"] == value


def _some_place(tree: Any, data: st.DataObject) -> tuple[Any, Any]:  # noqa: ANN401
    """A dictionary or list somewhere in the tree, and one of its keys or places."""
    while True:
        key = data.draw(st.sampled_from(sorted(tree) if isinstance(tree, dict) else range(len(tree))))
        if not isinstance(tree[key], dict | list) or not tree[key] or data.draw(st.booleans()):
            return tree, key
        tree = tree[key]


def _outside(text: str, key: str | None) -> tuple[str, str]:
    """What stands before a top-level key and from the next one on."""
    if key is None:
        return text, ""
    head, _, rest = f"\n{text}".partition(f"\n{key}:")
    lines = rest.split("\n")
    end = next((i for i, line in enumerate(lines[1:], 1) if line[:1].strip() and line[:1] not in "#-"), len(lines))
    return head, "\n".join(lines[end:])
