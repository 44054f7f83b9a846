"""Revisions: the record files of a commit, read from git without a worktree or a checkout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from breakglass.catalogue.load import SUFFIXES
from breakglass.governance import git

if TYPE_CHECKING:
    from pathlib import Path

_DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_LINK = "120000"


class RevisionError(Exception):
    """A revision cannot be found or read, so nothing can be said about what changed since."""


@dataclass(frozen=True, slots=True)
class Base:
    """A commit to compare with, and the name by which it was found."""

    name: str
    commit: str


def resolve(folder: Path, revision: str) -> str:
    """The commit that a revision names. Raises `RevisionError` that says what to fetch where it is not there."""
    try:
        return git.commit_of(folder, revision)
    except git.NoHistoryError as error:
        raise RevisionError(f"the revision {revision} is not here: {_mend(folder, revision)}") from error


def _mend(folder: Path, revision: str) -> str:
    try:
        shallow = git.is_shallow(folder)
    except git.NoHistoryError as error:
        return str(error)
    if shallow:
        return (
            "the clone is shallow; fetch the rest with git fetch --unshallow origin, or check out with fetch-depth: 0"
        )
    if revision.startswith("origin/"):
        return f"fetch it with git fetch origin {revision.removeprefix('origin/')}"
    return "name a branch, a tag or a commit, as in --base origin/main"


def base_of(folder: Path, base: str, head: str) -> str:
    """The commit from which `head` set out: where its history left that of `base`.

    On the merge commit that a forge makes for a pull request this is the first parent, even in a clone so shallow
    that the histories cannot be joined. Raises `RevisionError` where there is no such commit.
    """
    start, end = resolve(folder, base), resolve(folder, head)
    common = git.merge_base(folder, start, end)
    if common is not None:
        return common
    shallow, parents = git.is_shallow(folder), git.parents(folder, end)
    if shallow and len(parents) > 1:
        return parents[0]
    if shallow:
        raise RevisionError(
            f"{base} and {head} have no common commit in this shallow clone; fetch the rest with "
            "git fetch --unshallow origin, or check out with fetch-depth: 0"
        )
    raise RevisionError(f"{base} and {head} have no common commit, so nothing can be compared")


def default_base(folder: Path) -> Base:
    """The commit from which the present work set out: where it last left a main branch, or the last commit.

    The local main branch may be ahead of that of the forge, or behind it: the nearer one counts, by the number of
    commits since. Raises `RevisionError` where there is a main branch and none has a commit in common with the work.
    """
    head = resolve(folder, "HEAD")
    found: list[tuple[int, Base]] = []
    faults: list[RevisionError] = []
    for branch in _DEFAULT_BRANCHES:
        if not git.is_there(folder, branch):
            continue
        try:
            commit = base_of(folder, branch, "HEAD")
        except RevisionError as error:
            faults.append(error)
        else:
            found.append((git.distance(folder, commit, head), Base(branch, commit)))
    if found:
        return min(found, key=lambda one: one[0])[1]
    if faults:
        raise faults[0]
    return Base("HEAD", head)


def files_at(folder: Path, commit: str) -> dict[str, bytes]:
    """The record files below `folder` as a commit holds them, by their path relative to it, sorted.

    Hidden files and folders are passed over, as in the working tree. A folder that the commit does not have is empty.
    Raises `RevisionError` where a file cannot be read: a link, or content that a partial clone lacks.
    """
    try:
        listed = sorted(git.tree(folder, commit), key=lambda file: PurePosixPath(file.name).parts)
        wanted = [file for file in listed if _is_record(file.name)]
        contents = git.blobs(folder, (file.blob for file in wanted))
    except git.NoHistoryError as error:
        raise RevisionError(f"the files of {commit[:12]} cannot be read: {error}") from error
    for file in wanted:
        if file.mode == _LINK:
            raise RevisionError(f"{file.name} is a link in {commit[:12]}; put the file itself there")
        if file.blob not in contents:
            raise RevisionError(f"{file.name} of {commit[:12]} is not in this clone; fetch it without a filter")
    return {file.name: contents[file.blob] for file in wanted}


def _is_record(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in path.parts)
