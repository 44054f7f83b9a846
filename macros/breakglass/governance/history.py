"""History: the past versions of every record, as git kept them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.load import SUFFIXES
from breakglass.catalogue.syntax import read
from breakglass.governance import git
from breakglass.records.kinds import KINDS
from breakglass.records.values import version_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from breakglass.catalogue.catalogue import Key


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version that is not the present one: its text, its values, and the commit that last held it."""

    version: str
    commit: str
    day: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, eq=False)
class History:
    """Past versions by record, the newest first.

    `complete` is false where there is no git history, or only a part of it; then the changelog is all there is.
    `commit` is what is checked out, empty where git knows nothing of it.
    """

    versions: Mapping[Key, tuple[PastVersion, ...]]
    complete: bool
    commit: str = ""


NO_HISTORY = History({}, complete=False)


def history_of(folder: Path) -> History:
    """The history of the records below a folder; an empty one where git knows nothing of it."""
    try:
        return _history(folder, git.head(folder))
    except git.NoHistoryError:
        return NO_HISTORY


def has_changes(folder: Path) -> bool:
    """Whether the records below a folder are not those of the commit that is checked out; false without git."""
    try:
        return git.has_changes(folder)
    except git.NoHistoryError:
        return False


@lru_cache(maxsize=2)
def _history(folder: Path, commit: str) -> History:
    states = [touch for touch in git.touches(folder) if touch.file.endswith(SUFFIXES)]
    contents = git.blobs(folder, (touch.blob for touch in states))
    found: dict[Key, dict[str, PastVersion]] = defaultdict(dict)
    parsed: dict[str, tuple[Key, str, str, dict[str, Any]] | None] = {}
    for touch in states:
        if touch.blob not in parsed:
            parsed[touch.blob] = _identity(contents.get(touch.blob, b""))
        known = parsed[touch.blob]
        if known is None:
            continue
        key, version, text, data = known
        # The newest state of a version is the version; what came before it was on the way there.
        found[key].setdefault(version, PastVersion(version, touch.commit, touch.day, text, data))
    versions = {
        key: tuple(sorted(states.values(), key=lambda past: version_key(past.version), reverse=True))
        for key, states in found.items()
    }
    return History(versions, complete=not git.is_shallow(folder), commit=commit)


def _identity(raw: bytes) -> tuple[Key, str, str, dict[str, Any]] | None:
    """Which record and version a text is; nothing where it cannot be read. The model of its day is not asked."""
    document, _ = read("past", raw)
    if document is None:
        return None
    data = document.data()
    kind, name, version = (data.get(key) for key in ("kind", "id", "version"))
    if not (isinstance(kind, str) and isinstance(name, str) and isinstance(version, str) and kind in KINDS):
        return None
    try:
        version_key(version)
    except ValueError:
        return None
    return (str(kind), str(name)), str(version), document.text, data
