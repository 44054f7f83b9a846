"""Commands work from any folder of a repository; paths are those from where one stands."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.cli import commands
from breakglass.cli.settings import home

if TYPE_CHECKING:
    from collections.abc import Sequence

SITE = "plugins:\n  - breakglass\n"


def make(top: Path, *names: str) -> None:
    """Files with a word in each; a name that ends with a slash is a folder."""
    for name in names:
        path = top / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(SITE if name.endswith(".yml") else "", encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "stand", "found"),
    [
        (("mkdocs.yml", "docs/playbooks/"), "docs", ".."),
        (("mkdocs.yml", "playbooks/playbooks/"), "playbooks", ".."),
        (("breakglass.toml", "cases/payments/"), "cases/payments", "../.."),
        (("playbooks/payments/playbooks/",), "playbooks/payments", "../.."),
        (("mkdocs.yml", "houses/one/breakglass.toml", "houses/one/x/"), "houses/one/x", ".."),
        (("mkdocs.yml", "houses/one/.git/", "houses/one/x/"), "houses/one/x", "."),
        (("x/",), "x", "."),
        (("mkdocs.yml",), ".", "."),
    ],
)
def test_the_search_goes_up_to_what_has_settings_a_site_or_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: Sequence[str], stand: str, found: str
) -> None:
    make(tmp_path, ".git/", *names)
    monkeypatch.chdir(tmp_path / stand)
    assert home() == Path(found)


def test_a_site_without_the_plugin_and_a_project_without_settings_are_passed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, ".git/", "breakglass.toml", "sub/x/")
    (tmp_path / "sub/mkdocs.yml").write_text("site_name: other\n", encoding="utf-8")
    (tmp_path / "sub/pyproject.toml").write_text("[project]\nname = 'a'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub/x")
    assert home() == Path("../..")
    (tmp_path / "sub/pyproject.toml").write_text("[tool.breakglass]\n", encoding="utf-8")
    assert home() == Path("..")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with settings and records at other places than the usual ones; one stands in a folder of it."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    for name, raw in files.items():
        path = tmp_path / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    (tmp_path / "breakglass.toml").write_text('records = "records"\nbaseline = "known.json"\n', encoding="utf-8")
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "known.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (["add", "-A"], [*identity, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, env=env)
    monkeypatch.chdir(tmp_path / "docs/deep")
    return tmp_path


def run(*arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(commands, [command, "--today", str(TODAY), *rest])


def test_lint_reads_the_settings_above_and_names_files_from_here(repository: Path) -> None:
    done = run("lint")
    assert (done.exit_code, "nothing to mend" in done.stderr) == (0, True), done.output
    team = repository / "records/team/automation-platform.yaml"
    team.write_text(team.read_text("utf-8").replace("status: approved", "status: fine"), encoding="utf-8")
    shown = run("lint", "--format", "concise", "../../records/team").stdout
    assert shown == "../../records/team/automation-platform.yaml:5:9: error S104 “fine” is not known here\n"
    assert run("lint", "../../records/message").exit_code == 3


def test_a_scaffold_is_put_among_the_records_and_finds_the_schema(repository: Path) -> None:
    done = CliRunner().invoke(commands, ["new", "team", "night-desk"])
    assert done.stdout.startswith("../../records/team/night-desk.yaml: ")
    written = (repository / "records/team/night-desk.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=../../docs/schema.json\n")


def test_a_review_names_files_from_here_and_to_the_forge_from_the_top(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "a/b")
    team = repository / "records/team/automation-platform.yaml"
    team.write_text(team.read_text("utf-8").replace("about: ", "about: Now "), encoding="utf-8")
    (repository / "breakglass.toml").write_text('records = "records"\n', encoding="utf-8")
    done = run("review", "--base", "HEAD")
    assert "(../../records/team/automation-platform.yaml:" in done.stdout
    assert "(../../breakglass.toml:1)" in done.stdout
    assert "file moved" not in done.stdout
    annotated = run("review", "--base", "HEAD", "--format", "github").stdout
    assert "file=records/team/automation-platform.yaml," in annotated
    assert "file=breakglass.toml," in annotated
    assert "/records/team/automation-platform.yaml#L" in run("review", "--base", "HEAD", "--format", "markdown").stdout
    assert "/docs/" not in run("review", "--base", "HEAD", "--format", "markdown").stdout


def test_a_review_from_among_the_records_sees_no_file_move(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "records/team")
    text = Path("automation-platform.yaml").read_text("utf-8")
    Path("automation-platform.yaml").write_text(text.replace("about: ", "about: Now "), encoding="utf-8")
    done = run("review", "--base", "HEAD", "--format", "json")
    told = [(one["record"], one["what"]) for one in json.loads(done.stdout)["records"]]
    assert told == [("team/automation-platform", "changed")]
    assert "(automation-platform.yaml:" in run("review", "--base", "HEAD").stdout
