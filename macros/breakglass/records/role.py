"""A role: what a person may decide, must produce, and hands over."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Money, Part
from breakglass.records.values import Duration, Line, Prose, RoleRef, Slug, TeamRef
from breakglass.records.vocabulary import Gate, Phase, Raci, Recipient


class Authority(Part):
    """Something the role may do without asking, and up to where."""

    may: Line = Field(examples=["Disable any automation"])
    """What the role may decide."""
    limit: Line = Field(examples=["For up to 24 h; longer needs the business owner"])
    """Where the authority ends, and who goes on from there."""
    actions: tuple[Slug, ...] = Field((), examples=[["pause-automation"]])
    """The actions of platforms that it covers."""
    gates: tuple[Gate, ...] = Field((), examples=[["fix-in-place", "disable-until-review"]])
    """The decisions at the end of a tree that it covers."""
    tells: tuple[Recipient, ...] = Field((), examples=[["customers", "partners", "staff", "vendor"]])
    """Whom the role may write to or call in the company's name."""
    money: Money | None = Field(None, examples=[{"amount": "5000", "currency": "GBP"}])
    """Up to which amount it may commit or reverse money in one incident."""


class Artefact(Part):
    """Something the role must have produced."""

    what: Line = Field(examples=["Decision log"])
    """What it is."""
    when: Line = Field(examples=["From declaration on, one line a decision"])
    """By when, or how often."""


class Rotation(Part):
    """How the role changes hands in a long incident."""

    longest: Duration = Field(examples=["4h"])
    """How long one person may hold the role."""
    next: Line = Field(examples=["The next on the incident lead rota; ask the duty manager"])
    """Who takes it next."""
    handover: tuple[Line, ...] = Field(examples=[["Read the decision log aloud on the bridge."]])
    """How the hand-over goes, one action a line."""


class Role(Maintained):
    """A role in an incident, as printed on its card."""

    kind: Literal["role"] = Field(examples=["role"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["incident-lead"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Incident lead"])
    """What people call it."""
    mission: Line = Field(examples=["Runs the incident: one plan, one voice, one clock."])
    """The role in one sentence."""
    teams: tuple[TeamRef, ...] = Field(examples=[["automation-platform"]])
    """The teams that staff it."""
    deputy: RoleRef | None = Field(None, examples=["technical-resolver"])
    """The role that steps in until someone takes this one."""
    first: tuple[Line, ...] = Field(examples=[["Say on the bridge: “I am the incident lead.”"]])
    """What to do in the first minutes after taking the role, one action a line."""
    authority: tuple[Authority, ...]
    """What the role may decide alone."""
    may_not: tuple[Line, ...] = Field((), examples=[["Promise compensation to customers"]])
    """What the role must not do, whatever the pressure."""
    artefacts: tuple[Artefact, ...] = Field(min_length=1)
    """What the role must have produced."""
    handoff: tuple[Line, ...] = Field(examples=[["The severity and the next update time are written down."]])
    """What must be true before the role is handed on."""
    rotation: Rotation
    """How the role changes hands."""
    raci: dict[Phase, Raci] = Field(
        min_length=1,
        examples=[{"detect": "I", "triage": "A", "contain": "A", "remediate": "A", "recover": "A", "review": "A"}],
    )
    """The role's part in every phase: responsible, accountable, consulted or informed."""
    note: Prose | None = Field(None, examples=["The lead does not touch the keyboard."])
    """What an experienced colleague would add."""
