"""Use this rule to find keys that are not a short line of plain text.

YAML allows lists and mappings as keys. No record has a use for them; they come from a bracket or brace that
should have been in quotes.

Write a word before the colon, and put texts with brackets in quotes.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y116"
NAME = "odd-key"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(text="kind: team\n? [hours]\n: Always\n", at=(2, 3)),)
