"""`breakglass due`: what is overdue or falls due soon, over all records."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from pydantic_core import PydanticCustomError
from rich.console import Console

from breakglass.catalogue.load import UnreadableError, load
from breakglass.cli.lint import records_option, today_option
from breakglass.governance.due_report import as_json, as_markdown, as_text, due_report
from breakglass.records.values import parse_duration
from breakglass.records.words import listed

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_WIDE = 160
"""So many characters a line has where nobody looks at it in a window: in a log or a file."""


class Time(click.ParamType[timedelta]):
    """A time, written as records do: `30d`."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The time that `value` writes."""
        try:
            return parse_duration(value)
        except PydanticCustomError as error:
            self.fail(error.message(), param, ctx)


@click.command(short_help="List what is overdue or due soon.")
@records_option
@today_option
@click.option("--within", type=Time(), default="30d", show_default=True, metavar="TIME", help="How far to look ahead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="text is for a terminal, markdown for an issue, json for programs.",
)
def due(records: Path, today: date, within: timedelta, form: str) -> None:
    """List what is overdue or due soon: reviews, drills, signal tests, standing approvals, waivers, actions, and
    approvals that follow an emergency change.

    What a waiver excuses is due when the waiver ends. Exits with 1 if anything is overdue, and with 3 if a record
    could not be read, since nobody knows what it would have said.
    """  # noqa: D205  # click shows the whole first paragraph
    loaded = load(records)
    report = due_report(loaded.catalogue, today, within)
    if form == "text":
        console = Console(highlight=False)
        if not console.is_terminal:
            console.width = _WIDE
        console.print(as_text(report))
        click.echo(report.summary(), err=True)
    else:
        click.echo(as_markdown(report) if form == "markdown" else as_json(report), nl=False)
    if loaded.unread:
        raise UnreadableError(f"{listed(loaded.unread, 1)} could not be read, so this is not all; run: breakglass lint")
    sys.exit(1 if report.late else 0)
