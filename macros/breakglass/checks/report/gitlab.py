"""For GitLab: the report that its merge requests show as Code Quality.

Form: docs.gitlab.com/ci/testing/code_quality, "Code Quality report format". Of several entries with one fingerprint
GitLab keeps the first only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from breakglass.findings import Severity, fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breakglass.findings import Finding

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab(findings: Sequence[Finding]) -> str:
    """A list with an entry for each finding."""
    listed = [
        {
            "description": f"{finding.message}. {finding.mend}" if finding.mend else finding.message,
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITY[finding.severity],
            "location": {"path": finding.span.file, "lines": {"begin": finding.span.line}},
        }
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
