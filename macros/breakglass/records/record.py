"""The head that every record has, and the base of every part of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from breakglass.records.values import ChangeRef, Currency, Day, Duration, Line, Real, RecordRef, Slug, TeamRef, Version
from breakglass.records.vocabulary import Audience, Status


class Part(BaseModel):
    """A mapping inside a record: immutable, and every key it may hold is named."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=False)


class Money(Part):
    """An amount of money."""

    amount: Real = Field(ge=0, examples=["18500"])
    """How much."""
    currency: Currency = Field(examples=["EUR"])
    """ISO 4217 code."""


class Owners(Part):
    """Who answers for the record, on both sides of the house."""

    technical: TeamRef | None = Field(None, examples=["automation-platform"])
    """The team that can change what the record describes. Every record has one."""
    business: TeamRef | None = Field(None, examples=["order-to-cash"])
    """The team that bears the consequences and decides on them. Every record has one."""


class ReviewCadence(Part):
    """How often the record is read against reality. That it was read stands in a record of kind `review`."""

    every: Duration = Field(examples=["180d"])
    """How long a review is good for."""


class Retirement(Part):
    """Why the record is going or gone, and what takes its place."""

    reason: Line = Field(examples=["Orders are charged one by one since June; there is no batch any more"])
    """Why nobody should use it any more."""
    date: Day = Field(examples=["2026-06-30"])
    """Since when it is retired; for a deprecated record, the day on which it will be."""
    successor: RecordRef | None = Field(None, examples=["playbook/payment-flow-stopped"])
    """What to use instead."""
    nothing_follows: Line | None = Field(None, examples=[])
    """Where nothing takes its place: why nobody will miss it."""


class ChangelogEntry(Part):
    """One version of the record, for a reader who wants to know what is different."""

    version: Version = Field(examples=["1.0.0"])
    """The version that this entry describes."""
    date: Day = Field(examples=["2026-08-14"])
    """The day it took effect."""
    change: ChangeRef | None = Field(None, examples=["chg-2026-0042"])
    """The change that carried it."""
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

    if TYPE_CHECKING:
        audience: Audience
        # Written down by both branches below, so that it stands last in the head of each.

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id, which together name the record."""
        return self.kind, self.id


class Maintained(Record):
    """A record that is kept true over time: it has owners, versions and reviews."""

    version: Version = Field(examples=["1.0.0"])
    """Semantic version: major if people must relearn, minor if something is added, patch for wording."""
    status: Status = Field(examples=["approved"])
    """`draft`, `approved` (in force), `deprecated` (being replaced) or `retired` (kept for the record)."""
    owners: Owners = Owners(technical=None, business=None)
    """The technical and the business owner."""
    review: ReviewCadence | None = None
    """How often a review is due."""
    changelog: tuple[ChangelogEntry, ...]
    """The versions, newest first."""
    retirement: Retirement | None = Field(None, examples=[])
    """For a deprecated or retired record: why, since when, and what replaces it."""
    audience: Audience = Field("internal", examples=["internal"])
    """Who may read it: `public`, `internal`, or `restricted` (never part of a public build)."""

    @property
    def in_force(self) -> bool:
        """Whether responders work by it: approved, or deprecated and still in use."""
        return self.status in {"approved", "deprecated"}


class Event(Record):
    """A record of something that happened: written once, and kept as it was."""

    audience: Audience = Field("internal", examples=["internal"])
    """Who may read it: `public`, `internal`, or `restricted` (never part of a public build)."""
