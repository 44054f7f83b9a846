"""Use this rule to find lines that end with a carriage return, as Windows editors write them.

Mixed line ends show a whole file as changed in a pull request, and hide the one line that matters.

Save the file with LF line ends. The line `*.yaml text eol=lf` in `.gitattributes` keeps it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example
from breakglass.findings import Severity

if TYPE_CHECKING:
    from datetime import date

CODE = "Y110"
NAME = "carriage-return"
SEVERITY = Severity.ERROR
FIX = "ends them with a line feed"

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", text="hours: Always\r\n", at=(1, 14)),)


def fix(text: str, today: date) -> str:
    """The text with line feeds."""
    del today
    return text.replace("\r\n", "\n").replace("\r", "\n")
