"""Use this rule to find two records of one kind with the same id.

Only one of them can have the page, and every reference would be a matter of luck.

Give one of them another id. Ids are never reused, not even those of retired records.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S108"
NAME = "duplicate-record"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", text="id: automation-platform\n", at=(1, 5)),)
