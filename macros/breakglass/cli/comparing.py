"""What the work on the records is compared with: the base that `change` and `approve` go by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.load import UnreadableError, load_file, load_files
from breakglass.governance.request import Request
from breakglass.governance.revision import Base, RevisionError, default_base, files_at, resolve
from breakglass.governance.writers import Wrote, people_in, writers

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        return Request(before, head, written)


def compared(records: Path, revision: str | None = None) -> Compared:
    """What to compare with. Raises `UnreadableError` where git cannot tell."""
    try:
        base = Base(revision, resolve(records, revision)) if revision else default_base(records)
        return Compared(base, files_at(records, base.commit))
    except RevisionError as error:
        raise UnreadableError(str(error)) from error


def writers_of(records: Path, base: str, head: str, before: Catalogue, after: Catalogue) -> Mapping[Key, Wrote]:
    """Who committed which record, in whatever file it stood."""
    by_id: dict[str, Wrote] = {}
    for name, wrote in writers(records, base, head, people_in(before, after)).items():
        # A record's file is named after its id wherever it stands, so a move hides nobody.
        stem = Path(name).stem
        by_id[stem] = by_id.get(stem, Wrote()) | wrote
    return {key: by_id[key[1]] for key in after.entries if key[1] in by_id}
