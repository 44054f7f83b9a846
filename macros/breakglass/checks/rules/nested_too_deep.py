"""Use this rule to find nesting deeper than 64 levels.

No record needs more than eight. Deeper nesting is a generator gone wrong or an attempt to exhaust the parser.

Write the values flatter.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y113"
NAME = "nested-too-deep"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(raw=b"kind: " + b"[" * 70, at=(1, 70)),)
