"""`breakglass review`: what a pull request changes by meaning, who must agree, and what is wrong with it."""

from __future__ import annotations

import os
import posixpath
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click
from rich.console import Console

from breakglass.catalogue.load import Loaded, UnreadableError, load, load_files
from breakglass.catalogue.save import save
from breakglass.checks.baseline import BaselineError, compare, read_baseline
from breakglass.checks.engine import check, check_request
from breakglass.checks.report import github, gitlab
from breakglass.checks.report.github import notices
from breakglass.checks.rule import all_rules
from breakglass.checks.suppressions import Suppression, suppressions_in
from breakglass.cli.comparing import files_beside, writers_beside, writers_of
from breakglass.cli.lint import today_option
from breakglass.cli.settings import FILES, Settings, WrongSettingsError, home, settings_of
from breakglass.findings import Finding, Severity, Span
from breakglass.governance import git, revision
from breakglass.governance.condensed import condensed
from breakglass.governance.report_markdown import markdown
from breakglass.governance.report_text import terminal
from breakglass.governance.reporting import Findings, report_of
from breakglass.governance.request import Request
from breakglass.governance.signatures import signers_at, with_signatures

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from breakglass.governance.report import Report, Spot

_FORMATS = ("text", "markdown", "json", "github", "gitlab")
_JUDGES = ("policy", "team", "role")
_JUDGE = re.compile(rb"^kind: *[\"']?(?:policy|team|role)\b", re.MULTILINE)
"""The kinds of the base that judge a request. If one cannot be read, nothing else can be judged."""


