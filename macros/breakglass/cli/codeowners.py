"""`breakglass codeowners`: the forge's CODEOWNERS file, made from the owners in the records and the policy."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from breakglass.catalogue.load import UnreadableError, load
from breakglass.catalogue.save import save
from breakglass.cli.lint import records_option
from breakglass.governance import git
from breakglass.governance.codeowners import PLACE, Forge, code_owners
from breakglass.plaintext import plain_lines
from breakglass.records.words import listed

if TYPE_CHECKING:
    from breakglass.governance.codeowners import CodeOwners


@click.command(short_help="Write CODEOWNERS from the owners in the records.")
@records_option
@click.option("--format", "forge", type=click.Choice(list(PLACE)), default="github", show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where to write it, - for the terminal; by default .github/CODEOWNERS or .gitlab/CODEOWNERS.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and show the difference if there is one.")
def codeowners(records: Path, forge: Forge, output: Path | None, *, check: bool) -> None:
    """Write CODEOWNERS, so that the forge asks the owners of a record for a review.

    Teams are named as their records say under `forge`. What governs all the rest comes last, and so wins: the policy,
    waivers, changes, approvals, and the settings of the site and of CI belong to those who approve changes of the
    policy. Teams without a name on the forge are left out with a warning.
    """
    top = _top(records)
    made = _made(records, top, forge)
    if not made.asks:
        raise click.UsageError(
            "no team has a name on the forge, so the file would ask nobody. Add it to the records of the teams, as in "
            'forge: "@organisation/team"'
        )
    for gap in made.gaps:
        click.echo(f"breakglass: warning: {gap}", err=True)
    if str(output) == "-" and not check:
        click.echo(made.text, nl=False)
        return
    place = output or Path(os.path.relpath(top / PLACE[forge]))
    if check:
        sys.exit(_differs(place, made.text, forge))
    save({place: made.text})
    click.echo(str(place))


def _top(records: Path) -> Path:
    """The top of the repository that holds the records, or the working folder where there is no repository."""
    try:
        return Path(git.top(records if records.is_dir() else Path.cwd()))
    except git.NoHistoryError:
        return Path.cwd()


def _made(records: Path, top: Path, forge: Forge) -> CodeOwners:
    loaded = load(records, top)
    if loaded.unread:
        raise UnreadableError(
            f"{listed(loaded.unread, 1)} could not be read, so not all owners are known; run: breakglass lint"
        )
    folder = records.resolve()
    if not folder.is_relative_to(top.resolve()):
        raise click.UsageError(f"{records} is not below {top}; run the command where the records are")
    return code_owners(loaded.catalogue, loaded.texts, folder.relative_to(top.resolve()).as_posix(), forge)


def _differs(place: Path, wanted: str, forge: Forge) -> int:
    """Say what is another than it should be. Returns the exit code."""
    if str(place) == "-":
        raise click.UsageError("--check compares with a file, and - is none")
    present = place.read_text(encoding="utf-8", errors="replace") if place.exists() else ""
    if present == wanted:
        return 0
    lines = difflib.unified_diff(
        present.splitlines(), wanted.splitlines(), str(place), "as the records say", lineterm="", n=0
    )
    click.echo(plain_lines("\n".join(lines)))
    option = "" if forge == "github" else f" --format {forge}"
    click.echo(f"{place} is not what the records say. Run: breakglass codeowners{option}", err=True)
    return 1
