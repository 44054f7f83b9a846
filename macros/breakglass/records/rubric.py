"""A rubric: how bad is it, who joins, how often do we speak."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.values import AppetiteRef, Duration, Level, Line, Prose, RoleRef, Slug
from breakglass.records.vocabulary import Dimension, Phase, Recipient


class Cadence(Part):
    """How often updates go out from some point of the incident on."""

    after: Duration = Field(examples=["0m"])
    """From this long after the declaration."""
    every: Duration = Field(examples=["30m"])
    """How often responders and stakeholders hear from us."""


class Told(Part):
    """Somebody who hears from us where the impact on one dimension is large enough."""

    to: Recipient = Field(examples=["customers"])
    """Who hears from us."""
    phases: tuple[Phase, ...] = Field(min_length=1, examples=[["contain", "recover"]])
    """In which phases."""
    dimension: Dimension = Field(examples=["goodwill"])
    """The dimension that decides it."""
    level: Level = Field(examples=["3"])
    """From this level of it on, 1 to 5."""


class SeverityLevel(Part):
    """One severity and all that follows from it."""

    id: Slug = Field(examples=["sev1"])
    """Its short name, the worst first."""
    title: Line = Field(examples=["SEV1 Critical"])
    """What people say."""
    means: Line = Field(examples=["Money, safety or the law is at stake right now."])
    """How to recognise it without a calculator."""
    acknowledge: Duration = Field(examples=["5m"])
    """How soon a responder must have answered."""
    joins: tuple[RoleRef, ...] = Field(examples=[["incident-lead", "technical-resolver"]])
    """The roles that join at once."""
    updates: tuple[Cadence, ...] = Field(min_length=1)
    """How often updates go out, by how long it lasts."""
    leadership: Duration | None = Field(None, examples=["15m"])
    """How soon senior leadership is told; never by itself if left out."""
    wait: Duration | None = Field(None, examples=["8h"])
    """The longest that an escalation path may wait between two levels."""
    tells: dict[Recipient, tuple[Phase, ...]] = Field(default_factory=dict, examples=[{"customers": ["contain"]}])
    """Who hears from us in which phases; a playbook of this severity has a message for each."""
    tells_if: tuple[Told, ...] = ()
    """Who hears from us as well, where one dimension of the impact says so. Here a playbook may give a reason to tell
    nobody, under `untold`."""


class Triage(Part):
    """From what is seen to a first severity, before anything is calculated."""

    seen: Line = Field(examples=["Customers are charged twice, or not at all"])
    """What is observed."""
    severity: Slug = Field(examples=["sev1"])
    """Where to start; the score may move it."""
    now: Line = Field(examples=["Stop the automation, open the bridge"])
    """What cannot wait."""
    later: Line = Field(examples=["Finding the cause"])
    """What can."""


class Rubric(Maintained):
    """The severity levels, the impact dimensions and the cadence of the house."""

    kind: Literal["rubric"] = Field(examples=["rubric"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["severity"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Severity and triage"])
    """What people call it."""
    about: Prose = Field(examples=["Score what is at stake; the score sets the severity."])
    """How to use it."""
    appetite: AppetiteRef = Field(examples=["company"])
    """The risk appetite that counts where no department has its own say."""
    dimensions: dict[Dimension, tuple[Line, Line, Line, Line, Line]] = Field(
        examples=[
            {
                name: ["Hardly", "A little", "Clearly", "Badly", "As bad as it gets"]
                for name in ("urgency", "financial", "regulatory", "goodwill")
            }
        ]
    )
    """What each level from 1 to 5 means, for each dimension."""
    severities: tuple[SeverityLevel, ...]
    """The levels, the worst first."""
    triage: tuple[Triage, ...]
    """What to assume from the first look."""
