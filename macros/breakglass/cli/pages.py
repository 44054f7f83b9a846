"""`breakglass pages`: the Markdown pages of all records on disk, for generators that take no plugin."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from breakglass.catalogue.load import UnreadableError, load
from breakglass.cli.lint import records_option
from breakglass.cli.settings import home
from breakglass.records.kinds import PAGELESS
from breakglass.records.vocabulary import Audience
from breakglass.records.words import listed
from breakglass.site.finder import finder
from breakglass.site.finder.packed import FOLDER
from breakglass.site.scripts import ScriptError
from breakglass.site.site import edition
from breakglass.site.stubs import alert_stubs, rule_stubs, stub, stub_name
from breakglass.site.theme import component_folders, joined_scripts, joined_styles, response_script


@click.command(short_help="Write a Markdown page for every record.")
@click.argument("docs", type=click.Path(path_type=Path, file_okay=False))
@records_option
@click.option(
    "--audience",
    type=click.Choice(get_args(Audience)),
    default="internal",
    show_default=True,
    help="For whom; records for fewer readers are left out.",
)
def pages(docs: Path, records: Path, audience: Audience) -> None:
    """Write a page for every record and rule below DOCS, and the assets of the components.

    `mkdocs` needs none of this: its plugin makes the same pages in memory. Pages that are there already stay.
    """
    loaded = load(records)
    catalogue = edition(loaded.catalogue, audience)
    own = home() / "overrides"
    folders = component_folders(own if own.is_dir() else None)
    try:
        scripts = {"assets/components.js": joined_scripts(folders), "assets/response.js": response_script(folders)}
    except ScriptError as error:
        raise UnreadableError(str(error)) from error
    wanted = {
        stub_name(entry.record): stub(entry.record, directories=False)
        for entry in catalogue.entries.values()
        if entry.record.kind not in PAGELESS
    }
    records_of = [entry.record for entry in catalogue.entries.values()]
    wanted |= dict(alert_stubs(records_of, directories=False)) | dict(rule_stubs(directories=False))
    written = [
        (name, path.read_text("utf-8"))
        for path in sorted(docs.rglob("*.md"))
        if (name := path.relative_to(docs).as_posix()) not in wanted
    ]
    wanted |= {
        "assets/components.css": joined_styles(own),
        **scripts,
        **finder(catalogue, written, directories=False),
    }
    for stale in (docs / FOLDER).glob("*.js"):
        # An earlier run may have been for more readers, and had more files.
        stale.unlink()
    count = 0
    for name, content in wanted.items():
        path = docs / name
        if path.exists() and path.suffix == ".md":
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        count += 1
    click.echo(f"{count} files written below {docs}")
    if loaded.unread:
        raise UnreadableError(f"{listed(loaded.unread, 1)} could not be read and has no page; run: breakglass lint")
