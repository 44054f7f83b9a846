"""Use this rule to find files that hold more than one YAML document.

One file is one record: its history, its owner in code review and its address on the site all hang on that.

Move the second document into a file of its own, named after its id.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y107"
NAME = "several-documents"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(text="kind: team\n---\nkind: role\n", at=(2, 1)),)
