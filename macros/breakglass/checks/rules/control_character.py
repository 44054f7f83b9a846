"""Use this rule to find NUL and other control characters.

They come from copying out of terminals and chat tools, cannot be seen, and end up in what is copied from the
page into the next tool.

Delete the character at the place that the finding names.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y111"
NAME = "control-character"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(raw=b"kind: team\nhours: Al\x00ways\n", at=(2, 10)),)
