"""Use this rule to find text where a list or a mapping belongs, and the other way round.

A list of one item is still a list: without the dash its letters would become items.

Write one item a line, each after a dash; write mappings as one `key: value` a line, indented.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S105"
NAME = "wrong-shape"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
members:
  - mara-okafor
  - tomas-lind
""",
    ),
)
BAD = (Example(kind="team", text="members: mara-okafor\n", at=(1, 10)),)
