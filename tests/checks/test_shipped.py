"""The records that ship are clean, and whatever is taken from them is missed at the right line."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakglass.catalogue.load import load_files, record_files
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY
from breakglass.checks.rule import all_rules
from breakglass.findings import Finding

ROOT = Path(__file__).parents[2]
FILES = dict(record_files(ROOT / "playbooks", ROOT))


def findings(changed: dict[str, bytes]) -> list[Finding]:
    loaded = load_files((FILES | changed).items())
    return [*loaded.findings, *check(loaded.catalogue, TODAY)]


def line_of(text: bytes, start: str) -> int:
    return next(i for i, line in enumerate(text.decode().split("\n"), start=1) if line.startswith(start))


def without(text: bytes, start: str) -> bytes:
    return "\n".join(line for line in text.decode().split("\n") if not line.startswith(start)).encode()


def replaced(text: bytes, start: str, line: str) -> bytes:
    return "\n".join(line if old.startswith(start) else old for old in text.decode().split("\n")).encode()


def test_the_shipped_records_are_clean() -> None:
    assert findings({}) == []


@pytest.mark.parametrize("side", ["technical", "business"])
@pytest.mark.parametrize("name", FILES)
def test_a_deleted_owner_is_missed(name: str, side: str) -> None:
    text = FILES[name]
    found = findings({name: without(text, f"  {side}:")})
    assert [(f.code, f.span.file, f.span.line) for f in found] == [("O101", name, line_of(text, "owners:"))]


@pytest.mark.parametrize("name", FILES)
def test_a_review_moved_back_is_overdue(name: str) -> None:
    text = FILES[name]
    found = findings({name: replaced(text, "  last:", "  last: 2024-01-01")})
    assert [(f.code, f.span.file, f.span.line) for f in found] == [("V102", name, line_of(text, "  last:"))]


@pytest.mark.parametrize("name", FILES)
def test_a_misspelt_owner_is_told_with_the_right_name(name: str) -> None:
    text = FILES[name]
    line = text.decode().split("\n")[line_of(text, "  technical:") - 1]
    (found,) = findings({name: replaced(text, "  technical:", f"{line}s")})
    assert (found.code, found.span.file, found.span.line) == ("O102", name, line_of(text, "  technical:"))
    assert line.split(": ")[1] in found.mend


def test_every_broken_reference_is_found_where_it_stands() -> None:
    loaded = load_files(FILES.items())
    tried = 0
    for reference in loaded.catalogue.references:
        if reference.path[0] == "owners":
            continue
        entry = loaded.catalogue.entries[reference.source]
        span = entry.span(*reference.path)
        lines = FILES[span.file].decode().split("\n")
        line = lines[span.line - 1]
        broken = f"{line[: span.end_column - 1]}-gone{line[span.end_column - 1 :]}"
        text = "\n".join([*lines[: span.line - 1], broken, *lines[span.line :]]).encode()
        places = {(f.code, f.span.file, f.span.line) for f in findings_of(span.file, text, reference.source)}
        code = "E102" if reference.source[0] == "escalation" and reference.path[-1] == "call" else "R101"
        assert (code, span.file, span.line) in places, (span, broken)
        tried += 1
    assert tried > 300


def findings_of(file: str, text: bytes, source: tuple[str, str]) -> list[Finding]:
    """What the one changed record yields: the rules that look at one record run on that one alone."""
    loaded = load_files((FILES | {file: text}).items())
    entry = loaded.catalogue.entries[source]
    found = []
    for rule in all_rules().values():
        if rule.code in {"R101", "E102"} and rule.check_record:
            found += [
                Finding(rule.code, rule.severity, p.span, p.message)
                for p in rule.check_record(entry, loaded.catalogue, TODAY)
            ]
    return found
