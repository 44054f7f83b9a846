"""The history of records in real git repositories."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from breakglass.checks.harness import specimen_files
from breakglass.governance import git
from breakglass.governance.history import NO_HISTORY, history_of
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from pathlib import Path

TEAM = ("team", "automation-platform")


def run(folder: Path, *arguments: str) -> None:
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, env=env)


def commit(folder: Path, text: str, name: str = "team.yaml") -> None:
    path = folder / "playbooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    run(folder, "add", "-A")
    run(folder, "commit", "-m", "x")


def team(version: str, title: str = "Automation platform") -> str:
    text = specimen("team").replace("version: 1.0.0", f"version: {version}", 1)
    return text.replace("title: Automation platform", f"title: {title}")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    run(tmp_path, "init", "-q")
    commit(tmp_path, team("1.0.0", "First words"))
    commit(tmp_path, team("1.0.0", "Better words"))
    commit(tmp_path, team("1.1.0"))
    return tmp_path


def test_each_version_is_there_once_as_it_was_last(repository: Path) -> None:
    history = history_of(repository / "playbooks")
    assert [past.version for past in history.versions[TEAM]] == ["1.1.0", "1.0.0"]
    assert history.versions[TEAM][1].data["title"] == "Better words"
    assert history.complete


def test_a_renamed_file_is_still_the_same_record(repository: Path) -> None:
    run(repository, "mv", "playbooks/team.yaml", "playbooks/moved and renamed ü.yaml")
    commit(repository, team("1.2.0"), "moved and renamed ü.yaml")
    assert [past.version for past in history_of(repository / "playbooks").versions[TEAM]] == ["1.2.0", "1.1.0", "1.0.0"]


def test_a_state_that_cannot_be_read_is_passed_over(repository: Path) -> None:
    commit(repository, "kind: [team\n")
    commit(repository, team("one point two"))
    commit(repository, team("1.2.0"))
    assert [past.version for past in history_of(repository / "playbooks").versions[TEAM]] == ["1.2.0", "1.1.0", "1.0.0"]


def test_a_shallow_clone_says_so(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("shallow")
    run(clone, "clone", "-q", "--depth", "1", f"file://{repository}", ".")
    history = history_of(clone / "playbooks")
    assert [past.version for past in history.versions[TEAM]] == ["1.1.0"]
    assert not history.complete


def test_without_git_there_is_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert history_of(tmp_path) is NO_HISTORY
    monkeypatch.setattr(git.shutil, "which", lambda _: None)
    assert history_of(tmp_path) is NO_HISTORY


def test_the_number_of_processes_does_not_grow_with_the_records(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in specimen_files().items():
        commit(repository, text, name.replace("/", "-"))
    started = []
    real = subprocess.run

    def counted(*arguments: object, **options: object) -> object:
        started.append(arguments)
        return real(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(git.subprocess, "run", counted)
    history = history_of(repository / "playbooks")
    assert len(history.versions) > 15
    assert len(started) <= 4
