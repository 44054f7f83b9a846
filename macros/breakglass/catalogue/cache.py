"""The cache: what was worked out from the content of a file, kept on disk for the next run.

It can make a run quick and never make it wrong. What is kept goes by the content that it was made from; a file of the
cache holds what one state of the code has made, and another state begins another file; what is damaged, foreign or
locked is as good as not there. Only plain data is kept, and nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

import breakglass

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "BREAKGLASS_CACHE"
"""The environment variable that names another folder for the cache, or says `off`."""

_STATES = 3
"""For how many states of the code the cache is kept: a few, as where two versions are used side by side."""
_DAYS = 30
"""After how many days without use an entry is dropped."""
_MOST_BYTES = 1 << 30
"""How large a file of the cache may be: 1 GiB, the records of some 30,000 playbooks. Past that it begins anew."""
_PATIENCE = 2.0
"""How many seconds to wait for another process that writes."""
_SEAL = 16

_TABLE = "CREATE TABLE IF NOT EXISTS kept (name BLOB PRIMARY KEY, content BLOB NOT NULL, used INTEGER NOT NULL)"


class Cache:
    """One file of the cache, open for a run. What is put into it is written when the run ends."""

    def __init__(self, connection: sqlite3.Connection, path: Path, day: int) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._path = path
        self._day = day
        self._new: dict[bytes, bytes] = {}
        self._used: list[bytes] = []

    def get(self, name: bytes) -> bytes | None:
        """What is kept under a name, exactly as it was put there, or nothing."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT content, used FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            self.give_up(error)
            return None
        if row is None or not isinstance(row[0], bytes):
            return None
        seal, content = row[0][:_SEAL], row[0][_SEAL:]
        if seal != _seal(name, content):
            return None
        if row[1] != self._day:
            self._used.append(name)
        return content

    def put(self, name: bytes, content: bytes) -> None:
        """Keep something under a name."""
        self._new[name] = content

    def close(self) -> None:
        """Write what is new, and drop what was not used for long."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with closing(connection):
            if not self._new and not self._used:
                return
            with suppress(sqlite3.Error), connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                    ((name, _seal(name, content) + content, self._day) for name, content in self._new.items()),
                )
                connection.executemany(
                    "UPDATE kept SET used = ? WHERE name = ?", ((self._day, name) for name in self._used)
                )
                connection.execute("DELETE FROM kept WHERE used < ?", (self._day - _DAYS,))

    def give_up(self, error: Exception) -> None:
        """Go on without; a file that is no database, or no longer one, is deleted."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if type(error) is sqlite3.DatabaseError:  # its subclasses mean locked files, full disks and the like
            with suppress(OSError):
                self._path.unlink()


_current: ContextVar[Cache | None] = ContextVar("cache", default=None)


def current() -> Cache | None:
    """The cache of this run, if it has one."""
    return _current.get()


def name_of(part: str, *content: bytes) -> bytes:
    """The name for what is made from some content: `part` tells apart several things made from the same."""
    found = hashlib.blake2b(part.encode(), digest_size=32)
    for one in content:
        found.update(len(one).to_bytes(8, "big"))
        found.update(one)
    return found.digest()


def _seal(name: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, key=name, digest_size=_SEAL).digest()


def cache_folder() -> Path | None:
    """Where the cache is: in the user's folder for such things, or where the variable says. Nothing where it is off."""
    asked = os.environ.get(VARIABLE)
    if asked is not None:
        return Path(asked) if asked not in {"", "off"} else None
    folder = platformdirs.user_cache_path("breakglass", appauthor=False)
    return folder if folder.is_absolute() else None  # a user without a home


@contextmanager
def caching(folder: Path | None) -> Iterator[None]:
    """Run with the cache in a folder. Where it cannot be opened or the folder is None, the run goes without."""
    cache = _open(folder) if folder is not None else None
    token = _current.set(cache)
    try:
        yield
    finally:
        _current.reset(token)
        if cache is not None:
            cache.close()


def _open(folder: Path) -> Cache | None:
    path = folder / f"{state_of_the_code()}.sqlite"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _tidy(folder, path)
        connection = sqlite3.connect(path, timeout=_PATIENCE)
    except (OSError, sqlite3.Error):
        return None
    cache = Cache(connection, path, int(time.time()) // 86_400)
    try:
        # What a failing power supply breaks is found by its seal.
        connection.executescript(f"PRAGMA synchronous = OFF; {_TABLE};")
    except sqlite3.Error as error:
        cache.give_up(error)
        return None
    return cache


def _tidy(folder: Path, path: Path) -> None:
    """Delete the files of states of the code that are long gone, and one that has grown too large."""
    with suppress(OSError):
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            path.unlink()
        others = [other for other in folder.glob("*.sqlite") if other != path]
        for other in sorted(others, key=lambda other: other.stat().st_mtime, reverse=True)[_STATES - 1 :]:
            other.unlink()


def state_of_the_code() -> str:
    """A name for all that decides what is made from a file: our sources, Python, and what is installed beside us.

    An installed package is known by the name of its `.dist-info`, which carries the version.
    """
    found = hashlib.blake2b(f"{sys.version} {sys.byteorder}".encode(), digest_size=16)
    for folder in sys.path:
        with suppress(OSError):
            names = sorted(path.name for path in Path(folder).iterdir() if path.suffix in {".dist-info", ".egg-info"})
            found.update(" ".join(names).encode())
    top = Path(breakglass.__file__).parent
    for parent, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                path = Path(parent, name)
                content = path.read_bytes()
                found.update(f"{path.relative_to(top)} {len(content)}".encode())
                found.update(content)
    return found.hexdigest()
