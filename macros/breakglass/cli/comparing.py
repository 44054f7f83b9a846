"""What the work on the records is compared with: the base that `change` and `approve` go by."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.load import UnreadableError, load_file, load_files
from breakglass.checks.baseline import only_shrinks
from breakglass.cli.settings import FILES, home, settings_of
from breakglass.governance import git
from breakglass.governance.beside import SETTINGS, digest_of_file
from breakglass.governance.request import Request, others_key
from breakglass.governance.revision import Base, RevisionError, default_base, files_at, resolve
from breakglass.governance.signatures import ALLOWED, REVOKED
from breakglass.governance.writers import Wrote, people_in, writers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from breakglass.catalogue.catalogue import Catalogue, Key


@dataclass(frozen=True, slots=True)
class Compared:
    """A commit, and its record files by their names below the folder of the records."""

    base: Base
    files: Mapping[str, bytes]

    def values(self) -> dict[Key, dict[str, Any]]:
        """What the records said, also those of the past that today's model refuses."""
        found: dict[Key, dict[str, Any]] = {}
        for name, raw in self.files.items():
            one = load_file(name, raw)
            if one.document is not None and one.key is not None:
                found.setdefault(one.key, one.document.data())
        return found

    def file_of(self, key: Key) -> str | None:
        """The file in which a record stood."""
        return next((name for name, raw in self.files.items() if load_file(name, raw).key == key), None)

    def request(self, head: Catalogue, records: Path) -> Request:
        """The work as a request: who is asked stands in the base, as it does when the request is reviewed.

        Who wrote what is known as far as it is committed.
        """
        before = load_files(self.files.items()).catalogue
        written = writers_of(records, self.base.commit, resolve(records, "HEAD"), before, head)
        files = files_beside(records, self.base.commit, "")
        written |= writers_beside(files, self.base.commit, "HEAD", before, head)
        return Request(before, head, written, files=files)


def compared(records: Path, revision: str | None = None) -> Compared:
    """What to compare with. Raises `UnreadableError` where git cannot tell."""
    try:
        base = Base(revision, resolve(records, revision)) if revision else default_base(records)
        return Compared(base, files_at(records, base.commit))
    except RevisionError as error:
        raise UnreadableError(str(error)) from error


def writers_of(records: Path, base: str, head: str, before: Catalogue, after: Catalogue) -> dict[Key, Wrote]:
    """Who committed which record, in whatever file it stood."""
    by_id: dict[str, Wrote] = {}
    for name, wrote in writers(records, base, head, people_in(before, after)).items():
        # A record's file is named after its id wherever it stands, so a move hides nobody.
        stem = Path(name).stem
        by_id[stem] = by_id.get(stem, Wrote()) | wrote
    return {key: by_id[key[1]] for key in after.entries if key[1] in by_id}


def files_beside(records: Path, start: str, end: str) -> dict[str, tuple[str | None, str | None]]:
    """The files that decide how requests are judged and are others at `end` than at `start`, with their digests.

    They are named from the folder that has the settings; an empty `end` is the working
    tree. Where the records stand in another repository than that, none of its files is about them.
    """
    here = home()
    try:
        if git.top(here) != git.top(records):
            return {}
    except git.NoHistoryError:
        return {}
    baseline = settings_of(*(git.content(here, start, name) for name in FILES)).baseline
    names = [*SETTINGS, *([baseline.as_posix()] if baseline else [])]
    names += [Path(os.path.relpath(records, here), name).as_posix() for name in (ALLOWED, REVOKED)]
    found = {}
    for name in names:
        then, now = git.content(here, start, name), git.content(here, end, name) if end else _own(here / name)
        digests = digest_of_file(name, then), digest_of_file(name, now)
        # What was mended leaves the baseline without asking: it makes the gate no wider.
        freely = baseline is not None and name == baseline.as_posix() and only_shrinks(then, now)
        if digests[0] != digests[1] and not freely:
            found[name] = digests
    return found


def _own(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def writers_beside(
    files: Collection[str], start: str, end: str, before: Catalogue, after: Catalogue
) -> dict[Key, Wrote]:
    """Who committed which of these files, named from the folder that has the settings."""
    if not files:
        return {}
    wrote = writers(home(), start, end, people_in(before, after))
    return {others_key(name): wrote[name] for name in files if name in wrote}
