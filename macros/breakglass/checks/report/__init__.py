"""Reporters: pure functions from findings to text, one module a reader. Only the command prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from breakglass.checks.report.github import github
from breakglass.checks.report.gitlab import gitlab
from breakglass.checks.report.junit import junit
from breakglass.checks.report.programs import as_json
from breakglass.checks.report.sarif import sarif
from breakglass.checks.report.terminal import Aside, concise, count, full, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from breakglass.findings import Finding

__all__ = ["FORMATS", "Aside", "as_json", "concise", "count", "full", "github", "gitlab", "junit", "sarif", "summary"]

FORMATS: dict[str, Callable[[Sequence[Finding], Mapping[str, str], str], Text]] = {
    "full": lambda findings, texts, _: full(findings, texts),
    "concise": lambda findings, _, __: concise(findings),
    "json": lambda findings, _, pages: Text(as_json(findings, pages)),
    "github": lambda findings, _, __: Text(github(findings)),
    "gitlab": lambda findings, _, __: Text(gitlab(findings)),
    "sarif": lambda findings, _, pages: Text(sarif(findings, pages)),
    "junit": lambda findings, texts, _: Text(junit(findings, texts)),
}
"""Every format by its name: from findings, the texts of all files and the address of the rules' pages to a report."""
