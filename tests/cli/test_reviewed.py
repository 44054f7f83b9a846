"""`breakglass reviewed` writes reviews that the checks accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from breakglass.catalogue.load import load
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.cli import commands
from breakglass.governance.reviews import last_review
from breakglass.records.team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import House

SEEN = "contacts=Called the pager and both phones; all answered"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    for name, raw in files.items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return tmp_path / "playbooks"


def reviewed(records: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["reviewed", "--records", str(records), "--today", str(TODAY), *arguments])


def test_what_it_writes_has_nothing_against_it(records: Path) -> None:
    done = reviewed(
        records, "team/automation-platform", "playbook/payment-flow-stopped", "--as", "tomas-lind", "--checked", SEEN
    )
    assert done.exit_code == 0, done.output
    loaded = load(records)
    assert loaded.findings == ()
    assert check(loaded.catalogue, TODAY) == []
    assert "Written: " in done.output
    assert done.output.endswith("Next: commit\n")
    assert sum(key[1].startswith(str(TODAY)) for key in loaded.catalogue.entries) == 2
    assert not list(records.rglob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("team/automation-platfrom", "--as", "a", "--checked", SEEN), "Did you mean “team/automation-platform”?"),
        (("change/chg-2026-0042", "--as", "a", "--checked", SEEN), "there is no record"),
        (("team/automation-platform", "--as", "Tomas Lind", "--checked", SEEN), "is not a handle"),
        (("team/automation-platform", "--as", "tomas-lindt", "--checked", SEEN), "Did you mean “tomas-lind”?"),
        (("team/automation-platform", "--as", "nobody", "--checked", SEEN), "nobody is in no team"),
        (("team/automation-platform", "--as", "a"), "Missing option '--checked'"),
        (("team/automation-platform", "--as", "a", "--checked", "contacts"), "write WHAT=EVIDENCE"),
        (
            ("team/automation-platform", "--as", "a", "--checked", "contact=Called the three phones"),
            "Did you mean “contacts”",
        ),
        (
            ("team/automation-platform", "--as", "a", "--checked", "contacts:fine=Called the three phones"),
            "is none of holds",
        ),
        (
            ("team/automation-platform", "--as", "a", "--checked", "contacts=All ok"),
            "does not let another person judge",
        ),
    ],
)
def test_wrong_use_writes_nothing(records: Path, arguments: tuple[str, ...], told: str) -> None:
    before = {path: path.read_bytes() for path in records.rglob("*") if path.is_file()}
    done = reviewed(records, *arguments)
    assert done.exit_code == 2
    assert told in done.output.replace("\n", " ")
    assert {path: path.read_bytes() for path in records.rglob("*") if path.is_file()} == before


def test_a_merged_review_of_the_same_day_is_kept_and_one_at_work_is_replaced(house: House) -> None:
    def review(what: str) -> str:
        done = house.run("reviewed", "team/automation-platform", "--as", "tomas-lind", "--checked", what)
        assert done.exit_code == 0, done.output
        return done.output

    first, second = (f"review/{TODAY}-team-automation-platform{n}.yaml" for n in ("", "-2"))
    review(SEEN)
    assert "(replaced)" in review("contacts=Called the pager; answered in 3 min")
    house.commit()
    merged = house.read(first)
    house.git("checkout", "-q", "-b", "work")
    assert "(replaced)" not in review("links=Opened all 7; all there")
    house.commit()
    assert "(replaced)" in review("links=Opened all 8; all there")
    assert house.read(first) == merged
    assert "all 8" in house.read(second)
    assert house.codes() == []
    known = house.loaded().catalogue
    team = known.find(Team, "automation-platform")
    assert team is not None
    last = last_review(team.key, known)
    assert last is not None
    assert last.id.endswith("-2")


def test_the_handle_may_stand_in_the_environment(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BREAKGLASS_HANDLE", "tomas-lind")
    done = reviewed(records, "team/automation-platform", "--checked", SEEN)
    assert done.exit_code == 0, done.output


def test_a_record_may_be_named_by_its_file(records: Path) -> None:
    done = reviewed(records, str(records / "team/automation-platform.yaml"), "--as", "tomas-lind", "--checked", SEEN)
    assert done.exit_code == 0, done.output
    assert (records / f"review/{TODAY}-team-automation-platform.yaml").is_file()


def test_nothing_is_attested_while_a_record_cannot_be_read(records: Path) -> None:
    other = records / "team/order-to-cash.yaml"
    other.write_text(other.read_text("utf-8").replace("members:", "membres:"), encoding="utf-8")
    before = {path: path.read_bytes() for path in records.rglob("*") if path.is_file()}
    done = reviewed(records, "team/automation-platform", "--as", "tomas-lind", "--checked", SEEN)
    assert done.exit_code == 3
    assert "Mend what breakglass lint finds" in " ".join(done.output.split())
    assert {path: path.read_bytes() for path in records.rglob("*") if path.is_file()} == before
