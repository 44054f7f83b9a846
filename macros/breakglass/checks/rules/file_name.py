"""Use this rule to find records whose file is not named after their id.

People find a record by its id: in an alert, in a link, in the search of the forge. A file of another name
hides it.

Rename the file to the id with `.yaml`. Folders are free.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S107"
NAME = "file-name"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", file="platform-team.yaml", at=(0, 0)),)
