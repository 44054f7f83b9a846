"""Use this rule to find anchors (`&name`).

An anchor lets another place of the file repeat this one. A reviewer of that other place then sees a name and
not the words a responder will read.

Write the values out. What several playbooks share belongs in a module.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y103"
NAME = "yaml-anchor"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(text="kind: team\nhours: &always Always\n", at=(2, 8)),)
