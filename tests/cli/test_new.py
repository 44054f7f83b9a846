"""`breakglass new`: a scaffold in the folder where such records stand, and nothing overwritten."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from breakglass.catalogue.load import load_files
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.cli.new import new
from breakglass.records.kinds import KINDS
from breakglass.records.specimen import scaffold, specimen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_record_of_a_kind(here: Path, kind: str) -> None:
    done = CliRunner().invoke(new, [kind, "first-one"])
    assert done.exit_code == 0, done.output
    (path,) = (here / "playbooks").rglob("*.yaml")
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema.json\n")
    assert f"kind: {kind}\n" in text
    assert not list(here.rglob("*.part"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaffold_is_clean_but_for_its_todos(kind: str) -> None:
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    files["new/first-one.yaml"] = scaffold(kind, "first-one", "schema.json", str(TODAY)).encode()
    loaded = load_files(files.items())
    found = [*loaded.findings, *check(loaded.catalogue, TODAY)]
    assert {(finding.code, finding.span.file) for finding in found} == {("S201", "new/first-one.yaml")}
    assert not re.search("mara-okafor|tomas-lind|hannah-cole", scaffold(kind, "x", "x"))


def test_a_waiver_has_not_ended_on_the_day_on_which_it_is_begun() -> None:
    day = TODAY + timedelta(days=400)
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    files["new/first-one.yaml"] = scaffold("waiver", "first-one", "schema.json", str(day)).encode()
    found = check(load_files(files.items()).catalogue, day)
    assert {finding.code for finding in found if finding.span.file == "new/first-one.yaml"} == {"S201"}


@pytest.mark.parametrize("kind", ["change", "approval", "review"])
def test_what_is_written_by_a_command_says_so(here: Path, kind: str) -> None:
    done = CliRunner().invoke(new, [kind, "first-one"])
    (path,) = (here / "playbooks").rglob("*.yaml")
    command = {"change": "breakglass change", "approval": "breakglass approve", "review": "breakglass reviewed"}[kind]
    assert command in done.output
    assert command in path.read_text("utf-8")


def test_it_goes_where_such_records_stand(here: Path) -> None:
    folder = here / "playbooks" / "responses"
    folder.mkdir(parents=True)
    (folder / "payment-flow-stopped.yaml").write_text(specimen("playbook"), encoding="utf-8")
    CliRunner().invoke(new, ["playbook", "invoices-stuck"])
    assert (folder / "invoices-stuck.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["playbook", "Not An Id"], "is not an id"),
        (["playbok", "x"], "Did you mean “playbook”?"),
        (["zzz", "x"], "It is one of playbook, module"),
        (["team", "automation-platform"], "never used twice"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(here: Path, arguments: list[str], told: str) -> None:
    folder = here / "playbooks"
    folder.mkdir()
    (folder / "automation-platform.yaml").write_text(specimen("team"), encoding="utf-8")
    done = CliRunner().invoke(new, arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
    assert len(list(folder.rglob("*.yaml"))) == 1
