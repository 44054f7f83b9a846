"""Days on which something ends or falls due. What a day means depends on when the page is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=30)
"""From how long before its day something is shown as coming up."""


@dataclass(frozen=True, slots=True)
class DayView:
    """A last day, and the words for after it, for the 30 days up to it, and for before. Without a day it is late.

    `state` (`late`, `soon` or `fine`) is as of the build; the page works it out again.
    """

    day: date | None
    soon: date | None
    late_word: str
    soon_word: str
    fine_word: str
    state: str

    @property
    def word(self) -> str:
        """What the badge says."""
        return {"late": self.late_word, "soon": self.soon_word, "fine": self.fine_word}[self.state]


def day_view(day: date | None, today: date, *, late: str, soon: str, fine: str) -> DayView:
    """A last day with its three words."""
    start = day - min(SOON, day - date.min) if day else None
    state = "late" if day is None or today > day else "soon" if start is not None and today >= start else "fine"
    return DayView(day, start, late, soon, fine, state)
