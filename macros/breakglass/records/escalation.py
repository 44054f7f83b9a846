"""An escalation path: who is called when, until somebody must answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.values import Callee, Duration, EscalationRef, Line, Prose, Slug

if TYPE_CHECKING:
    from collections.abc import Iterator


class EscalationLevel(Part):
    """One rung of the ladder."""

    id: Slug = Field(examples=["duty-engineer"])
    """The level's name within the path."""
    after: Duration = Field(examples=["0m"])
    """When it is called, counted from the declaration; each level later than the one before."""
    call: Callee | None = Field(None, examples=["role/technical-resolver"])
    """Who is called, as `role/ID` or `team/ID`."""
    severities: tuple[Slug, ...] = Field((), examples=[["sev1"]])
    """The severities at which it is called, by their ids in the rubric; all of them where nothing is written."""
    via: Line | None = Field(None, examples=["https://fernway.pagerduty.example/services/automation"])
    """An address for just this level; otherwise the team's own channels."""
    when: Line = Field(examples=["Always, as soon as the incident is declared"])
    """The condition."""
    brings: Line = Field(examples=["Hands on the platform"])
    """What this level adds that the one before did not have."""


class Specialist(Part):
    """A specialist team that is called on a condition, not by the clock."""

    call: Callee = Field(examples=["team/platform-security"])
    """Who is called."""
    when: Line = Field(examples=["A credential may have been seen by someone outside"])
    """The condition."""
    within: Duration = Field(examples=["15m"])
    """How soon after the condition is known."""


class LastResort(Part):
    """Who answers when nobody else did."""

    call: Callee = Field(examples=["team/duty-management"])
    """Who is called."""
    via: Line | None = Field(None, examples=["tel:+442079460111"])
    """An address for just this case; otherwise the team's own channels."""
    may: Line = Field(examples=["Stop any automation and wake anyone"])
    """What they may do."""


class Escalation(Maintained):
    """A path that ends with somebody who must answer."""

    kind: Literal["escalation"] = Field(examples=["escalation"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["payments"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Payments"])
    """What people call it."""
    about: Prose = Field(examples=["For everything that stops money from moving."])
    """What the path is for."""
    levels: tuple[EscalationLevel, ...]
    """The rungs, in the order of time."""
    specialists: tuple[Specialist, ...] = ()
    """Teams that are called on a condition."""
    then: EscalationRef | None = Field(None, examples=["company-wide"])
    """The path that goes on where this one ends."""
    last_resort: LastResort | None = None
    """Who answers when nobody else did. Needed unless `then` leads to a path that has one."""

    def callees(self) -> Iterator[tuple[tuple[str | int, ...], Callee, Line | None]]:
        """Everyone the path calls: where that is written, who it is, and the address of just this case."""
        for index, level in enumerate(self.levels):
            if level.call is not None:
                yield ("levels", index), level.call, level.via
        for index, specialist in enumerate(self.specialists):
            yield ("specialists", index), specialist.call, None
        if self.last_resort is not None:
            yield ("last_resort",), self.last_resort.call, self.last_resort.via
