"""Reading YAML: every fault has its own code and place, nothing raises, values stay as they are written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakglass.catalogue.load import load_files
from breakglass.catalogue.source import Quoted
from breakglass.catalogue.syntax import MAX_BYTES, read
from breakglass.records.specimen import specimen

PLAYBOOK = specimen("playbook")
DEEP = b"a:\n" + b"".join(b" " * depth + b"-\n" for depth in range(1, 90))

FAULTS = {
    "colon in text": (b"a: b: c\n", "Y101", 1, 5),
    "quote never closed": (b'a: 1\nb: "x\nc: d\n', "Y101", 2, 4),
    "starts with an asterisk": (b"a: *Save* it\n", "Y101", 1, 9),
    "starts with an at sign": (b"a: @home\n", "Y101", 1, 4),
    "starts with a brace": (b"a: {x} y\n", "Y101", 1, 8),
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", "Y102", 3, 1),
    "duplicate key deep down": (b"a:\n  - b: 1\n    c: 2\n    b: 3\n", "Y102", 4, 5),
    "anchor": (b"a: &x 1\n", "Y103", 1, 4),
    "alias": (b"a: *x\n", "Y104", 1, 4),
    "merge key": (b"a:\n  <<: {b: 1}\n", "Y105", 2, 3),
    "tag": (b"a: !!str 1\n", "Y106", 1, 4),
    "directive": (b"%YAML 1.1\n---\na: 1\n", "Y106", 1, 1),
    "second document": (b"a: 1\n---\nb: 2\n", "Y107", 2, 1),
    "tab": (b"a:\n\tb: 1\n", "Y108", 2, 1),
    "tab after blanks": (b"a:\n  \tb: 1\n", "Y108", 2, 3),
    "byte-order mark": (b"\xef\xbb\xbfa: 1\n", "Y109", 1, 1),
    "windows line ends": (b"a: 1\r\nb: 2\r\n", "Y110", 1, 5),
    "nul": (b"a: b\x00\n", "Y111", 1, 5),
    "escape character": (b"a: 1\nb: \x1b[0m\n", "Y111", 2, 4),
    "latin-1": (b"a: caf\xe9\n", "Y112", 1, 7),
    "utf-16": ("a: 1\n".encode("utf-16"), "Y112", 1, 1),
    "surrogate": (b"a: \xed\xa0\x80\n", "Y112", 1, 4),
    "deep in blocks": (DEEP, "Y113", 65, 65),
    "deep in brackets": (b"a: " + b"[" * 500_000, "Y113", 1, 67),
    "too large": (b"a: 1\n" + b"#" * MAX_BYTES, "Y114", 1, 1),
    "empty": (b"", "Y115", 1, 1),
    "only a comment": (b"# nothing\n", "Y115", 1, 1),
    "a list": (b"- a\n", "Y115", 1, 1),
    "a list as key": (b"? [a]\n: b\n", "Y116", 1, 3),
}


@pytest.mark.parametrize(("raw", "code", "line", "column"), FAULTS.values(), ids=FAULTS)
def test_each_fault_has_its_code_and_place(raw: bytes, code: str, line: int, column: int) -> None:
    _, findings = read("x.yaml", raw)
    assert (code, line, column) in [(f.code, f.span.line, f.span.column) for f in findings]


def test_a_duplicate_key_names_both_places() -> None:
    _, (finding,) = read("x.yaml", b"a: 1\nb: 2\na: 3\n")
    ((label, first),) = finding.others
    assert (label, first.line, first.column) == ("first written here", 1, 1)


def test_one_bad_file_never_hides_the_others() -> None:
    bad = [(f"{name}.yaml", raw) for name, (raw, *_) in FAULTS.items()]
    loaded = load_files([*bad, ("automation-platform.yaml", specimen("team").encode()), *bad])
    assert list(loaded.catalogue.entries) == [("team", "automation-platform")]
    assert {finding.span.file for finding in loaded.findings} == {name for name, _ in bad}


def test_columns_count_characters_not_bytes() -> None:
    document, findings = read("x.yaml", "ä: {ü: 1, ö: 2}\n".encode())
    assert findings == ()
    assert document is not None
    span = document.span("ä", "ö")
    assert (span.line, span.column, span.end_column) == (1, 14, 15)


def test_plain_scalars_stay_as_they_are_written() -> None:
    raw = b"a: no\nb: 12:30\nc: 1.10\nd: 2026-02-30\ne: ~\nf: null\ng:\nh: 'null'\ni: 0x1f\nj: |\n  two\n  lines\n"
    document, findings = read("x.yaml", raw)
    assert findings == ()
    assert document is not None
    data = document.data()
    assert [data[key] for key in "abcdi"] == ["no", "12:30", "1.10", "2026-02-30", "0x1f"]
    assert [data[key] for key in "efg"] == [None, None, None]
    assert data["h"] == "null"
    assert isinstance(data["h"], Quoted)
    assert data["j"] == "two\nlines\n"


def test_places_of_values_and_keys() -> None:
    document, _ = read("x.yaml", b"a:\n  - b: 1\n    c: two\n")
    assert document is not None
    assert (document.span("a", 0, "c").line, document.span("a", 0, "c").column) == (3, 8)
    assert (document.key_span("a", 0, "c").line, document.key_span("a", 0, "c").column) == (3, 5)
    assert document.span("a", 0, "gone") == document.span("a", 0)
    assert document.span("a", "tag", 0, "c") == document.span("a", 0, "c")
    assert document.key_span() == document.key_span("a")
    assert document.line(3) == "    c: two"
    assert document.line(99) == ""


def sound(raw: bytes) -> None:
    """Whatever the bytes are: a document or findings, each within the file; and loading them raises nothing."""
    document, findings = read("x.yaml", raw)
    assert document is not None or findings
    lines = raw.count(b"\n") + raw.count(b"\r") + 2
    for finding in findings:
        assert 1 <= finding.span.line <= lines
        assert finding.span.column >= 1
    for finding in load_files([("x.yaml", raw)]).findings:
        assert finding.span.line >= 1


BAD = settings(
    max_examples=2500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


@given(st.binary(max_size=200))
@BAD
def test_random_bytes(raw: bytes) -> None:
    sound(raw)


@given(st.text(alphabet="ab01:-[]{}&*!|>'\"%@`#,?~<.\\ \t\n\r\x00\ufeff\u2028é", max_size=120))
@BAD
def test_random_text_of_the_signs_that_matter(text: str) -> None:
    sound(text.encode())


@given(st.data())
@BAD
def test_a_record_with_something_changed(data: st.DataObject) -> None:
    text = specimen(data.draw(st.sampled_from(["team", "escalation", "message", "appetite"])))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(alphabet=":-[]{}&*'\"#|> \n\tx1", max_size=6)) + text[at + length :]
    sound(text.encode())


@given(st.data())
@BAD
def test_a_record_with_its_lines_shuffled(data: st.DataObject) -> None:
    lines = specimen("escalation").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        source, target = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines)))
        line = lines[source] if data.draw(st.booleans()) else lines.pop(source)
        lines.insert(min(target, len(lines)), " " * data.draw(st.integers(0, 3)) + line)
    sound("\n".join(lines).encode())
