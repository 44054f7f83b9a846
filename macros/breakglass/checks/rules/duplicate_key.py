"""Use this rule to find keys that stand twice in the same mapping.

YAML forbids them, and most parsers take one of the two without a word. The reader of the file sees a limit of
15 minutes, the site shows one of 45.

Keep one of the two. The finding names both places.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y102"
NAME = "duplicate-key"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", text="hours: Always\nhours: Weekdays\n", at=(2, 1)),)
