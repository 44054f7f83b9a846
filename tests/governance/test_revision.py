"""The record files of a revision, in real git repositories."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from breakglass.governance.revision import Base, RevisionError, base_of, default_base, files_at, resolve

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, *arguments: str) -> str:
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, env=env, text=True).stdout.strip()


def commit(folder: Path, name: str, text: str = "x") -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    run(folder, "add", "-A")
    run(folder, "commit", "-m", "x")
    return run(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    run(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "playbooks/a.yaml")
    return tmp_path


def test_files_are_those_of_the_commit_and_not_of_the_working_tree(repository: Path) -> None:
    first = commit(repository, "playbooks/b/ü b.yml", "later")
    (repository / "playbooks/a.yaml").write_text("edited", encoding="utf-8")
    commit(repository, "playbooks/.hidden/c.yaml")
    commit(repository, "playbooks/readme.md")
    assert files_at(repository / "playbooks", first) == {"a.yaml": b"x", "b/ü b.yml": b"later"}
    assert files_at(repository / "playbooks", "HEAD").keys() == {"a.yaml", "b/ü b.yml"}


def test_a_link_is_refused(repository: Path) -> None:
    (repository / "playbooks/link.yaml").symlink_to("/etc/hostname")
    run(repository, "add", "-A")
    run(repository, "commit", "-m", "x")
    with pytest.raises(RevisionError, match=r"link\.yaml is a link"):
        files_at(repository / "playbooks", "HEAD")


def test_a_revision_that_is_not_there_says_what_to_do(repository: Path) -> None:
    with pytest.raises(RevisionError, match="git fetch origin main"):
        resolve(repository, "origin/main")
    with pytest.raises(RevisionError, match="--base origin/main"):
        resolve(repository, "--output=x")


def test_the_base_is_where_the_branch_left(repository: Path) -> None:
    left = run(repository, "rev-parse", "HEAD")
    run(repository, "checkout", "-q", "-b", "work")
    commit(repository, "playbooks/b.yaml")
    assert default_base(repository) == Base("main", left)
    run(repository, "checkout", "-q", "main")
    commit(repository, "playbooks/c.yaml")
    assert base_of(repository, "main", "work") == left


def test_of_two_main_branches_the_nearer_one_counts(repository: Path) -> None:
    far = run(repository, "rev-parse", "HEAD")
    run(repository, "update-ref", "refs/remotes/origin/main", far)
    near = commit(repository, "playbooks/b.yaml")
    run(repository, "checkout", "-q", "-b", "work")
    commit(repository, "playbooks/c.yaml")
    assert default_base(repository) == Base("main", near)
    run(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert default_base(repository).name == "origin/main"


def test_a_shallow_clone_without_the_fork_is_no_base(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run(repository, "checkout", "-q", "-b", "work")
    commit(repository, "playbooks/b.yaml")
    run(repository, "checkout", "-q", "main")
    commit(repository, "playbooks/c.yaml")
    clone = tmp_path_factory.mktemp("shallow")
    run(clone, "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "work", f"file://{repository}", ".")
    with pytest.raises(RevisionError, match="no common commit in this shallow clone"):
        default_base(clone)


def test_on_a_merge_commit_the_base_is_its_first_parent(repository: Path) -> None:
    run(repository, "checkout", "-q", "-b", "work")
    commit(repository, "playbooks/b.yaml")
    run(repository, "checkout", "-q", "main")
    tip = commit(repository, "playbooks/c.yaml")
    run(repository, "checkout", "-q", "--detach")
    run(repository, "merge", "-q", "--no-edit", "work")
    assert base_of(repository, "main", "HEAD") == tip
    run(repository, "branch", "request")
    run(repository, "checkout", "-q", "main")
    commit(repository, "playbooks/d.yaml")
    assert base_of(repository, "main", "request") == tip


def test_a_shallow_clone_of_a_merge_commit_is_enough(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run(repository, "checkout", "-q", "-b", "work")
    commit(repository, "playbooks/b.yaml")
    run(repository, "checkout", "-q", "main")
    tip = commit(repository, "playbooks/c.yaml")
    run(repository, "checkout", "-q", "-b", "request")
    run(repository, "merge", "-q", "--no-edit", "work")
    run(repository, "checkout", "-q", "main")
    commit(repository, "playbooks/d.yaml")
    clone = tmp_path_factory.mktemp("shallow")
    run(clone, "clone", "-q", "--depth", "2", "--branch", "request", f"file://{repository}", ".")
    with pytest.raises(RevisionError, match="clone is shallow"):
        base_of(clone, "origin/main", "HEAD")
    run(clone, "fetch", "-q", "--depth", "1", "origin", "+main:refs/remotes/origin/main")
    assert base_of(clone, "origin/main", "HEAD") == tip
    run(clone, "checkout", "-q", "--detach", "HEAD^2")
    with pytest.raises(RevisionError, match="no common commit in this shallow clone"):
        base_of(clone, "origin/main", "HEAD")


def test_histories_that_never_met_cannot_be_compared(repository: Path) -> None:
    run(repository, "checkout", "-q", "--orphan", "other")
    run(repository, "commit", "-m", "another start")
    with pytest.raises(RevisionError, match="no common commit, so"):
        base_of(repository, "main", "other")
