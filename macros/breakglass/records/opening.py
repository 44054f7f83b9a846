"""Opening hours, written as on schema.org: `Mo-Fr 08:00-18:00`, in the time of the house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(_SHORT)
_SPAN = rf"(?:{_DAY})(?:-(?:{_DAY}))?"
_HOUR = r"(?:[01]\d|2[0-4]):[0-5]\d"
PATTERN = rf"^({_SPAN}(?:,{_SPAN})*) ({_HOUR})-({_HOUR})$"


def _checked(value: str) -> str:
    match = re.fullmatch(PATTERN, value)
    if match is None or not _minutes(match[2]) < _minutes(match[3]) <= 24 * 60:
        raise PydanticCustomError(
            "opening_hours",
            "“{value}” is no opening hours: days and two times, as in Mo-Fr 08:00-18:00 or Sa,Su 10:00-24:00",
            {"value": value},
        )
    return value


OpeningHours = Annotated[str, AfterValidator(_checked), WithJsonSchema({"type": "string", "pattern": PATTERN})]
"""Days and times at which somebody is there, https://schema.org/openingHours; past midnight is the next day's line."""

USUAL = ("Mo-Fr 09:00-17:00",)
"""When a team works that does not say so."""


def hours_of_week(lines: Iterable[str]) -> frozenset[int]:
    """The hours that are open from their start to their end, 0 for Monday 00:00 to 167 for Sunday 23:00."""
    found: set[int] = set()
    for line in lines:
        days, first, last = re.fullmatch(PATTERN, line).groups()  # type: ignore[union-attr]  # was read by _checked
        whole = range(-(-_minutes(first) // 60), _minutes(last) // 60)
        for span in days.split(","):
            start, _, end = span.partition("-")
            a, b = _SHORT.index(start), _SHORT.index(end or start)
            for day in range(a, (b if b >= a else b + 7) + 1):
                found |= {day % 7 * 24 + hour for hour in whole}
    return frozenset(found)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
