"""A business process: what is at stake, how long it may stand still, and what it hangs on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Money, Part
from breakglass.records.values import Duration, Line, PlatformRef, Prose, Slug


class Stake(Part):
    """What stands still for each hour that the process does."""

    money: Money | None = None
    """Revenue or payments an hour."""
    volume: Line = Field(examples=["310 orders an hour on a weekday, 900 at the Friday peak"])
    """Cases an hour."""
    basis: Line = Field(examples=["Finance, average of the last four quarters"])
    """Where the numbers come from."""


class Tolerance(Part):
    """How much the business can bear (business continuity: MTPD and RPO of ISO 22301)."""

    downtime: Duration = Field(examples=["4h"])
    """The longest the process may stand still."""
    data_loss: Duration = Field(examples=["0m"])
    """The most work, in time, that may be lost."""


class Automation(Part):
    """An automation that the process depends on."""

    name: Line = Field(examples=["Charge order"])
    """Its name on the platform."""
    platform: PlatformRef = Field(examples=["power-automate"])
    """Where it runs."""
    does: Line = Field(examples=["Charges the card when the warehouse has picked the order"])
    """What it does for the process."""
    without: Line = Field(examples=["Orders ship unpaid or wait."])
    """What happens to the process without it."""


class Process(Maintained):
    """A business process that automations carry."""

    kind: Literal["process"] = Field(examples=["process"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["order-to-cash"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Order to cash"])
    """What people call it."""
    about: Prose = Field(examples=["From a customer's order to money in the bank."])
    """What the process achieves, for whom."""
    stake: Stake
    """What is at stake each hour."""
    tolerance: Tolerance
    """How long it may stand still, and how much may be lost."""
    regimes: tuple[Line, ...] = Field((), examples=[["PCI DSS", "Consumer Rights Act 2015"]])
    """Laws, standards and contracts that bind it."""
    peak: Line | None = Field(None, examples=["Friday 16:00–20:00; the last week of November"])
    """When a failure hurts most."""
    automations: tuple[Automation, ...] = Field(min_length=1)
    """What it depends on."""
