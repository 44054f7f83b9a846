"""`breakglass new`: a record to start from."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from breakglass.catalogue.load import load
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.save import save
from breakglass.cli.lint import current_day, records_option
from breakglass.cli.settings import home
from breakglass.records.kinds import KINDS, PLURAL
from breakglass.records.specimen import WRITTEN_BY, scaffold
from breakglass.records.values import SLUG

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue


class Kind(click.ParamType[str]):
    """A kind of record."""

    name = "kind"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind as it is."""
        if value not in KINDS:
            near = did_you_mean(str(value), KINDS) or f"It is one of {', '.join(KINDS)}."
            self.fail(f"“{value}” is not a kind of record. {near}", param, ctx)
        return str(value)


@click.command(short_help="Start a record from a commented scaffold.", epilog=f"KIND is one of {', '.join(KINDS)}.")
@click.argument("kind", type=Kind(), metavar="KIND")
@click.argument("name", metavar="ID")
@records_option
def new(kind: str, name: str, records: Path) -> None:
    """Write a commented scaffold of a KIND with this ID. It lints clean but for its TODOs."""
    if not re.fullmatch(SLUG, name):
        raise click.UsageError(f"{name!r} is not an id: small letters, digits and single hyphens")
    folder = records / PLURAL[kind]
    if records.is_dir():
        catalogue = load(records, records).catalogue
        if catalogue.knows((kind, name)):
            raise click.UsageError(f"there is a {kind} {name} already; an id is never used twice")
        folder = records / usual_folder(catalogue, kind)
    path = folder / f"{name}.yaml"
    if path.exists():
        raise click.UsageError(f"{path} is there already")
    schema = os.path.relpath(home() / "docs/schema.json", path.parent)
    save({path: scaffold(kind, name, Path(schema).as_posix(), str(current_day()))})
    click.echo(f"{path}: replace its TODOs, then run: breakglass lint {path}")
    if kind in WRITTEN_BY:
        click.echo(f"Its digests are worked out by a command, which writes the whole record: {WRITTEN_BY[kind]}")


def usual_folder(catalogue: Catalogue, kind: str) -> str:
    """Where most records of a kind stand, relative to the folder of all records."""
    places = Counter(
        str(PurePosixPath(entry.document.file).parent)
        for entry in catalogue.entries.values()
        if entry.record.kind == kind
    )
    return places.most_common(1)[0][0] if places else PLURAL[kind]
