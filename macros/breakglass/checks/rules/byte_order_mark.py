"""Use this rule to find files that start with a byte-order mark.

The mark is invisible. Some tools take it for the first letter of the first key, and the record loses its kind.

Save the file as UTF-8 without BOM.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example
from breakglass.findings import Severity

if TYPE_CHECKING:
    from datetime import date

CODE = "Y109"
NAME = "byte-order-mark"
SEVERITY = Severity.ERROR
FIX = "takes it away"

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (Example(kind="team", text="\ufeffhours: Always\n", at=(1, 1)),)


def fix(text: str, today: date) -> str:
    """The text without the mark."""
    del today
    return text.removeprefix("\ufeff")
