"""A drill: a failure that is played before it happens."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.learning import Action
from breakglass.records.record import Maintained, Part
from breakglass.records.values import Day, Duration, Handle, Line, PlaybookRef, Prose, RoleRef, Slug
from breakglass.records.vocabulary import DrillForm, Measure


class Inject(Part):
    """Something that the drill's lead brings in at a time."""

    at: Duration = Field(examples=["10m"])
    """When, counted from the start of the drill."""
    to: RoleRef = Field(examples=["technical-resolver"])
    """Who gets it."""
    what: Line = Field(examples=["The run history shows the last start at 15:02, and nothing after it."])
    """What they are told or shown."""
    expect: Line = Field(examples=["They compare the time with the order count before touching the flow."])
    """What good work looks like here."""


class DrillRun(Part):
    """One time that the drill was played."""

    date: Day = Field(examples=["2026-08-20"])
    """When."""
    lead: Handle = Field(examples=["mara-okafor"])
    """Who led the drill, and took no part in the response."""
    people: tuple[Handle, ...] = Field(examples=[["tomas-lind"]])
    """Who took part."""
    playbooks: tuple[PlaybookRef, ...] | None = Field(None, examples=[])
    """The playbooks that were played. Left out: all of the drill's that were in force on that day. An empty list: none,
    since there was none yet."""
    times: dict[Measure, Duration] = Field(default_factory=dict, examples=[{"time-to-contain": "22m"}])
    """What was measured."""
    findings: tuple[Line, ...] = Field((), examples=[["Nobody knew who may call off the hold at the warehouse."]])
    """What did not work. None is a finding about the drill."""
    went_well: tuple[Line, ...] = Field((), examples=[["The scope was counted before anything was turned off."]])
    """What did."""
    actions: tuple[Action, ...] = ()
    """What was decided to be done because of it."""


class Drill(Maintained):
    """A scenario with injects, the playbooks and roles that it exercises, and how it went each time."""

    kind: Literal["drill"] = Field(examples=["drill"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["friday-without-charges"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["A Friday evening without charges"])
    """What people call it."""
    form: DrillForm = Field(examples=["tabletop"])
    """`tabletop` (talked through), `walkthrough` (each does their steps on a test system) or `live`."""
    playbooks: tuple[PlaybookRef, ...] = Field(min_length=1, examples=[["payment-flow-stopped"]])
    """The playbooks that it exercises."""
    roles: tuple[RoleRef, ...] = Field(examples=[["incident-lead", "technical-resolver"]])
    """The roles that it exercises."""
    lasts: Duration = Field(examples=["90m"])
    """How long to plan for."""
    scenario: Prose = Field(
        examples=["It is Friday, 17:10. Customer care says: a customer asks why nothing is booked."]
    )
    """The situation at the start, read aloud."""
    prepare: tuple[Line, ...] = Field((), examples=[["Print the run history of the test flow."]])
    """What the lead needs beforehand."""
    injects: tuple[Inject, ...] = Field(min_length=1)
    """What happens when."""
    goals: tuple[Line, ...] = Field(examples=[["The harm is contained within 30 min of the first page."]])
    """What should have been reached at the end."""
    runs: tuple[DrillRun, ...] = ()
    """How it went, the newest first."""
