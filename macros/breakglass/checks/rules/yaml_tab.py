"""Use this rule to find lines that are indented with a tab.

YAML allows blanks only. What looks aligned in one editor is an error or another level in the next.
That holds for the lines of a block or quoted text as well, where a tab in front is copied into the text. A tab
between two words of a text is left alone.

Indent with two blanks, and set your editor to put blanks for a tab. The `.editorconfig` of this project does.
"""

from __future__ import annotations

from breakglass.checks.rule import Example
from breakglass.findings import Severity

CODE = "Y108"
NAME = "yaml-tab"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text="owners:\n  technical: automation-platform\n  business: order-to-cash\n"),)
BAD = (Example(text="kind: team\nowners:\n\ttechnical: automation-platform\n", at=(3, 1)),)
