"""`breakglass lint`: read every record and say what is wrong with it."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from breakglass.catalogue.load import load
from breakglass.checks.engine import check_all
from breakglass.checks.report import FORMATS, summary
from breakglass.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence


class Day(click.ParamType[date]):
    """A day, written as 2026-09-30."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that `value` writes."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-09-30", param, ctx)


def current_day() -> date:
    """Today in UTC. Reviews and expiries count in whole days, the same for every reader."""
    return datetime.now(UTC).date()


records_option = click.option(
    "--records",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("playbooks"),
    show_default=True,
    help="The folder that holds the records.",
)
today_option = click.option(
    "--today", type=Day(), default=current_day, metavar="DATE", help="Judge as if it were this day (UTC)."
)


@click.command(short_help="Find what is wrong with the records.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@records_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help="full explains, concise is a line each, json is for programs, github annotates a pull request.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
def lint(paths: tuple[Path, ...], records: Path, today: date, form: str, *, strict: bool) -> None:
    """Find what is wrong with the records, and say how to mend it.

    Checks all records below ./playbooks. With PATHS, only findings in these files and folders are shown;
    the rest is still read, since records refer to each other. A single folder elsewhere is checked as a
    collection of its own.
    """
    root, chosen = _scope(paths, records)
    loaded = load(root)
    if paths and not loaded.texts:
        raise click.UsageError(f"there is no record below {root}; records are files that end in .yaml or .yml")
    checked = check_all(loaded.catalogue, today)
    findings = sorted([*loaded.findings, *checked.findings], key=lambda finding: finding.order)
    elsewhere = 0
    if chosen:
        shown = [finding for finding in findings if _within(finding, chosen)]
        elsewhere, findings = len(findings) - len(shown), shown
    console = Console(soft_wrap=True, highlight=False)
    console.print(FORMATS[form](findings, loaded.texts), end="", soft_wrap=True)
    if form in {"full", "concise"}:
        Console(stderr=True, soft_wrap=True, highlight=False).print(
            summary(findings, len(loaded.texts), len(checked.waived), elsewhere)
        )
    sys.exit(1 if _fails(findings, strict=strict) else 0)


def _scope(paths: tuple[Path, ...], records: Path) -> tuple[Path, tuple[Path, ...]]:
    """The folder to read, and the paths to report on (none: all of them)."""
    outside = [path for path in paths if not path.resolve().is_relative_to(records.resolve())]
    if any(records.resolve().is_relative_to(path.resolve()) for path in outside):
        return records, ()  # a folder above the records, such as the whole repository, means all of them
    if not outside:
        return records, tuple(path.resolve() for path in paths)
    if len(paths) == 1 and outside[0].is_dir():
        return outside[0], ()
    raise click.UsageError(f"{outside[0]} is not below {records}; name the folder of its records with --records")


def _within(finding: Finding, chosen: Sequence[Path]) -> bool:
    file = Path(finding.span.file).resolve()
    return any(file.is_relative_to(path) for path in chosen)


def _fails(findings: Sequence[Finding], *, strict: bool) -> bool:
    return any(strict or finding.severity is Severity.ERROR for finding in findings)
