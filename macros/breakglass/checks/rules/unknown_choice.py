"""Use this rule to find values that are not on a fixed list, such as a status or a failure mode.

Fixed lists are what makes playbooks comparable: two words for the same failure are two rows in the coverage
matrix.

Take a value from the list that the finding shows.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S104"
NAME = "unknown-choice"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="status: approved\n"),)
BAD = (Example(kind="team", text="status: aproved\n", at=(1, 9)),)
