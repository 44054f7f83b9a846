"""Use this rule to find blanks in a message that nobody explains.

Whoever fills the message at night must know what to write, in which form and time zone. A brace that opens no proper
blank, as in `{Order Number}`, is sent as it stands.

Add the blank under `placeholders` with what it means and an example. A blank is written in small letters, digits and
underscores: `{order_number}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.braces import stray_braces
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.message import PLACEHOLDER, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "M101"
NAME = "placeholder-unexplained"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="message", text='body: "We act by {next_update}. Your order is {order_number}."\n'),)
BAD = (
    Example(kind="message", text='body: "We act by {next_update}. Your order is {order_numer}."\n', at=(1, 7)),
    Example(
        kind="message",
        text='body: "We act by {next_update}. Your order is {order_number} or {Order Number}."\n',
        at=(1, 7),
    ),
    Example(kind="message", text='body: "We act by {next_update}. Your order is {order_number} or {}."\n', at=(1, 7)),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each blank without an explanation."""
    message = entry.record
    if not isinstance(message, Message):
        return
    for field, text in (("subject", message.subject or ""), ("body", message.body)):
        for name in dict.fromkeys(PLACEHOLDER.findall(text)):
            if name not in message.placeholders:
                yield Problem(
                    entry.span(field),
                    f"the blank {{{name}}} is not explained",
                    did_you_mean(name, message.placeholders) or f"Add {name}: under placeholders:.",
                )
        for odd in stray_braces(text, PLACEHOLDER):
            yield Problem(
                entry.span(field),
                f"“{odd}” is no blank and is sent as it stands",
                "Write a blank in small letters, digits and underscores, as in {order_number}.",
            )
