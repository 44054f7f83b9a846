"""Use this rule to find messages to customers that nobody has approved, or not any more.

In an incident there is no time to ask, so the wording is agreed beforehand, by somebody who may, until a day. A
message without that is drafted again under pressure, or sent unasked.

Add `approval` with the role and the last day. When it has run out, have the wording read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "M103"
NAME = "customer-message-not-approved"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="message",
        text="""\
approval: {by: executive-sponsor, until: 2026-11-23}
""",
    ),
)
BAD = (
    Example(
        kind="message",
        text="""\
to: customers
""",
        without=("approval",),
        at=(1, 5),
    ),
    Example(
        kind="message",
        text="""\
approval: {by: executive-sponsor, until: 2026-11-22}
""",
        at=(1, 42),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a message to customers without a standing approval that holds."""
    del catalogue
    message = entry.record
    if not isinstance(message, Message) or message.to != "customers" or not message.in_force:
        return
    if message.approval is None:
        yield Problem(
            entry.span("to"),
            "nobody has approved this message to customers",
            "Add approval: with by and until, after the role has read it.",
        )
    elif message.approval.until < today:
        yield Problem(
            entry.span("approval", "until"),
            f"the approval ended on {message.approval.until}",
            f"Have {message.approval.by} read the wording again.",
        )
