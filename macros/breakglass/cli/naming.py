"""How the command line names a record, as kind/id, by its file, or by its id where the kind is known; and a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from breakglass.catalogue.load import UnreadableError
from breakglass.catalogue.nearest import did_you_mean
from breakglass.records.team import Team

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


def refuse_stranger(handle: str, catalogue: Catalogue, *, or_former: bool = False) -> None:
    """Refuse a name in no team: what somebody wrote or attested counts by who stands for it. Raises `UsageError`."""
    if any(kind == "team" for kind, _ in catalogue.unread):
        return  # they may be in the team that could not be read
    teams = catalogue.all(Team)
    known = sorted({handle for team in teams for handle in (*team.members, *(team.former if or_former else ()))})
    if handle not in known:
        near = did_you_mean(handle, known) or "Name a member of a team, or add yourself to yours."
        raise click.UsageError(f"{handle} is in no team. {near}")


def refuse_unread(loaded: Loaded, records: Path, otherwise: str = "") -> None:
    """Refuse to go on where a record has faults: what it says might change what is written.

    Raises `UnreadableError`.
    """
    for finding in loaded.findings:
        raise UnreadableError(
            f"{records / finding.span.file}:{finding.span.line}: {finding.message}. Mend what breakglass lint finds in "
            f"the files first{otherwise}."
        )
