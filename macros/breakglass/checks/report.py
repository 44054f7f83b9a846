"""Reporters: pure functions from findings to text. Only the command prints."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from breakglass.checks.rule import all_rules
from breakglass.findings import Finding, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


JSON_VERSION = 1
"""The version of the JSON form. It rises when a key changes its meaning or goes."""

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
_TAB = 4
_MARK = "\N{REPLACEMENT CHARACTER}"
_CONTROL = re.compile(r"[^\t\x20-\x7e\xa0-\U0010ffff]")
"""What a terminal might obey: shown as a mark, not sent."""


def inert(finding: Finding) -> Finding:
    """The finding with nothing in it that a terminal might obey, be it in a message or in the name of a file."""
    return replace(
        finding,
        span=_inert_span(finding.span),
        message=_CONTROL.sub(_MARK, finding.message),
        mend=_CONTROL.sub(_MARK, finding.mend),
        others=tuple((label, _inert_span(span)) for label, span in finding.others),
    )


def _inert_span(span: Span) -> Span:
    return replace(span, file=_CONTROL.sub(_MARK, span.file))


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
    line = _CONTROL.sub(_MARK, lines[span.line - 1])
    gutter = len(str(span.line))
    end = span.end_column if span.end_line == span.line else len(line) + 1
    before = line[: span.column - 1].expandtabs(_TAB)
    width = max(1, len(line[span.column - 1 : end - 1].expandtabs(_TAB).rstrip()))
    report.append(f"  {' ' * gutter} |\n  {span.line} | ", "dim").append(f"{line.expandtabs(_TAB)}\n")
    report.append(f"  {' ' * gutter} | ", "dim")
    report.append(f"{' ' * len(before)}{'^' * width}\n", "bold cyan")


def concise(findings: Sequence[Finding], _: Mapping[str, str]) -> Text:
    """One line a finding, in the form that editors and grep know."""
    report = Text()
    for finding in map(inert, findings):
        span = finding.span
        report.append(f"{span.file}:{span.line}:{span.column}: ")
        report.append(f"{finding.severity} {finding.code}", _STYLE[finding.severity])
        report.append(f" {finding.message}\n")
    return report


def as_json(findings: Sequence[Finding], _: Mapping[str, str]) -> Text:
    """For programs: an object with the version of the form and a list of findings."""
    listed = [
        {
            "code": finding.code,
            "rule": all_rules()[finding.code].name,
            "severity": finding.severity,
            **_place(finding.span),
            "message": finding.message,
            "mend": finding.mend,
            "others": [{"label": label, **_place(span)} for label, span in finding.others],
        }
        for finding in findings
    ]
    return Text(json.dumps({"version": JSON_VERSION, "findings": listed}, indent=2, ensure_ascii=False) + "\n")


def _place(span: Span) -> dict[str, str | int]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def github(findings: Sequence[Finding], _: Mapping[str, str]) -> Text:
    """Workflow commands that GitHub shows beside the lines of a pull request."""
    report = Text()
    for finding in findings:
        span, rule = finding.span, all_rules()[finding.code]
        properties = {
            "file": span.file,
            "line": span.line,
            "endLine": span.end_line,
            "col": span.column,
            "endColumn": span.end_column,
            "title": f"{finding.code} {rule.name}",
        }
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        message = f"{finding.message}. {finding.mend}" if finding.mend else finding.message
        report.append(f"::{finding.severity} {listed}::{_data(message)}\n")
    return report


def _data(text: str) -> str:
    """A message as a workflow command takes it: its own marks and line ends are percent-coded."""
    return _CONTROL.sub(_MARK, text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def count(findings: Sequence[Finding]) -> Text:
    """A line for each rule that found something: how often, its code, its name, the most frequent first."""
    report = Text()
    counts = Counter(finding.code for finding in findings)
    widest = len(str(max(counts.values(), default=0)))
    for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        rule = all_rules()[code]
        style = "bold red" if rule.severity is Severity.ERROR else "bold yellow"
        report.append_text(Text.assemble(f"{number:>{widest}}  ", (code, style), f"  {rule.name}\n"))
    return report


FORMATS: dict[str, Callable[[Sequence[Finding], Mapping[str, str]], Text]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "github": github,
}


def summary(findings: Sequence[Finding], records: int, waived: int = 0, elsewhere: int = 0, left_out: int = 0) -> str:
    """One closing line: how many records were read and what was found.

    `waived` counts what a waiver excuses, `elsewhere` what stands in files that were not asked for,
    `left_out` what rules found that were not asked for.
    """
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    found = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}" if findings else "nothing to mend"
    excused = f"; {_count(waived, 'finding')} waived" if waived else ""
    others = f"; {_count(elsewhere, 'finding')} in other files" if elsewhere else ""
    ignored = f"; {_count(left_out, 'finding')} of other rules" if left_out else ""
    return f"{_count(records, 'record')} checked: {found}{excused}{others}{ignored}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