class Written(click.ParamType[tuple[str, Path]]):
    """A format and the file to write it to, as in `markdown=review.md`."""

    name = "format=file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        """The two parts."""
        if isinstance(value, tuple):
            return value
        form, equals, file = str(value).partition("=")
        if not equals or not file or form not in _FORMATS:
            self.fail(f"write FORMAT=FILE with one of {', '.join(_FORMATS)}, as in markdown=review.md", param, ctx)
        return form, Path(file)


@click.command(short_help="Say what a pull request changes, who must agree, and what is wrong with it.")
@click.option("--base", metavar="REV", required=True, help="What it is to be merged into, as in origin/main.")
@click.option("--head", metavar="REV", help="What is to be merged. By default the files as they are here.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="text is for a terminal, markdown for a comment, json for programs, github annotates, gitlab is Code Quality.",
)
@click.option(
    "--write",
    "also",
    type=Written(),
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report to a file as well, in the same run. May be given several times.",
)
@click.option(
    "--records",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="playbooks, or what the settings of the base say",
    help="The folder that holds the records.",
)
@today_option
def review(
    base: str, head: str | None, form: str, also: tuple[tuple[str, Path], ...], records: Path | None, today: date
) -> None:
    """Review what changed since BASE, as a colleague would.

    Says in sentences what is otherwise now, which version and class that asks for, who must approve by the policy of
    the base and who has, which playbooks and reviews it reaches, and which findings are new, mended or still there.

    Exits with 1 when something keeps it from being merged, and with 3 when the base or a record cannot be read.
    """
    here = home()
    place = records or here
    start = revision.base_of(place, base, head or "HEAD")
    end = revision.resolve(place, head or "HEAD")
    # The settings of the base judge, as its policy does: a request could ignore the rule that it breaks.
    settings = settings_of(*(git.content(here, start, name) for name in FILES))
    folder = Path(os.path.relpath(records or here / settings.records))
    files = revision.files_at(folder, start)
    _must_not_have_moved(folder, files, start, revision.resolve(place, base))
    before = _loaded(folder, files)
    after = _loaded(folder, revision.files_at(folder, end)) if head else load(folder)
    _must_be_read(before, base, judges_only=True)
    _must_be_read(after, head or "the working tree", judges_only=False)
    signers = signers_at(folder, start)
    beside = files_beside(folder, start, end if head else "")
    written = writers_of(folder, start, end, before.catalogue, after.catalogue)
    request = Request(
        with_signatures(before.catalogue, signers),
        with_signatures(after.catalogue, signers),
        written | writers_beside(beside, start, end, before.catalogue, after.catalogue),
        cut_off=git.is_shallow(place),
        files=beside,
    )
    found = Findings(
        base=[*before.findings, *check(request.base, today)],
        head=[*after.findings, *check(request.head, today)],
        request=[_from_here(finding, here, beside) for finding in check_request(request, today)],
    )
    known = git.content(here, start, settings.baseline.as_posix()) if settings.baseline else None
    # What the base asks of a request cannot be ignored or known already.
    findings = replace(found, base=_weighed(found.base, settings, known), head=_weighed(found.head, settings, known))
    report = report_of(request, findings, (start, end if head else ""), today, tuple(_set_aside(before, after)))
    printer = _Printer(report, findings, _addresses(start, end), _prefix())
    save({file: printer.text(kind) for kind, file in also})
    if form == "text":
        Console(soft_wrap=True, highlight=False).print(terminal(report), end="")
    else:
        click.echo(printer.text(form), nl=False)
    sys.exit(0 if report.clean else 1)


def _from_here(finding: Finding, here: Path, beside: Collection[str]) -> Finding:
    """A finding about a file beside the records, which is named from the settings, named from where one stands."""
    if finding.span.file not in beside:
        return finding
    return replace(finding, span=replace(finding.span, file=(here / finding.span.file).as_posix()))


def _set_aside(before: Loaded, after: Loaded) -> Iterator[str]:
    """What comments set aside that the base does not hold: they change no content, so nobody has to approve them."""
    known = {
        (key, one.codes, one.until, one.reason)
        for key, entry in before.catalogue.entries.items()
        for one in suppressions_in(entry.document)
        if isinstance(one, Suppression)
    }
    for key, entry in after.catalogue.entries.items():
        for one in suppressions_in(entry.document):
            if isinstance(one, Suppression) and (key, one.codes, one.until, one.reason) not in known:
                place = f"{entry.document.file}:{one.comment.span.line}"
                yield f"A comment sets aside {', '.join(one.codes)} until {one.until}: {one.reason} ({place})"


def _weighed(findings: Sequence[Finding], settings: Settings, known: bytes | None) -> list[Finding]:
    """The findings that count in this repository, with their weight there, without those of its baseline."""
    wanted = set(settings.select or all_rules()) - set(settings.ignore)
    weights = settings.severities
    counted = [replace(f, severity=weights.get(f.code, f.severity)) for f in findings if f.code in wanted]
    try:
        return list(compare(counted, read_baseline(known)).new) if known else counted
    except BaselineError as error:
        raise WrongSettingsError(f"the baseline of the base cannot be read: {error}") from error


def _loaded(records: Path, files: Mapping[str, bytes]) -> Loaded:
    """The records of a commit, under the names that the same files have in the working tree.

    From a folder among the records, `../teams/a.yaml` may be `a.yaml` there.
    """
    return load_files((Path(os.path.relpath(records / name)).as_posix(), raw) for name, raw in files.items())


def _must_not_have_moved(records: Path, then: Mapping[str, bytes], start: str, tip: str) -> None:
    """Refuse to judge by a policy, team, role or signer that the base has replaced since the request set out.

    `then` are the files of the records at the start.
    """
    if start == tip:
        return
    now = revision.files_at(records, tip)
    moved = [name for name in (then.keys() | now.keys()) if then.get(name) != now.get(name)]
    judges = [name for name in moved if any(_JUDGE.search(side.get(name, b"")) for side in (then, now))]
    if signers_at(records, start) != signers_at(records, tip):
        judges.append("the keys that may sign")
    if judges:
        more = f" and {len(judges) - 1} more" if len(judges) > 1 else ""
        raise revision.RevisionError(
            f"the base has moved what judges since this set out ({min(judges)}{more}); merge it into this first"
        )


def _must_be_read(loaded: Loaded, name: str, *, judges_only: bool) -> None:
    """Refuse to go on where a record cannot be read: it might be the one that changed.

    In the base it is enough that those can be read that judge, and those that the head has made readable are new.
    """
    faults = [f for f in loaded.findings if f.span.file in loaded.unread]
    if judges_only:
        judges = {f"{kind}/{name}" for kind, name in loaded.catalogue.unread if kind in _JUDGES}
        faults = faults if judges else []
    if faults:
        first = faults[0]
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise UnreadableError(
            f"{first.span.file}:{first.span.line} of {name} cannot be read: {first.message} ({first.code}){more}; "
            "run breakglass lint, mend it, and review again"
        )


def _addresses(base: str, head: str) -> Callable[[Spot], str | None]:
    """How a place is linked: on the forge whose job this is, at the exact commit; else not at all."""
    env = os.environ
    if env.get("GITHUB_REPOSITORY"):
        top, line = f"{env.get('GITHUB_SERVER_URL', 'https://github.com')}/{env['GITHUB_REPOSITORY']}/blob", "#L"
    elif env.get("CI_PROJECT_URL"):
        top, line = f"{env['CI_PROJECT_URL']}/-/blob", "#L"
    else:
        return lambda _: None
    prefix = _prefix()

    def address(spot: Spot) -> str:
        commit = base if spot.side == "base" else head
        return f"{top}/{commit}/{quote(_from_top(prefix, spot.file))}{line}{spot.line}"

    return address


@dataclass(frozen=True, slots=True)
class _Printer:
    """A report in each of its forms. Forges name files from the top of the repository, `prefix` below which we are."""

    report: Report
    findings: Findings
    address: Callable[[Spot], str | None]
    prefix: str

    def text(self, form: str) -> str:
        """The report in one form."""
        if form == "markdown":
            return markdown(self.report, self.address)
        if form == "json":
            return self.report.model_dump_json(indent=2) + "\n"
        if form == "github":
            return self._annotations()
        if form == "gitlab":
            return gitlab([self._from_top(f) for f in (*self.findings.head, *self.findings.request)])
        return terminal(self.report).plain

    def _annotations(self) -> str:
        """What is wrong, changed lines first, then what changed. What does not block is a warning at most.

        What was wrong before elsewhere is counted, and stands in the report.
        """
        before = [fault for fault in self.report.remaining if not fault.blocks and not fault.on_changed_line]
        faults = [
            fault
            for fault in (*self.report.new, *self.report.remaining)
            if fault.spot.side == "head" and fault not in before
        ]
        findings = [
            Finding(
                fault.code,
                Severity.ERROR if fault.blocks else Severity.WARNING,
                Span(_from_top(self.prefix, fault.spot.file), fault.spot.line, 1, fault.spot.line, 1),
                fault.message,
                fault.mend,
            )
            for fault in condensed(faults)
        ]
        told = [
            (_from_top(self.prefix, sentence.spot.file), sentence.spot.line, record.record, sentence.text)
            for record in self.report.records
            for sentence in record.sentences
            if sentence.spot.side == "head"
        ]
        many = f"{len(before)} finding{'' if len(before) == 1 else 's'}"
        counted = (
            f"::notice title=breakglass::{many} stood here before and {'is' if len(before) == 1 else 'are'} left\n"
        )
        return github(findings, ranked=True) + notices(told) + (counted if before else "")

    def _from_top(self, finding: Finding) -> Finding:
        return replace(finding, span=replace(finding.span, file=_from_top(self.prefix, finding.span.file)))


def _from_top(prefix: str, file: str) -> str:
    return posixpath.normpath(prefix + file)


def _prefix() -> str:
    """The way from the top of the repository to here; nothing where there is none, as with records elsewhere."""
    try:
        return git.prefix(Path.cwd())
    except git.NoHistoryError:
        return ""
