"""Saving: several files as one, all of them or none."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NEW_FILE = 0o644
"""The permissions of a file that was not there before."""


def save(contents: Mapping[Path, str]) -> None:
    """Write these texts, as `save_bytes` does."""
    save_bytes({path: text.encode() for path, text in contents.items()})


def save_bytes(contents: Mapping[Path, bytes]) -> None:
    """Write the files. Each is prepared beside its place and on the disk before the first one is moved there.

    A reader sees the old file or the new one, never a part. Where anything fails, all files are as they were before,
    and the error of the system is raised. A file behind a link is written where it stands.
    """
    prepared: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for path, content in contents.items():
            target = path.resolve()
            made += _make(target.parent)
            draft = target.with_name(f".{target.name}.{os.getpid()}.part")
            prepared.append((draft, target))
            _write(draft, content, target.stat().st_mode if target.exists() else NEW_FILE)
        _move(prepared)
    except BaseException:
        for draft, _ in prepared:
            draft.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; which of them were not there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _write(draft: Path, content: bytes, mode: int) -> None:
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(mode & 0o777)


def _move(prepared: list[tuple[Path, Path]]) -> None:
    """Put every draft in its place; if one cannot be moved, put back what the others took the place of."""
    done: list[tuple[Path, bytes | None]] = []
    try:
        for draft, target in prepared:
            old = target.read_bytes() if target.exists() else None
            draft.replace(target)
            done.append((target, old))
    except BaseException:
        for target, old in done:
            if old is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(old)
        raise
    for folder in {target.parent for _, target in prepared}:
        _settle(folder)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk too, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
