"""How a record is named on the command line: as kind/id, by its file, or by its id alone where the kind is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from breakglass.catalogue.load import UnreadableError

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.catalogue.load import Loaded


def key_of(name: str, catalogue: Catalogue, records: Path, kind: str = "") -> Key:
    """The key that a name means, whether or not there is such a record. `kind` is that of an id alone."""
    path = Path(name)
    if path.is_file():
        by_file = {(records / file).resolve(): key for file, key in catalogue.by_file.items()}
        key = by_file.get(path.resolve())
        if key is not None:
            return key
    head, slash, tail = name.partition("/")
    return (head, tail) if slash or not kind else (kind, head)


def refuse_faulty(name: str, key: Key, loaded: Loaded, records: Path) -> None:
    """Refuse a name that means a record which cannot be read. Raises `UnreadableError`."""
    file = Path(name).resolve()
    if key in loaded.catalogue.unread or any((records / one).resolve() == file for one in loaded.unread):
        raise UnreadableError(f"{name} has faults; mend what breakglass lint says of it first")


def refuse_unread(loaded: Loaded, records: Path, otherwise: str = "") -> None:
    """Refuse to go on where a record has faults: what it says might change what is written.

    Raises `UnreadableError`.
    """
    for finding in loaded.findings:
        raise UnreadableError(
            f"{records / finding.span.file}:{finding.span.line}: {finding.message}. Mend what breakglass lint finds in "
            f"the files first{otherwise}."
        )
