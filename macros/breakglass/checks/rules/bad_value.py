"""Use this rule to find values of the wrong form: durations, dates, versions, ids, levels, addresses.

A duration of `15` could be minutes or hours. The value is refused so that nobody has to guess at three in the
morning.

Write durations as `15m`, `4h` or `180d`, dates as `2026-09-30`, versions as `1.4.0`, ids as `kebab-case`.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "S103"
NAME = "bad-value"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
review:
  every: 180d
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
review:
  every: 6 months
""",
        at=(2, 10),
    ),
)
