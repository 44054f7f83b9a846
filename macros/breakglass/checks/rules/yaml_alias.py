"""Use this rule to find aliases (`*name`).

An alias repeats another part of the file, so that a line says less than it means. A text that starts with an
asterisk by accident, as emphasis does, is read as an alias as well.

Write the values out, and put texts that start with `*` in quotes.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y104"
NAME = "yaml-alias"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text='about: "*Everything* that runs on a schedule."\n'),)
BAD = (Example(text="kind: team\nhours: *always\n", at=(2, 8)),)
