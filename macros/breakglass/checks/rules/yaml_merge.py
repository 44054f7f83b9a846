"""Use this rule to find merge keys (`<<`).

A merge key pulls in keys that are written elsewhere. It is no part of YAML 1.2, and a change elsewhere changes
this place without a trace in the review.

Write the keys out, or move what is shared into a module.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y105"
NAME = "yaml-merge"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(text="kind: team\n<<: {hours: Always}\n", at=(2, 1)),)
