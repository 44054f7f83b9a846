"""How a record is named on the command line: as kind/id, by its file, or by its id alone where the kind is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

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


def refuse_unread(loaded: Loaded, otherwise: str = "") -> None:
    """End with wrong use where a record cannot be read: what it says might change what is written."""
    for finding in loaded.findings:
        raise click.UsageError(
            f"{finding.span.file}:{finding.span.line}: {finding.message}. Mend what breakglass lint finds in the files "
            f"first{otherwise}."
        )
