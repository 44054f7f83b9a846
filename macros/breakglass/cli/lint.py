"""`breakglass lint`: read every record and say what is wrong with it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from breakglass.catalogue.load import Loaded, UnreadableError, load
from breakglass.checks.baseline import Baseline, BaselineError, Compared, baseline_of, compare, read_baseline, written
from breakglass.checks.engine import Checked, check_all
from breakglass.checks.report import FORMATS, Aside, count, summary
from breakglass.checks.rule import all_rules, codes_meant
from breakglass.cli.fix import fix
from breakglass.cli.settings import Settings, WrongSettingsError, current_settings
from breakglass.findings import Finding, Severity
from breakglass.governance.signatures import signers_in, with_signatures
from breakglass.records.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


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


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes, names or beginnings of codes of rules, with commas between them; converts to whole codes."""

    name = "codes"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Every code that `value` means."""
        if isinstance(value, tuple):
            return value
        words = filter(None, (part.strip() for part in str(value).split(",")))
        try:
            return tuple(code for word in words for code in codes_meant(word))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def current_day() -> date:
    """Today in UTC. Reviews and expiries count in whole days, the same for every reader."""
    return datetime.now(UTC).date()


records_option = click.option(
    "--records",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: current_settings().records,
    show_default="playbooks, or what the settings say",
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
    help="full explains, concise is a line each, json is for programs; github annotates a pull request, gitlab is its "
    "Code Quality, sarif is for code scanning, junit for servers that list tests.",
)
@click.option(
    "--select", type=Codes(), multiple=True, metavar="CODES", help="Only these rules, as in E1,G105 (E1 is all E1xx)."
)
@click.option("--ignore", type=Codes(), multiple=True, metavar="CODES", help="All rules but these.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Leave out the findings that this file knows.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all findings to this file, so that from now on only new ones count.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule in place of listing them.")
@click.option("--fix", "mend", is_flag=True, help="Mend what can be mended without a thought, then check.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
def lint(  # noqa: PLR0913  # one for each option
    paths: tuple[Path, ...],
    *,
    records: Path,
    today: date,
    form: str,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    baseline: Path | None,
    write_baseline: Path | None,
    statistics: bool,
    mend: bool,
    diff: bool,
    strict: bool,
) -> None:
    """Find what is wrong with the records, and say how to mend it.

    Checks all records below ./playbooks. With PATHS, only findings in these files and folders are shown;
    the rest is still read, since records refer to each other. A single folder elsewhere is checked as a
    collection of its own. Settings come from breakglass.toml or [tool.breakglass] in pyproject.toml; what is
    said here wins over them.
    """
    if statistics and form != "full":
        raise click.UsageError("--statistics has a form of its own; leave --format away")
    if write_baseline and (paths or baseline):
        raise click.UsageError("--write-baseline takes the findings of all records; leave PATHS and --baseline away")
    settings = current_settings()
    root, chosen = _scope(paths, records)
    loaded, checked, every = _found(root, today, settings)
    if paths and not loaded.texts:
        raise click.UsageError(f"there is no record below {root}; records are files that end in .yaml or .yml")
    wanted = _wanted(settings, select, ignore)
    if mend or diff:
        meant = [f for f in every if f.code in wanted and (not chosen or _within(f, chosen))]
        changed = fix(meant, today, show_only=diff)
        if diff:
            _refuse_unread(loaded)
            sys.exit(1 if changed else 0)
        loaded, checked, every = _found(root, today, settings)
    if write_baseline:
        write_baseline.write_text(written(baseline_of(every)), encoding="utf-8", newline="\n")
    # A baseline in the settings is about the records in the settings.
    file = write_baseline or baseline or (settings.baseline if root == settings.records else None)
    compared = compare(every, _baseline(file)) if file else Compared(tuple(every), 0, 0)
    meant = [finding for finding in compared.new if finding.code in wanted]
    findings = [finding for finding in meant if not chosen or _within(finding, chosen)]
    console = Console(soft_wrap=True, highlight=False)
    report = count(findings) if statistics else FORMATS[form](findings, loaded.texts, settings.pages)
    console.print(report, end="", soft_wrap=True)
    if form in {"full", "concise"}:
        aside = Aside(
            waived=len(checked.waived),
            suppressed=len(checked.suppressed),
            known=compared.known,
            elsewhere=len(meant) - len(findings),
            other_rules=len(compared.new) - len(meant),
        )
        Console(stderr=True, soft_wrap=True, highlight=False).print(
            summary(findings, len(loaded.texts), aside, compared.gone)
        )
    _refuse_unread(loaded, {finding.span.file for finding in findings})
    sys.exit(1 if _fails(findings, strict=strict) else 0)


def _refuse_unread(loaded: Loaded, told: Collection[str] = ()) -> None:
    """Never clean where something could not be read: a file that is illegible, or one that gave no record untold.

    `told` are the files of which the report says what keeps them from being records. Raises `UnreadableError`.
    """
    unread = [file for file in loaded.unread if file in loaded.illegible or file not in told]
    if unread:
        raise UnreadableError(f"{listed(unread, 1)} could not be read, so nobody can say that this is all")


def _found(root: Path, today: date, settings: Settings) -> tuple[Loaded, Checked, list[Finding]]:
    """The records, what the rules find in them, and all findings with the weight that the settings give them."""
    loaded = load(root)
    checked = check_all(with_signatures(loaded.catalogue, signers_in(root)), today)
    every = sorted([*loaded.findings, *checked.findings], key=lambda finding: finding.order)
    return loaded, checked, [replace(f, severity=settings.severities.get(f.code, f.severity)) for f in every]


def _baseline(file: Path) -> Baseline:
    try:
        return read_baseline(file.read_bytes())
    except FileNotFoundError as error:
        raise WrongSettingsError(
            f"{file}: there is no such baseline; `breakglass lint --write-baseline {file}` writes it"
        ) from error
    except BaselineError as error:
        raise WrongSettingsError(f"{file} is no baseline: {error}") from error


def _wanted(settings: Settings, select: Sequence[tuple[str, ...]], ignore: Sequence[tuple[str, ...]]) -> set[str]:
    """The codes that are asked for. A selection on the command line means just that, whatever the settings ignore."""
    chosen = set(chain.from_iterable(select)) or set(settings.select) or set(all_rules())
    ignored = set(chain.from_iterable(ignore)) if select or ignore else set(settings.ignore)
    return chosen - ignored


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
