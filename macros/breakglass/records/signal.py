"""A signal: something observable that says a playbook is needed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.values import Day, Line, PlatformRef, ProcessRef, Prose, Real, Slug
from breakglass.records.vocabulary import SignalSource, SignalTest


class Reliability(Part):
    """How far the signal can be trusted."""

    tested: Day = Field(examples=["2026-08-20"])
    """When it was last made to fire on purpose."""
    result: SignalTest = Field(examples=["fired"])
    """`fired`, `late` or `silent`."""
    how: Line = Field(examples=["Paused the test flow for 20 min; the page came after 16"])
    """How it was tested, and what was seen."""
    per_week: Real = Field(ge=0, examples=["0.4"])
    """Alerts a week, on average over the last quarter."""
    false_rate: Real = Field(ge=0, le=100, examples=["8"])
    """Of these, how many of a hundred were false, in per cent."""


class Signal(Maintained):
    """Something observable that tells of a failure. Playbooks name the signals that lead to them."""

    kind: Literal["signal"] = Field(examples=["signal"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["payment-run-gap"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["No charging run for 15 minutes"])
    """What people call it."""
    source: SignalSource = Field(examples=["telemetry"])
    """`telemetry` of the platform, an application `log`, or a `user-report`."""
    platform: PlatformRef | None = Field(None, examples=["power-automate"])
    """The platform it comes from, if it comes from one."""
    where: Line = Field(examples=["Monitor *Charging runs* on the operations dashboard"])
    """Where to see it."""
    condition: Line = Field(examples=["No run of *Charge order* has started"])
    """What is observed."""
    threshold: Line = Field(examples=["15 minutes, on weekdays from 06:00 to 23:00 UTC"])
    """From when on it counts."""
    indicates: Prose = Field(examples=["Orders are accepted and not paid; charges lapse after 24 h."])
    """The risk to a business outcome that it indicates."""
    processes: tuple[ProcessRef, ...] = Field(min_length=1, examples=[["order-to-cash"]])
    """The business processes at risk."""
    reliability: Reliability | None = None
    """The last test, and how noisy it is."""
    words: tuple[Line, ...] = Field((), examples=[["FlowRunNotStarted"]])
    """Error codes and words that stand in the alert, for the finder."""
