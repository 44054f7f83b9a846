"""The cache can make a run quick and never make it wrong."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import breakglass
from breakglass.catalogue import cache as cache_module
from breakglass.catalogue import kept
from breakglass.catalogue.cache import VARIABLE, cache_folder, caching, current, name_of, state_of_the_code
from breakglass.catalogue.kept import read_kept
from breakglass.catalogue.load import load, load_file
from breakglass.catalogue.references import values_of
from breakglass.catalogue.source import Document, Mapping, Node, Packed, Scalar, packed
from breakglass.catalogue.syntax import read
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY
from breakglass.checks.rule import all_rules
from breakglass.records.kinds import KINDS
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from breakglass.findings import Finding

SHIPPED = Path(__file__).parents[2] / "playbooks"
TEAM = specimen("team").encode()


def examples() -> list[bytes]:
    """Every snippet of every rule that is a file by itself, good or bad YAML."""
    found = [example for rule in all_rules().values() for example in (*rule.good, *rule.bad)]
    return [example.raw or example.text.encode() for example in found if example.kind is None or example.raw]


def run(folder: Path | None) -> list[Finding]:
    """All findings over the shipped records, as a new process would find them."""
    load_file.cache_clear()
    with caching(folder):
        loaded = load(SHIPPED, SHIPPED.parent)
        return [*loaded.findings, *check(loaded.catalogue, TODAY)]


@pytest.fixture
def unparsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really read, and not taken from the cache."""
    files: list[str] = []

    def noting(file: str, raw: bytes) -> tuple[Document | None, tuple[Finding, ...]]:
        files.append(file)
        return read(file, raw)

    monkeypatch.setattr(kept, "read", noting)
    return files


def test_without_a_cache_nothing_is_kept() -> None:
    assert current() is None
    with caching(None):
        assert current() is None
    assert cache_folder() is None, "the suite writes to no home folder"


def test_the_shipped_records_give_the_same_findings_from_the_cache(tmp_path: Path, unparsed: list[str]) -> None:
    without = run(None)
    first = run(tmp_path)
    unparsed.clear()
    assert run(tmp_path) == first == without
    assert unparsed == []


@pytest.mark.parametrize("raw", [*examples(), *(specimen(kind).encode() for kind in KINDS)])
def test_what_comes_from_the_cache_is_what_was_read(tmp_path: Path, unparsed: list[str], raw: bytes) -> None:
    document, findings = read("x.yaml", raw)
    for _ in range(2):
        with caching(tmp_path):
            again, found = read_kept("x.yaml", raw)
        assert found == findings
        assert (again is None) == (document is None)
        if document is not None and again is not None:
            assert again.text == document.text
            assert again.root == document.root
            assert repr(again.data()) == repr(document.data())
            assert [type(value) for value in again.data().values()] == [type(v) for v in document.data().values()]
    assert unparsed == ["x.yaml"]


def test_a_record_from_the_cache_is_the_record_that_was_read(tmp_path: Path) -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(SHIPPED.rglob("*.yaml"))]
    files += [(f"{kind}.yaml", specimen(kind).encode()) for kind in KINDS]
    entries = []
    for folder in (None, tmp_path, tmp_path):
        load_file.cache_clear()
        with caching(folder):
            entries.append([load_file(*file).entry for file in files])
    for read_now, written, again in zip(*entries, strict=True):
        assert read_now is not None
        assert written is not None
        assert again is not None
        assert written.known_digest is None
        assert again.known_digest == read_now.digest
        assert again.references == read_now.references
        assert again.record == read_now.record
        assert [*map(repr, values_of(again.record))] == [*map(repr, values_of(read_now.record))], "types as well"


def test_only_sound_records_are_kept_as_records(tmp_path: Path) -> None:
    unsound = TEAM.replace(b"version: ", b"version: '1', was: ")
    found = []
    for _ in range(2):
        load_file.cache_clear()
        with caching(tmp_path):
            found.append(load_file("automation-platform.yaml", unsound))
    assert found[0].findings == found[1].findings
    assert found[0].findings
    assert found[1].entry is None


