"""Numbers and lists as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

_HOUR, _DAY, _YEAR = 60, 1440, 525_600
_EXACT_DAYS = 10
"""From this many days on, a tenth of a day tells nobody anything."""
_HOURS_UP_TO = 96
"""Up to this many hours people count in hours: legal clocks say 72 h and not three days."""


def in_words(value: timedelta) -> str:
    """A duration in the unit that people use: `15 min`, `4 h`, `72 h`, `180 days`, `7 years`; none is `at once`."""
    minutes = int(value.total_seconds() // 60)
    if minutes == 0:
        return "at once"
    if minutes % _HOUR or minutes < _HOUR:
        return f"{minutes} min"
    if minutes <= _HOURS_UP_TO * _HOUR or minutes % _DAY:
        return f"{minutes // _HOUR} h"
    years, rest = divmod(minutes, _YEAR)
    if years > 1 and not rest:
        return f"{years} years"
    return f"{minutes // _DAY} days"


def measured(value: timedelta) -> str:
    """A duration that somebody measured, as near as it helps: `45 min`, `1.8 h`, `7.5 h`, `12 days`."""
    minutes = int(value.total_seconds() // 60)
    if minutes <= 90:  # noqa: PLR2004 - up to here people count in minutes
        return in_words(value)
    if minutes < 2 * _DAY:
        return f"{round(minutes / _HOUR, 1):g} h"
    days = minutes / _DAY
    return f"{round(days, 1 if days < _EXACT_DAYS else None):g} days"


def after(value: timedelta) -> str:
    """When something happens, counted from the declaration: `at once`, `after 15 min`."""
    return f"after {in_words(value)}" if value else "at once"


def many(number: int, noun: str) -> str:
    """A number of things: `1 record`, `3 records`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str], shown: int) -> str:
    """Names with commas between them; those after the first `shown` are counted."""
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return f"{', '.join(names[:shown])}{more}"
