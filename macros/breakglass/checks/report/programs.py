"""For programs: findings as JSON, with everything that is known of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from breakglass.checks.report.pages import page_of
from breakglass.checks.rule import all_rules
from breakglass.findings import fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breakglass.findings import Finding, Span

JSON_VERSION = 1
"""The version of the JSON form. It rises when a key changes its meaning or goes."""


def as_json(findings: Sequence[Finding], pages: str = "") -> str:
    """An object with the version of the form and a list of findings. `pages` is where the rules' pages stand."""
    listed = [
        {
            "code": finding.code,
            "rule": all_rules()[finding.code].name,
            "severity": finding.severity,
            **_place(finding.span),
            "record": finding.record,
            "field": finding.field,
            "message": finding.message,
            "mend": finding.mend,
            "help": page_of(finding.code, pages),
            "others": [{"label": label, **_place(span)} for label, span in finding.others],
            "fingerprint": fingerprint,
        }
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return json.dumps({"version": JSON_VERSION, "findings": listed}, indent=2, ensure_ascii=False) + "\n"


def _place(span: Span) -> dict[str, str | int]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
