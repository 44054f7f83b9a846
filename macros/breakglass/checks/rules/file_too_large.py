"""Use this rule to find files larger than 1 MiB.

A playbook of 400 lines has 25 kB. A larger file is an export or a log that went to the wrong folder, and nobody
can read it in an incident.

Move it out of the folder, or split the record.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y114"
NAME = "file-too-large"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(raw=b"kind: team\n" + b"#" * 1_100_000, at=(1, 1)),)
