"""Use this rule to find placeholders that are explained and never used.

They are left over from an earlier wording, or the text has lost a fact that it was to give.

Use the blank in the subject or body, or delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "M102"
NAME = "placeholder-unused"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="message", text='body: "We act by {next_update}. Your order is {order_number}."\n'),)
BAD = (
    Example(
        kind="message",
        text="""\
subject: Your order is late
body: "We act by {next_update}."
placeholders:
  next_update: {what: When we act, example: 14:30 UK time}
  refund: {what: The amount, example: 12 GBP}
""",
        at=(5, 3),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each placeholder that no text uses."""
    if not isinstance(entry.record, Message):
        return
    used = entry.record.blanks()
    for name in entry.record.placeholders:
        if name not in used:
            yield Problem(
                entry.key_span("placeholders", name),
                f"no text uses the blank “{name}”",
                f"Write {{{name}}} where its value belongs, or delete it.",
            )