def paths(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into a tree, and one more from each node that leads nowhere."""
    found = [path, (*path, "nowhere", 7), (*path, 99)]
    if isinstance(node, Mapping):
        inner: list[tuple[str | int, Node]] = [(key.text, value) for key, value in node.entries]
    else:
        inner = [] if isinstance(node, Scalar) else list(enumerate(node.items))
    return found + [deeper for key, value in inner for deeper in paths(value, (*path, key))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_place_is_the_same_whether_or_not_the_tree_is_packed(kind: str) -> None:
    document, _ = read("x.yaml", (specimen(kind) + "\"quoted key\": '~'\nempty: {}\nnone: []\n").encode())
    assert document is not None
    small = Document(document.file, document.text, packed(document.root))
    assert isinstance(small.tree, Packed)
    for path in paths(document.root):
        assert small.span(*path) == document.span(*path), path
        assert small.key_span(*path) == document.key_span(*path), path


def test_a_changed_byte_or_name_is_read_again(tmp_path: Path, unparsed: list[str]) -> None:
    with caching(tmp_path):
        read_kept("a.yaml", TEAM)
    with caching(tmp_path):
        for file, raw in (("a.yaml", TEAM), ("a.yaml", TEAM + b" "), ("b.yaml", TEAM)):
            read_kept(file, raw)
    assert unparsed == ["a.yaml", "a.yaml", "b.yaml"]
    assert name_of("read", b"a", b"bc") != name_of("read", b"ab", b"c")


def test_another_state_of_the_code_reads_again(
    tmp_path: Path, unparsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, state in enumerate(["one", "two", "two", "three", "four"]):
        monkeypatch.setattr(cache_module, "state_of_the_code", lambda state=state: state)
        with caching(tmp_path):
            read_kept("a.yaml", TEAM)
        assert len(unparsed) == number + (number < 2)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["four", "three", "two"], "old ones are dropped"


def test_the_state_of_the_code_covers_every_source_and_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "breakglass" / "checks" / "rule.py"
    source.parent.mkdir(parents=True)
    (tmp_path / "breakglass" / "__init__.py").touch()
    monkeypatch.setattr(breakglass, "__file__", str(tmp_path / "breakglass" / "__init__.py"))
    states = [state_of_the_code()]
    for text in ("X = 1", "X = 2"):
        source.write_text(text, encoding="utf-8")
        states.append(state_of_the_code())
    source.rename(source.with_name("other.py"))
    states.append(state_of_the_code())
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    for version in ("1.0", "1.1"):
        (tmp_path / f"yaml-{version}.dist-info").mkdir()
        states.append(state_of_the_code())
    monkeypatch.setattr(sys, "version", "4.0")
    states.append(state_of_the_code())
    assert len(set(states)) == len(states)
    assert state_of_the_code() == states[-1]


def only_file(folder: Path) -> Path:
    [path] = folder.glob("*.sqlite")
    return path


@pytest.mark.parametrize("damage", ["garbage", "cut", "empty", "middle", "other table", "a folder"])
def test_a_damaged_or_foreign_file_is_as_good_as_none(tmp_path: Path, damage: str, unparsed: list[str]) -> None:
    with caching(tmp_path):
        read_kept("a.yaml", TEAM)
    path = only_file(tmp_path)
    content = path.read_bytes()
    if damage == "other table":
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE kept (something)")
        connection.close()
    elif damage == "a folder":
        path.unlink()
        path.mkdir()
    else:
        half = len(content) // 2
        path.write_bytes(
            {
                "garbage": b"no database" * 500,
                "cut": content[:half],
                "empty": b"",
                "middle": content[:100] + b"\xff" * (len(content) - 100),
            }[damage]
        )
    for _ in range(2):
        with caching(tmp_path):
            document, findings = read_kept("a.yaml", TEAM)
        assert document is not None
        assert (document.data(), findings) == (read("a.yaml", TEAM)[0].data(), ())  # type: ignore[union-attr]
    assert len(unparsed) >= 2


def test_a_single_wrong_bit_is_noticed(tmp_path: Path, unparsed: list[str]) -> None:
    with caching(tmp_path):
        read_kept("a.yaml", TEAM)
    with sqlite3.connect(only_file(tmp_path)) as connection:
        [(content,)] = connection.execute("SELECT content FROM kept").fetchall()
        connection.execute("UPDATE kept SET content = ?", (content.replace(b"automation", b"automatiom", 1),))
    connection.close()
    with caching(tmp_path):
        document, _ = read_kept("a.yaml", TEAM)
    assert document is not None
    assert document.data()["id"] == "automation-platform"
    assert unparsed == ["a.yaml", "a.yaml"]


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with caching(tmp_path / "file" / "below"):
        assert current() is None
        assert read_kept("a.yaml", TEAM)[0] is not None


def test_what_nobody_used_for_long_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_day(day: int, *files: str) -> set[bytes]:
        monkeypatch.setattr(cache_module.time, "time", lambda: day * 86_400.0)
        with caching(tmp_path):
            for file in files:
                read_kept(file, TEAM)
        with sqlite3.connect(only_file(tmp_path)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM kept")}
        connection.close()
        return names

    a, b, c = (name_of("read", f"{x}.yaml".encode(), TEAM) for x in "abc")
    assert on_day(0, "a.yaml", "b.yaml") == {a, b}
    assert on_day(20, "a.yaml") == {a, b}
    assert on_day(40, "c.yaml") == {a, c}


def test_a_file_of_the_cache_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with caching(tmp_path):
        read_kept("a.yaml", TEAM)
    monkeypatch.setattr(cache_module, "_MOST_BYTES", 100)
    with caching(tmp_path):
        read_kept("b.yaml", TEAM)
    with sqlite3.connect(only_file(tmp_path)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    connection.close()


def test_the_variable_moves_the_cache_or_turns_it_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for value in ("off", ""):
        monkeypatch.setenv(VARIABLE, value)
        assert cache_folder() is None
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = cache_folder()
    assert folder is not None
    assert folder.is_relative_to(tmp_path)
    assert folder.name == "breakglass"


def test_two_processes_at_once_give_the_same_and_break_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    records = tmp_path / "playbooks"
    records.mkdir()
    for kind in ("team", "role", "message"):
        (records / f"{kind}.yaml").write_text(specimen(kind), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from breakglass.cli import main; main()",
        "lint",
        "--format",
        "json",
        str(records),
    ]
    outputs = []
    for _ in range(2):  # the first two write, the others read
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path) for _ in range(2)]
        outputs += [process.communicate()[0] for process in processes]
        assert {process.returncode for process in processes} == {1}
    assert len(set(outputs)) == 1
    assert b"S107" in outputs[0]
    with sqlite3.connect(only_file(tmp_path / "cache")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (9,), (
            "of each file what was read, its record, and what rules found"
        )
    connection.close()
