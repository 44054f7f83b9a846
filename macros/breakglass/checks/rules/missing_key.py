"""Use this rule to find records that lack a key which every record of their kind has.

What is missing is missing on the page: a step without `verify` leaves a responder wondering whether it
worked.

Add the key. The finding says what it is for; `breakglass new` shows all keys with their meaning.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S101"
NAME = "missing-key"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", without=("hours",), at=(0, 0)),)
