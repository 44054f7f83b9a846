"""Numbers as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

_HOUR, _DAY = 60, 1440
_HOURS_UP_TO = 96
"""Up to this many hours people count in hours: legal clocks say 72 h and not three days."""


def in_words(value: timedelta) -> str:
    """A duration in the unit that people use for it: `15 min`, `4 h`, `72 h`, `180 days`; none is `at once`."""
    minutes = int(value.total_seconds() // 60)
    if minutes == 0:
        return "at once"
    if minutes % _HOUR or minutes < _HOUR:
        return f"{minutes} min"
    if minutes <= _HOURS_UP_TO * _HOUR or minutes % _DAY:
        return f"{minutes // _HOUR} h"
    return f"{minutes // _DAY} days"


def measured(value: timedelta) -> str:
    """A duration that somebody measured, as near as it helps: `45 min`, `7.5 h`, `12 days`."""
    minutes = int(value.total_seconds() // 60)
    if minutes < 2 * _HOUR:
        return in_words(value)
    if minutes < 2 * _DAY:
        return f"{round(minutes / _HOUR, 1):g} h"
    return f"{round(minutes / _DAY, 1):g} days"


def after(value: timedelta) -> str:
    """When something happens, counted from the declaration: `at once`, `after 15 min`."""
    return f"after {in_words(value)}" if value else "at once"
