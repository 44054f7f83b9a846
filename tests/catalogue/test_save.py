"""Several files are written as one: all of them, or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.save import save

if TYPE_CHECKING:
    from pathlib import Path


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_and_folders_are_made_and_permissions_kept(tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text("old")
    old.chmod(0o600)
    save({old: "ä\n", tmp_path / "a" / "b" / "new.yaml": "new"})
    assert state(tmp_path) == {"old.yaml": "ä\n".encode(), "a/b/new.yaml": b"new"}
    assert old.stat().st_mode & 0o777 == 0o600


def test_a_file_behind_a_link_is_written_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    save({tmp_path / "link.yaml": "new"})
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.yaml").write_text("one")
    (tmp_path / "two.yaml").write_text("two")
    before, calls = state(tmp_path), iter((None, OSError(28, "No space left on device")))

    def full(_: int) -> None:
        if (error := next(calls)) is not None:
            raise error

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save({tmp_path / "one.yaml": "1", tmp_path / "two.yaml": "2", tmp_path / "x" / "three.yaml": "3"})
    assert state(tmp_path) == before
    assert not (tmp_path / "x").exists()


def test_a_file_that_cannot_be_replaced_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("one")
    (tmp_path / "two.yaml").mkdir()  # nothing can be moved over a folder
    (tmp_path / "two.yaml" / "inside").write_text("kept")
    before = state(tmp_path)
    with pytest.raises(OSError, match="directory"):
        save({tmp_path / "one.yaml": "1", tmp_path / "new.yaml": "n", tmp_path / "two.yaml": "2"})
    assert state(tmp_path) == before
