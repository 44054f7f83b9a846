"""What incidents and drills have in common: actions, and the proof that a risk went down."""

from __future__ import annotations

from pydantic import Field

from breakglass.records.record import Part
from breakglass.records.values import ChangeRef, Day, Line, RecordRef, Slug, TeamRef, Version
from breakglass.records.vocabulary import ActionStatus


class Proof(Part):
    """What shows that the risk went down: a record that was changed, or something anyone can look at."""

    record: RecordRef | None = Field(None, examples=["process/order-to-cash"])
    """The record that was changed."""
    version: Version | None = Field(None, examples=["1.0.0"])
    """The version that brought it."""
    change: ChangeRef | None = Field(None, examples=["chg-2026-0042"])
    """The change that carried it."""
    seen: Line = Field(examples=["The next drill needed 6 min in place of 40"])
    """What can be seen now that could not be seen before."""


class Action(Part):
    """Something that was decided to be done, tracked to its end."""

    id: Slug = Field(examples=["second-channel"])
    """Its name within the record."""
    what: Line = Field(examples=["Give the payments pager a second channel"])
    """What is done, in one sentence."""
    risk: Line = Field(examples=["One dead phone leaves the page unanswered"])
    """The risk that it takes down."""
    owner: TeamRef = Field(examples=["automation-platform"])
    """The team that does it."""
    opened: Day = Field(examples=["2026-08-17"])
    """When it was decided."""
    due: Day = Field(examples=["2026-09-15"])
    """By when."""
    status: ActionStatus = Field(examples=["done"])
    """`open`, `doing`, `done`, or `dropped`."""
    closed: Day | None = Field(None, examples=["2026-09-02"])
    """When it was done or dropped."""
    proof: tuple[Proof, ...] = ()
    """For a done action: what shows that the risk went down."""
    dropped: Line | None = Field(None, examples=[])
    """For a dropped action: why, and who bears the risk."""

    @property
    def running(self) -> bool:
        """Whether it is still to be done."""
        return self.status in {"open", "doing"}
