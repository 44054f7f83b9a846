"""A platform: how each generic action is really done there, with its limits."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.values import Line, Prose, Slug


class Action(Part):
    """How one generic action is done on this platform."""

    title: Line = Field(examples=["Turn the flow off"])
    """What the platform's own people would call it."""
    effect: Literal["reads", "changes"] = Field(examples=["changes"])
    """Whether it only looks or changes something."""
    steps: tuple[Line, ...] = Field(
        examples=[["Open *My flows* and select the flow.", "Choose *Turn off* in the command bar."]]
    )
    """The real clicks or commands, one a line."""
    needs: Line | None = Field(None, examples=["Owner or co-owner of the flow, or environment admin"])
    """The permission it takes."""
    caution: Line | None = Field(None, examples=["Runs that have started go on to their end."])
    """What surprises people who do this for the first time."""
    undo: Line | None = Field(None, examples=["Choose *Turn on* in the same place."])
    """How to take it back."""


class Limit(Part):
    """A limit of the platform that matters in an incident."""

    what: Line = Field(examples=["Run history"])
    """What is limited."""
    value: Line = Field(examples=["28 days"])
    """The limit, as the vendor states it."""
    why: Line = Field(examples=["Export it early; later it is gone."])
    """What that means for a responder."""


class ErrorCode(Part):
    """A message that people see when something is wrong, for the finder."""

    code: Line = Field(examples=["InvalidAuthenticationToken"])
    """The words or code as they appear."""
    means: Line = Field(examples=["The connection's token has expired or was revoked."])
    """What it means."""


class Platform(Maintained):
    """A no-code or low-code platform in use here."""

    kind: Literal["platform"] = Field(examples=["platform"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["power-automate"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Power Automate"])
    """What people call it."""
    vendor: Line = Field(examples=["Microsoft"])
    """Who makes it."""
    about: Prose = Field(examples=["Cloud flows that move orders between the shop and finance."])
    """What it is used for here."""
    status_page: Line | None = Field(None, examples=["https://admin.powerplatform.microsoft.com"])
    """Where the vendor says whether it is up."""
    support: Line = Field(examples=["Ticket in the admin centre; severity A for a stopped business process."])
    """How to reach the vendor, and what makes them answer fast."""
    run_history: Prose = Field(examples=["Each flow keeps its runs for 28 days, under *28-day run history*."])
    """Where runs are recorded, and for how long."""
    versions: Prose = Field(examples=["Flows in a solution keep earlier versions under *Version history*."])
    """How earlier versions are kept and brought back."""
    connections: Prose = Field(examples=["A connection belongs to the person who made it."])
    """Whose credentials automations use, and how they break."""
    limits: tuple[Limit, ...] = ()
    """Limits that matter in an incident."""
    errors: tuple[ErrorCode, ...] = ()
    """Messages that people see."""
    actions: dict[Slug, Action] = Field(
        examples=[
            {
                "pause-automation": {
                    "title": "Turn the flow off",
                    "effect": "changes",
                    "steps": [
                        "Open *My flows* and select the flow.",
                        "Choose *Turn off* in the command bar.",
                    ],
                    "needs": "Owner or co-owner of the flow",
                    "caution": "Runs that have started go on to their end.",
                    "undo": "Choose *Turn on* in the same place.",
                }
            }
        ]
    )
    """How each generic action is done here. A playbook's step names the action; the reader sees these lines."""
