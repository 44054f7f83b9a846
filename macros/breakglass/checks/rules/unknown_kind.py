"""Use this rule to find files whose `kind` is missing or unknown.

The kind decides which keys a record has and which page it gets. Without it the file is ignored by everything
else.

Write one of the kinds that the finding lists.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S106"
NAME = "unknown-kind"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (
    Example(
        text="""\
kind: teem
id: automation
""",
        at=(1, 7),
    ),
)
