"""Use this rule to find files that are empty or whose top is no mapping.

Every record starts with `kind:` and `id:`. A file without them looks like a record in the folder and is none.

Let `breakglass new KIND ID` write a scaffold, or delete the file.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y115"
NAME = "not-a-record"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(text="- kind: team\n", at=(1, 1)),)
