"""What pages say about where they come from: the commit, and how far the past is at hand."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from breakglass.records.specimen import specimen
from breakglass.site.pages import Pages
from breakglass.site.render import components
from breakglass.site.site import Site, open_site
from breakglass.site.theme import component_folders
from breakglass.views.links import Links

if TYPE_CHECKING:
    from pathlib import Path

CHANGELOG = "changelog:\n  - {version: 1.1.0, date: 2026-09-02, summary: Hours}\n  - {version: 1.0.0, date: 2026-08-02, summary: First}\n"


def git(folder: Path, *arguments: str) -> str:
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, env=env, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two versions of a team, in two commits."""
    folder = tmp_path / "whole"
    path = folder / "playbooks/automation-platform.yaml"
    path.parent.mkdir(parents=True)
    git(folder, "init", "-q")
    head, _, tail = specimen("team").partition("changelog:")
    rest = tail.partition("\naudience")[2]
    for version in ("1.0.0", "1.1.0"):
        text = f"{head}{CHANGELOG}audience{rest}".replace("version: 1.0.0", f"version: {version}", 1)
        path.write_text(text, encoding="utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", version)
    return folder


def about(folder: Path) -> str:
    """The page of the team, with the words of its HTML on one line."""
    site: Site = open_site({}, folder)
    page = str(Pages(site, components(component_folders(None)), Links()).record("team", "automation-platform"))
    return " ".join(page.split())


def test_a_page_names_the_commit_it_was_made_from(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    assert f"commit <code>{commit[:12]}</code></dd>" in about(repository)
    path = repository / "playbooks/automation-platform.yaml"
    path.write_text(path.read_text("utf-8") + "# a note\n", encoding="utf-8")
    assert "and changes that are not committed" in about(repository)


def test_with_the_whole_history_past_versions_have_a_page(repository: Path) -> None:
    page = about(repository)
    assert "v1.0.0.html" in page
    assert "changelog only" not in page
    assert "only the changelog is at hand" not in page


def test_a_shallow_clone_says_that_older_versions_are_not_there(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "cut")
    page = about(tmp_path / "cut")
    assert "built from a shallow clone: of older versions only the changelog is at hand" in page
    assert page.count("changelog only") == 1


def test_without_git_only_the_changelog_is_at_hand(repository: Path) -> None:
    (repository / ".git").rename(repository / "gone")
    page = about(repository)
    assert "built without git’s history" in page
    assert "commit <code>" not in page
