"""For GitHub: workflow commands that it shows beside the lines of a pull request."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from breakglass.checks.rule import all_rules
from breakglass.findings import Severity
from breakglass.plaintext import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from breakglass.findings import Finding

SHOWN = 10
"""As many errors, and as many warnings, GitHub shows of one step; further ones it drops without a word.
(docs.github.com/en/rest/checks, limits of annotations for workflow commands.)"""


def github(findings: Sequence[Finding], *, ranked: bool = False) -> str:
    """The most important errors and warnings as annotations, and a notice that counts those left out.

    Findings that are `ranked` come the most important first; of others, one of each rule comes before a second of any.
    """
    shown = [finding for severity in Severity for finding in _first(findings, severity, ranked=ranked)]
    left_out = len(findings) - len(shown)
    lines = [_annotation(finding) for finding in shown]
    if left_out:
        lines.append(
            f"::notice title=breakglass::{left_out} of {len(findings)} findings are not shown here, "
            f"as GitHub shows {SHOWN} errors and {SHOWN} warnings of a step. A terminal shows all."
        )
    return "".join(f"{line}\n" for line in lines)


def notices(told: Sequence[tuple[str, int, str, str]]) -> str:
    """Things to know as notices, given as (file, line, title, text); GitHub shows the first ten of a step."""
    lines = [
        f"::notice file={_property(file)},line={line},title={_property(title)}::{_data(text)}"
        for file, line, title, text in told[:SHOWN]
    ]
    return "".join(f"{line}\n" for line in lines)


def _first(findings: Iterable[Finding], severity: Severity, *, ranked: bool) -> list[Finding]:
    """The findings of one weight that are shown."""
    if ranked:
        return [finding for finding in findings if finding.severity is severity][:SHOWN]
    seen: Counter[str] = Counter()
    numbered: list[tuple[int, Finding]] = []
    for finding in sorted((f for f in findings if f.severity is severity), key=lambda finding: finding.order):
        seen[finding.code] += 1
        numbered.append((seen[finding.code], finding))
    numbered.sort(key=lambda pair: pair[0])
    return [finding for _, finding in numbered[:SHOWN]]


def _annotation(finding: Finding) -> str:
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
    return f"::{finding.severity} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """A message as a workflow command takes it: its own marks and line ends are percent-coded."""
    return plain(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
