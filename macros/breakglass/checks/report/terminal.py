"""For people at a terminal: findings with the lines they stand in, one line each, or counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from breakglass.checks.report.inert import inert
from breakglass.checks.rule import all_rules
from breakglass.findings import Severity
from breakglass.plaintext import plain
from breakglass.records.words import many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breakglass.findings import Finding, Span

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
_TAB = 4


def full(findings: Sequence[Finding], texts: Mapping[str, str]) -> Text:
    """For people: code, place, message, the line itself with a caret below it, and the mend."""
    report = Text()
    for finding in map(inert, findings):
        report.append(f"{finding.severity}[{finding.code}]", _STYLE[finding.severity])
        report.append(f" {finding.message}\n", "bold")
        _excerpt(report, finding.span, texts, "")
        for label, span in finding.others:
            _excerpt(report, span, texts, label)
        if finding.mend:
            report.append("  = ", "dim").append(f"{finding.mend}\n")
        report.append("  = ", "dim").append(f"more: breakglass explain {finding.code}\n\n", "dim")
    return report


def _excerpt(report: Text, span: Span, texts: Mapping[str, str], label: str) -> None:
    report.append("  --> ", "dim").append(f"{span.file}:{span.line}:{span.column}")
    report.append(f"  {label}\n" if label else "\n", "dim")
    lines = texts.get(span.file, "").splitlines()
    if span.line > len(lines):
        return
    line = plain(lines[span.line - 1])
    gutter = len(str(span.line))
    end = span.end_column if span.end_line == span.line else len(line) + 1
    before = line[: span.column - 1].expandtabs(_TAB)
    width = max(1, len(line[span.column - 1 : end - 1].expandtabs(_TAB).rstrip()))
    report.append(f"  {' ' * gutter} |\n  {span.line} | ", "dim").append(f"{line.expandtabs(_TAB)}\n")
    report.append(f"  {' ' * gutter} | ", "dim")
    report.append(f"{' ' * len(before)}{'^' * width}\n", "bold cyan")


def concise(findings: Sequence[Finding]) -> Text:
    """One line a finding, in the form that editors and grep know."""
    report = Text()
    for finding in map(inert, findings):
        span = finding.span
        report.append(f"{span.file}:{span.line}:{span.column}: ")
        report.append(f"{finding.severity} {finding.code}", _STYLE[finding.severity])
        report.append(f" {finding.message}\n")
    return report


def count(findings: Sequence[Finding]) -> Text:
    """A line for each rule that found something: how often, its code, its name, the most frequent first."""
    report = Text()
    counts = Counter(finding.code for finding in findings)
    widest = len(str(max(counts.values(), default=0)))
    severity = {finding.code: finding.severity for finding in findings}
    for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        name = all_rules()[code].name
        report.append_text(Text.assemble(f"{number:>{widest}}  ", (code, _STYLE[severity[code]]), f"  {name}\n"))
    return report


@dataclass(frozen=True, slots=True)
class Aside:
    """How many findings are not shown, and why."""

    waived: int = 0
    """What a waiver excuses."""
    suppressed: int = 0
    """What a comment in the record excuses."""
    known: int = 0
    """What the baseline knows."""
    elsewhere: int = 0
    """What stands in files that were not asked for."""
    other_rules: int = 0
    """What rules found that were not asked for."""


def summary(findings: Sequence[Finding], records: int, aside: Aside = Aside(), gone: int = 0) -> str:
    """One closing line: how many records were read, what was found, and what is not shown.

    `gone` counts what the baseline knows and nobody finds any more.
    """
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    found = f"{many(errors, 'error')}, {many(warnings, 'warning')}" if findings else "nothing to mend"
    reasons = (
        (aside.waived, "waived"),
        (aside.suppressed, "suppressed by a comment"),
        (aside.known, "known to the baseline"),
        (aside.elsewhere, "in other files"),
        (aside.other_rules, "of other rules"),
    )
    hidden = "".join(f"; {many(number, 'finding')} {why}" for number, why in reasons if number)
    shrink = f" The baseline holds {many(gone, 'finding')} no longer there: write it anew." if gone else ""
    return f"{many(records, 'record')} checked: {found}{hidden}.{shrink}"
