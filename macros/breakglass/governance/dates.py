"""The days on which versions came, as the changelogs have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.values import version_key

if TYPE_CHECKING:
    from datetime import date

    from breakglass.records.record import Maintained

_FIRST_APPROVED = version_key("1.0.0")
"""What comes before it is a draft, as semver.org (item 4) has it."""


def day_of(record: Maintained, version: str) -> date | None:
    """The day of a version; nothing where the changelog does not know it."""
    return next((line.date for line in record.changelog if line.version == version), None)


def first_day(record: Maintained) -> date | None:
    """The day from which on the record was in force; nothing where only drafts are on record."""
    days = [line.date for line in record.changelog if version_key(line.version) >= _FIRST_APPROVED]
    return min(days, default=None)


def existed(record: Maintained, day: date) -> bool:
    """Whether a version of the record was in force on a day. One without a changelog gets the benefit of the doubt."""
    first = first_day(record)
    return first <= day if first else not record.changelog
