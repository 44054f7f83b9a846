"""Git: what the history of a folder holds, read with two processes whatever the number of records."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class NoHistoryError(Exception):
    """There is no git, no repository, or no commit."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A file as a commit left it. `day` is the day of the commit in its own time zone, as 2026-09-02."""

    commit: str
    day: str
    file: str
    blob: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of a commit: its kind as git's mode, its path relative to the folder that was asked for, its blob."""

    mode: str
    name: str
    blob: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Who made a commit, as (name, address), and the files it wrote, relative to the folder that was asked for."""

    people: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


_FACTS = ("%H", "%an", "%ae", "%cn", "%ce", "%(trailers:key=Co-authored-by,valueonly,separator=%x01)")


def commits(folder: Path, base: str, head: str) -> Iterator[Commit]:
    """The commits after `base` up to `head`, the newest first, with the files that each wrote below a folder.

    A merge has written what it holds otherwise than every parent. Where a shallow clone ends, the last commit seems to
    write everything; it is left out. Raises `NoHistoryError` where git's answer makes no sense.
    """
    cut = set(_cut_at(folder))
    # No name or address can hold a zero byte, so each commit has as many fields as it has facts.
    text = _git(folder, "log", "-z", f"--format={'%x00'.join(_FACTS)}", f"{base}..{head}")
    fields = text.split("\0")[:-1] if text else []
    people: dict[str, tuple[tuple[str, str], ...]] = {}
    for place in range(0, len(fields), len(_FACTS)):
        commit, author, author_mail, committer, mail, trailers = fields[place : place + len(_FACTS)]
        if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
            raise NoHistoryError(f"git names a commit {commit[:60]!r}")
        others = tuple(_person(line) for line in trailers.split("\x01") if line.strip())
        people[commit] = ((author, author_mail), (committer, mail), *others)
    wanted = [commit for commit in people if commit not in cut]
    told = _run(
        folder,
        ("diff-tree", "--stdin", "-r", "-z", "-c", "--root", "--name-only", "--no-renames", "--relative", "--", "."),
        "".join(f"{commit}\n" for commit in wanted).encode(),
    )
    files: dict[str, list[str]] = {commit: [] for commit in wanted}
    current = ""
    for field in told.decode("utf-8", "surrogateescape").split("\0"):
        name = field.removeprefix("\n")
        if name in files:
            current = name
        elif name and current:
            files[current].append(name)
    for commit in wanted:
        yield Commit(people[commit], tuple(files[commit]))


def _person(trailer: str) -> tuple[str, str]:
    name, _, mail = trailer.partition("<")
    return name.strip(), mail.strip().rstrip(">")


def _cut_at(folder: Path) -> list[str]:
    """The commits at which a shallow clone ends."""
    path = Path(_git(folder, "rev-parse", "--path-format=absolute", "--git-path", "shallow").strip())
    return path.read_text(encoding="ascii").split() if path.is_file() else []


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names. Raises `NoHistoryError` where it names none."""
    # What begins with a hyphen would be an option, and no revision does.
    return _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()


def is_there(folder: Path, revision: str) -> bool:
    """Whether a revision names a commit here."""
    try:
        commit_of(folder, revision)
    except NoHistoryError:
        return False
    return True


def distance(folder: Path, start: str, end: str) -> int:
    """How many commits lead from one commit to another."""
    return int(_git(folder, "rev-list", "--count", f"{start}..{end}"))


def merge_base(folder: Path, one: str, other: str) -> str | None:
    """The last commit that two commits have in common, or nothing."""
    try:
        return _git(folder, "merge-base", one, other).strip() or None
    except NoHistoryError:
        return None


def parents(folder: Path, commit: str) -> list[str]:
    """The parents of a commit, the first one first. Those beyond the end of a shallow clone are not among them."""
    return _git(folder, "rev-list", "--parents", "--max-count=1", commit).split()[1:]


def tree(folder: Path, commit: str) -> Iterator[File]:
    """The files below a folder as a commit holds them; none where the commit does not have the folder."""
    text = _git(folder, "ls-tree", "-r", "-z", commit, "--", ".")
    for line in filter(None, text.split("\0")):
        facts, _, name = line.partition("\t")
        mode, kind, blob = facts.split(" ")
        if kind == "blob":
            yield File(mode, name, blob)


def top(folder: Path) -> str:
    """The path of the working copy that a folder is in. Raises `NoHistoryError` where it is in none."""
    return _git(folder, "rev-parse", "--show-toplevel").removesuffix("\n")


def head(folder: Path) -> str:
    """The commit that is checked out. Raises `NoHistoryError` where there is none."""
    return _git(folder, "rev-parse", "HEAD").strip()


def prefix(folder: Path) -> str:
    """The way from the top of the repository to a folder, as `playbooks/`; empty at the top."""
    return _git(folder, "rev-parse", "--show-prefix").strip()


def content(folder: Path, commit: str, name: str) -> bytes | None:
    """What a commit holds in a file, named relative to a folder; nothing where it has no such file."""
    try:
        return _run(folder, ("cat-file", "blob", f"{commit}:./{name}"))
    except NoHistoryError:
        return None


def has_changes(folder: Path) -> bool:
    """Whether a file below the folder was changed, added or deleted since the commit that is checked out."""
    return bool(_git(folder, "status", "--porcelain", "--untracked-files=normal", "--", ".").strip())


def is_shallow(folder: Path) -> bool:
    """Whether the clone was cut off, so that older commits are not there."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"


def touches(folder: Path) -> Iterator[Touch]:
    """Every state of every file below a folder, the newest first. Deleted states are passed over."""
    commit, day = "", ""
    text = _git(folder, "log", "--no-renames", "--raw", "--no-abbrev", "-z", "--format=%x01%H %cs", "--", ".")
    # With -z a commit's line ends with a zero or a newline, and each file is two fields: its facts and its name.
    fields = [part for field in text.split("\0") for part in field.split("\n") if part]
    facts = ""
    for field in fields:
        if field.startswith("\x01"):
            commit, _, day = field[1:].partition(" ")
        elif field.startswith(":"):
            facts = field
        elif facts:
            blob = facts.split(" ")[3]
            if blob.strip("0"):
                yield Touch(commit, day, field, blob)
            facts = ""


def blobs(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of blobs by their names."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    done = _run(folder, ("cat-file", "--batch"), "\n".join(wanted).encode() + b"\n")
    found: dict[str, bytes] = {}
    place = 0
    while place < len(done):
        end = done.index(b"\n", place)
        name, kind, *size = done[place:end].decode().split(" ")
        if kind == "missing":
            place = end + 1
            continue
        length = int(size[0])
        found[name] = done[end + 1 : end + 1 + length]
        place = end + 1 + length + 1
    return found


def _git(folder: Path, *arguments: str) -> str:
    return _run(folder, arguments).decode("utf-8", "replace")


def _run(folder: Path, arguments: tuple[str, ...], given: bytes | None = None) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise NoHistoryError("git is not installed")
    # Quoting is off so that names come as they are; no pager, no colour, no hook of the user's.
    command = [git, "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - git, by its full path
    if done.returncode:
        raise NoHistoryError(done.stderr.decode("utf-8", "replace").strip() or "git failed")
    return done.stdout
