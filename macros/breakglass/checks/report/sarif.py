"""For code scanning: findings as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from breakglass import __version__
from breakglass.checks.report.pages import page_of
from breakglass.checks.rule import Rule, all_rules
from breakglass.findings import fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breakglass.findings import Finding, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
"""What starts a link in a message (3.11.6). Texts of records shall lead nowhere, so the bracket is escaped."""
FINGERPRINT = "breakglass/v1"
"""The name of our fingerprint. The number rises when the same finding would get another one."""


def sarif(findings: Sequence[Finding], pages: str = "") -> str:
    """One run with its findings and the rules that they break. `pages` is where the rules' pages stand."""
    codes = sorted({finding.code for finding in findings})
    rules = all_rules()
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "breakglass",
                        "semanticVersion": __version__,
                        "rules": [_rule(rules[code], pages) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_ROOT: {"description": {"text": "The top folder of the repository."}}},
                "results": [
                    _result(finding, codes.index(finding.code), fingerprint)
                    for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
                ],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule, pages: str) -> dict[str, Any]:
    about: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.headline},
        "help": {"text": rule.doc, "markdown": rule.doc},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family]},
    }
    page = page_of(rule.code, pages)
    return about | ({"helpUri": page} if page else {})


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    message = f"{finding.message}. {finding.mend}" if finding.mend else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": _LINK.sub(r"\\[", message)},
        "locations": [_location(finding)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if finding.others:
        result["relatedLocations"] = [
            {"physicalLocation": _physical(span), "message": {"text": label}} for label, span in finding.others
        ]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding.span)}
    if finding.record:
        name = f"{finding.record}: {finding.field}" if finding.field else finding.record
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "object"}]
    return location


def _physical(span: Span) -> dict[str, Any]:
    if PurePosixPath(span.file).is_absolute():
        artifact = {"uri": f"file://{_quoted(span.file)}"}
    else:
        artifact = {"uri": _quoted(span.file), "uriBaseId": _ROOT}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"artifactLocation": artifact, "region": region}


def _quoted(file: str) -> str:
    return quote(file, errors="surrogateescape")  # as Python reads names that are not UTF-8
