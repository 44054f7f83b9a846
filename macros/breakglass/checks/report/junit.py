"""For CI servers that list tests: findings as JUnit XML, a test for each file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from breakglass.findings import Severity
from breakglass.plaintext import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from breakglass.findings import Finding

_NO_XML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2, Char) forbids, and the control characters that it only discourages."""


def junit(findings: Sequence[Finding], files: Iterable[str]) -> str:
    """A test case for each file: one with errors has failed; warnings are what it printed."""
    by_file: dict[str, list[Finding]] = {name: [] for name in files}
    for finding in findings:
        by_file.setdefault(finding.span.file, []).append(finding)
    failed = sum(any(f.severity is Severity.ERROR for f in found) for found in by_file.values())
    counts = {"tests": str(len(by_file)), "failures": str(failed), "errors": "0", "skipped": "0"}
    root = ET.Element("testsuites", {"name": "breakglass lint", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": "breakglass lint", **counts})
    for name in sorted(by_file):
        _case(suite, name, by_file[name])
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(suite: ET.Element, name: str, found: list[Finding]) -> None:
    case = ET.SubElement(suite, "testcase", {"classname": "breakglass.lint", "name": _text(name), "file": _text(name)})
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    warnings = [finding for finding in found if finding.severity is not Severity.ERROR]
    if errors:
        first = f"{errors[0].code}: {errors[0].message}"
        message = first if len(errors) == 1 else f"{first} (and {len(errors) - 1} more)"
        failure = ET.SubElement(case, "failure", {"type": errors[0].code, "message": _text(message)})
        failure.text = _listed(errors)
    if warnings:
        ET.SubElement(case, "system-out").text = _listed(warnings)


def _listed(findings: Iterable[Finding]) -> str:
    return "".join(
        _text(f"{f.span.file}:{f.span.line}:{f.span.column}: {f.severity} {f.code} {f.message}. {f.mend}".rstrip())
        + "\n"
        for f in findings
    )


def _text(text: str) -> str:
    return _NO_XML.sub(MARK, text)
