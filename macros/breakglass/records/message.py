"""A message template: plain words, ready to fill and send."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from breakglass.records.record import Maintained, Part
from breakglass.records.values import Day, Line, Prose, RoleRef, Slug
from breakglass.records.vocabulary import Medium, Phase, Recipient

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A blank in a template: `{order_count}`."""


class Placeholder(Part):
    """A blank that is filled from the incident."""

    what: Line = Field(examples=["When the next update is sent, with the time zone"])
    """What to write."""
    example: Line = Field(examples=["14:30 UK time"])
    """How it looks when filled."""


class MessageApproval(Part):
    """Who has agreed to the wording beforehand, and until when that holds."""

    by: RoleRef = Field(examples=["executive-sponsor"])
    """The role that approved it."""
    until: Day = Field(examples=["2026-12-31"])
    """The last day on which it may be sent without asking again."""


class Message(Maintained):
    """A template for one audience and one channel."""

    kind: Literal["message"] = Field(examples=["message"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["customer-delay"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Your order is delayed"])
    """What people call it."""
    to: Recipient = Field(examples=["customers"])
    """Who reads it."""
    via: tuple[Medium, ...] = Field(examples=[["mail", "status-page"]])
    """Where it is sent."""
    phases: tuple[Phase, ...] = Field((), examples=[["contain", "recover"]])
    """The phases of an incident that it is written for."""
    tone: Line = Field(examples=["Plain and sorry once; what happened, what we do, what you need not do"])
    """How it should sound."""
    sender: RoleRef = Field(examples=["communications-manager"])
    """Who sends it."""
    subject: Line | None = Field(None, examples=["Your order {order_number} is on its way a little later"])
    """The subject line, where the channel has one."""
    body: Prose = Field(examples=["We will charge your card by {next_update}. You need not do anything."])
    """The text. Blanks are written `{like_this}`; each is explained in `placeholders`."""
    placeholders: dict[str, Placeholder] = Field(
        default_factory=dict,
        examples=[
            {
                "order_number": {"what": "The customer's order number", "example": "FW-204418"},
                "next_update": {"what": "The time by which we act", "example": "14:30 UK time"},
            }
        ],
    )
    """What to write in each blank."""
    approval: MessageApproval | None = None
    """The standing approval, for messages that leave the company."""

    def blanks(self) -> tuple[str, ...]:
        """The names of the placeholders used in subject and body, in order, each once."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(f"{self.subject or ''}\n{self.body}")))
