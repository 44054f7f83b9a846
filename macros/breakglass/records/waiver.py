"""A waiver: one check is set aside for one record, by someone entitled, until a day."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Event
from breakglass.records.values import Day, Handle, Line, Prose, RecordRef, RoleRef, Slug


class Waiver(Event):
    """A check that is set aside for one record. The last day counts; after it the finding is back."""

    kind: Literal["waiver"] = Field(examples=["waiver"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["planning-without-second-channel"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Supply planning has no pager until the new rota"])
    """What people call it."""
    rule: str = Field(pattern="^[A-Z][0-9]{3}$", examples=["O103"])
    """The code of the check."""
    record: RecordRef = Field(examples=["team/automation-platform"])
    """The record that is excused."""
    reason: Prose = Field(examples=["The new rota starts in October; until then the duty manager answers."])
    """Why it is all right for now, and what makes it so."""
    by: Handle = Field(examples=["mara-okafor"])
    """Who grants it."""
    role: RoleRef = Field(examples=["incident-lead"])
    """In which role; the policy says which roles may."""
    granted: Day = Field(examples=["2026-09-02"])
    """The first day."""
    until: Day = Field(examples=["2026-11-30"])
    """The last day."""
    then: Line = Field(examples=["The team gets a pager of its own"])
    """What makes the waiver unnecessary."""
