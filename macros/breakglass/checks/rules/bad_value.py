"""Use this rule to find values of the wrong form: durations, dates, versions, ids, levels, addresses.

A duration of `15` could be minutes or hours. The value is refused so that nobody has to guess at three in the
morning.

Write durations as `15m`, `4h` or `180d`, dates as `2026-09-30`, versions as `1.4.0`, ids as `kebab-case`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from breakglass.catalogue.edit import respelled
from breakglass.catalogue.source import Quoted
from breakglass.catalogue.syntax import read
from breakglass.checks.rule import Example
from breakglass.findings import Severity
from breakglass.records.kinds import KINDS

if TYPE_CHECKING:
    from datetime import date

CODE = "S103"
NAME = "bad-value"
SEVERITY = Severity.ERROR
FIX = "takes the quotes from a number, where they are the only fault"

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


def fix(text: str, today: date) -> str:
    """The text without quotes around what is to be a number."""
    del today
    document, _ = read("", text.encode())
    model = KINDS.get(str(document.data().get("kind"))) if document else None
    if document is None or model is None:
        return text
    try:
        model.model_validate(document.data())
    except ValidationError as error:
        faults = [fault for fault in error.errors() if fault["type"] == "number" and type(fault["input"]) is Quoted]
        return respelled(document, {fault["loc"]: str(fault["input"]) for fault in faults})
    return text
