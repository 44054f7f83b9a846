"""Use this rule to find keys that a record of this kind does not have.

A mistyped key is silently lost in most tools. Here `verfy` would leave a step without its proof.

Correct the spelling; the finding names the nearest known key, or lists all that go here.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S102"
NAME = "unknown-key"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", text="hour: Always\n", at=(1, 1)),)
