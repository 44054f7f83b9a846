"""The head that every record has, and the base of every part of one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from breakglass.records.values import Day, Duration, Handle, Line, Slug, TeamRef, Version
from breakglass.records.vocabulary import Audience, Status

_DUE_SOON = timedelta(days=30)
"""How long before its due date a review counts as due soon, or half of its cadence where that is shorter."""


ReviewState = Literal["fresh", "due", "overdue"]


class Part(BaseModel):
    """A mapping inside a record: immutable, and every key it may hold is named."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=False)


class Owners(Part):
    """Who answers for the record, on both sides of the house."""

    technical: TeamRef | None = Field(None, examples=["automation-platform"])
    """The team that can change what the record describes. Every record has one."""
    business: TeamRef | None = Field(None, examples=["order-to-cash"])
    """The team that bears the consequences and decides on them. Every record has one."""


class Review(Part):
    """When the record was last read against reality, and how often that is due."""

    last: Day = Field(examples=["2026-09-02"])
    """The day of the last review."""
    by: Handle = Field(examples=["mara-okafor"])
    """Who reviewed it."""
    every: Duration = Field(examples=["180d"])
    """How long a review is good for."""

    @property
    def due(self) -> date:
        """The last day on which the review holds; the end of the calendar where the cadence leads past it."""
        return self.last + min(self.every, date.max - self.last)

    @property
    def soon(self) -> date:
        """The first day on which the next review counts as due soon."""
        return max(self.last, self.due - min(_DUE_SOON, self.every / 2))

    def state(self, today: date) -> ReviewState:
        """`fresh`, `due` (soon) or `overdue` on a day."""
        if today > self.due:
            return "overdue"
        return "due" if today >= self.soon else "fresh"


class ChangelogEntry(Part):
    """One version of the record, for a reader who wants to know what is different."""

    version: Version = Field(examples=["1.0.0"])
    """The version that this entry describes."""
    date: Day = Field(examples=["2026-09-02"])
    """The day it took effect."""
    change: Slug | None = Field(None, examples=["chg-2026-0042"])
    """The change request that carried it."""
    summary: Line = Field(examples=["First version"])
    """What changed, in one sentence for a responder."""


class Record(Part):
    """What every record has, whatever its kind."""

    kind: str
    """The kind of record. It fixes which other keys there are."""
    id: Slug
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line
    """What people call it."""
    version: Version = Field(examples=["1.0.0"])
    """Semantic version: major if people must relearn, minor if something is added, patch for wording."""
    status: Status = Field(examples=["approved"])
    """`draft`, `approved` (in force), `deprecated` (being replaced) or `retired` (kept for the record)."""
    owners: Owners = Owners(technical=None, business=None)
    """The technical and the business owner."""
    review: Review | None = None
    """The last review and how often one is due."""
    changelog: tuple[ChangelogEntry, ...]
    """The versions, newest first."""
    audience: Audience = Field("internal", examples=["internal"])
    """Who may read it: `public`, `internal`, or `restricted` (never part of a public build)."""

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id, which together name the record."""
        return self.kind, self.id
