"""`breakglass new`: a record to start from."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from breakglass.catalogue.load import load
from breakglass.cli.lint import records_option
from breakglass.records.kinds import KINDS, PLURAL
from breakglass.records.specimen import scaffold
from breakglass.records.values import SLUG


@click.command(short_help="Start a record from a commented scaffold.")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("name", metavar="ID")
@records_option
def new(kind: str, name: str, records: Path) -> None:
    """Write a commented scaffold of a KIND with this ID. It lints clean but for its TODOs."""
    if not re.fullmatch(SLUG, name):
        raise click.UsageError(f"{name!r} is not an id: small letters, digits and single hyphens")
    if records.is_dir() and load(records).catalogue.knows((kind, name)):
        raise click.UsageError(f"there is a {kind} {name} already; an id is never used twice")
    path = records / PLURAL[kind] / f"{name}.yaml"
    if path.exists():
        raise click.UsageError(f"{path} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = os.path.relpath(Path("docs/schema.json"), path.parent)
    draft = path.with_suffix(".yaml.part")
    draft.write_text(scaffold(kind, name, Path(schema).as_posix()), encoding="utf-8", newline="\n")
    draft.replace(path)
    click.echo(f"{path}: replace its TODOs, then run: breakglass lint {path}")
