"""Use this rule to find playbooks that leave somebody without a message.

The rubric says who hears from us at a severity, and in which phases. Where the playbook has no message for them, it is
written at night by whoever has a hand free.

Add a message to `communication` whose `to` and `phases` fit, or write one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.severity import severity_level
from breakglass.records.message import Message
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "M106"
NAME = "message-missing"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
communication: [{message: customer-delay, when: SEV1}]
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
communication: []
""",
        at=(1, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each recipient that the severity asks for and no message reaches in some phase."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook) or not playbook.in_force:
        return
    level = severity_level(playbook, catalogue)
    messages = [catalogue.find(Message, item.message) for item in playbook.communication]
    if level is None or None in messages:
        return  # no rubric to ask, or a message that could not be read
    for recipient, phases in level.tells.items():
        told = {phase for message in messages if message and message.to == recipient for phase in message.phases}
        missing = [phase for phase in phases if phase not in told]
        if missing:
            yield Problem(
                entry.key_span("communication"),
                f"{level.title} tells {recipient} in {' and '.join(missing)}, and no message here does",
                "Add a message to them whose phases fit.",
            )
