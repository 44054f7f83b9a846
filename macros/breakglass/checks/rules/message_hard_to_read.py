"""Use this rule to find messages to customers that are hard to read.

It is read on a phone, by somebody who is annoyed or afraid, often in their second language. Long words and long
sentences are read twice, or by care, aloud.

Shorten the sentences and take plainer words. The measure is the Flesch reading ease (Rudolf Flesch, 1948): 60 to 70 is
plain English, and a message has at least 60.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.message import PLACEHOLDER, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "M105"
NAME = "message-hard-to-read"
SEVERITY = Severity.WARNING

GOOD = (
    Example(
        kind="message",
        text="""\
body: "We will charge your card by {next_update}. You need not do anything. We are sorry for the wait, {order_number}."
""",
    ),
)
BAD = (
    Example(
        kind="message",
        text="""\
body: "Authorisation procedures concerning {order_number} necessitate additional verification until {next_update}."
""",
        at=(1, 7),
    ),
)


_PLAIN_ENGLISH = 60


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a message to customers below plain English."""
    message = entry.record
    if not isinstance(message, Message) or message.to != "customers" or message.status == "retired":
        return
    import textstat  # noqa: PLC0415 - takes a quarter of a second that no other command should pay

    text = PLACEHOLDER.sub("today", message.body).replace("*", "")
    ease = textstat.flesch_reading_ease(text)
    if ease < _PLAIN_ENGLISH:
        yield Problem(
            entry.span("body"),
            f"the reading ease is {ease:.0f}; plain English has {_PLAIN_ENGLISH} or more",
            "Shorten the sentences and take plainer words.",
        )
