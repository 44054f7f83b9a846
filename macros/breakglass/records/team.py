"""A team: who can be reached, how, and when."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.opening import OpeningHours
from breakglass.records.record import Maintained, Part
from breakglass.records.values import ForgeTeam, Handle, Line, Prose, Slug
from breakglass.records.vocabulary import ChannelKind, Hours


class Channel(Part):
    """One way to reach a team."""

    kind: ChannelKind = Field(examples=["chat"])
    """`chat`, `phone`, `page`, `mail`, `ticket` or `web`."""
    address: Line = Field(examples=["slack://channel?team=T0FERNWAY&id=C0AUTOPLAT"])
    """Where it goes: `https:`, `mailto:`, `tel:`, `slack:` or `msteams:`."""
    name: Line = Field(examples=["#automation-platform"])
    """What people read instead of the address."""
    hours: Hours = Field("always", examples=["always"])
    """Whether someone answers `always` or in `working-hours`."""


class Team(Maintained):
    """A team that owns records or is called in an incident."""

    kind: Literal["team"] = Field(examples=["team"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["automation-platform"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Automation platform"])
    """What people call it."""
    about: Prose = Field(examples=["Runs the automation platforms and their connections."])
    """What the team answers for."""
    hours: Line = Field(examples=["Weekdays 08:00–18:00 UK time, on call otherwise"])
    """When the team works, in words."""
    opening_hours: tuple[OpeningHours, ...] = Field((), examples=[["Mo-Fr 08:00-18:00"]])
    """The same for the checks, which play each escalation path through every hour of the week: the times at which
    channels with `hours: working-hours` answer. Weekdays from 09:00 to 17:00 where nothing is written."""
    members: tuple[Handle, ...] = Field(examples=[["mara-okafor", "tomas-lind"]])
    """Handles, never private contact data."""
    former: tuple[Handle, ...] = Field((), examples=[["sam-field"]])
    """Handles of members who have left; what they reviewed, approved and led keeps their name. They are not called."""
    forge: ForgeTeam | None = Field(None, examples=[])
    """The team's name on the forge, as in `"@fernway/automation-platform"`: asked there to review what it owns."""
    channels: tuple[Channel, ...] = ()
    """Ways to reach the team, the fastest first."""
