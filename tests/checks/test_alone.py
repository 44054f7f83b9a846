"""What rules find in a record by itself holds as long as its file stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.cache import caching
from breakglass.catalogue.load import load_file, load_files
from breakglass.checks import engine
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, judge
from breakglass.checks.rule import Example, Problem, Rule, all_rules
from breakglass.findings import Severity
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from breakglass.catalogue.catalogue import Entry

ALONE = [rule for rule in all_rules().values() if rule.check_alone]
EXAMPLES = [(rule, example) for rule in ALONE for example in rule.bad]
TEAM = specimen("team").encode()


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a rule has looked at, which finds something in each."""
    files: list[str] = []

    def look(entry: Entry) -> Iterator[Problem]:
        files.append(entry.document.file)
        yield Problem(entry.span("title"), "found", "mend", (("and here", entry.span("id")),))

    rule = Rule("X999", "odd", Severity.WARNING, "", (), (), None, None, check_alone=look)
    monkeypatch.setattr(engine, "all_rules", lambda: {"X999": rule})
    return files


def run(*files: tuple[str, bytes]) -> object:
    return check(load_files(files).catalogue, TODAY)


def test_a_record_in_two_catalogues_is_looked_at_once(looked_at: list[str]) -> None:
    load_file.cache_clear()
    first = run(("a.yaml", TEAM), ("b.yaml", specimen("role").encode()))
    run(("a.yaml", TEAM), ("b.yaml", specimen("process").encode()))
    assert looked_at == ["a.yaml", "b.yaml", "b.yaml"]
    assert run(("a.yaml", TEAM), ("b.yaml", specimen("role").encode())) == first


def test_the_next_run_takes_it_from_the_cache_unless_a_byte_has_changed(tmp_path: Path, looked_at: list[str]) -> None:
    found = []
    for raw in (TEAM, TEAM, TEAM + b"\n", TEAM):
        load_file.cache_clear()
        with caching(tmp_path):
            found.append(run(("a.yaml", raw)))
    assert looked_at == ["a.yaml", "a.yaml"]
    assert found[0] == found[1] == found[2]
    assert len(found) == 4


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "code", ""))
def test_every_example_is_judged_the_same_from_the_cache(rule: Rule, example: Example, tmp_path: Path) -> None:
    del rule
    verdicts = [judge(example)]
    for _ in range(2):
        load_file.cache_clear()
        with caching(tmp_path):
            verdicts.append(judge(example))
    assert verdicts[0] == verdicts[1] == verdicts[2]
    assert verdicts[0]
