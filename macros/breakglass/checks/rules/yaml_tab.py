"""Use this rule to find lines that are indented with a tab.

YAML allows blanks only. What looks aligned in one editor is an error or another level in the next.
That holds for the lines of a block or quoted text as well, where a tab in front is copied into the text. A tab
between two words of a text is left alone.

Indent with two blanks, and set your editor to put blanks for a tab. The `.editorconfig` of this project does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example
from breakglass.findings import Severity

if TYPE_CHECKING:
    from datetime import date

CODE = "Y108"
NAME = "yaml-tab"
SEVERITY = Severity.ERROR
FIX = "puts two blanks for each tab, where only tabs indent and the record can be read then"

GOOD = (Example(kind="team", text="owners:\n  technical: automation-platform\n  business: order-to-cash\n"),)
BAD = (Example(text="kind: team\nowners:\n\ttechnical: automation-platform\n", at=(3, 1)),)


def fix(text: str, today: date) -> str:
    """The text with two blanks for each tab at the start of a line; as it is where blanks and tabs are mixed."""
    del today
    lines = text.split("\n")
    indents = [line[: len(line) - len(line.lstrip())] for line in lines if line.strip()]
    if any(set(indent) == {" ", "\t"} for indent in indents):
        return text
    return "\n".join(re.sub(r"^\t+", lambda tabs: "  " * len(tabs[0]), line) for line in lines)
