"""Use this rule to find playbooks that leave somebody without a message.

The rubric says who hears from us at a severity, and in which phases: some always, and some, such as customers, where
their side of the impact is large enough. Every severity counts that one of the appetites can give. Where the playbook
has no message for them, it is written at night by whoever has a hand free.

Add a message to `communication` whose `to` and `phases` fit, or write one. Where the impact asks for it and a message
would still do no good, say why under `untold`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.severity import possible_levels
from breakglass.records.message import Message
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.rubric import SeverityLevel
    from breakglass.records.vocabulary import Phase, Recipient

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
    Example(
        kind="playbook",
        text="""\
communication: [{message: first-word, when: At once}]
untold: [{to: customers, why: They notice nothing before the mend}]
""",
        also=(Example(kind="message", text="id: first-word\nphases: [contain]\n"),),
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
    Example(
        kind="playbook",
        text="""\
communication: [{message: first-word, when: At once}]
""",
        also=(Example(kind="message", text="id: first-word\nphases: [contain]\n"),),
        at=(1, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each recipient that the severity asks for and no message reaches in some phase."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook) or not playbook.in_force:
        return
    messages = [catalogue.find(Message, item.message) for item in playbook.communication]
    if None in messages:
        return  # a message that could not be read
    asked: set[tuple[Recipient, Phase]] = set()
    for level in possible_levels(playbook, catalogue):
        for recipient, phases in _tells(level, playbook).items():
            told = {phase for message in messages if message and message.to == recipient for phase in message.phases}
            missing = [phase for phase in phases if phase not in told and (recipient, phase) not in asked]
            asked.update((recipient, phase) for phase in missing)
            if missing:
                yield Problem(
                    entry.key_span("communication"),
                    f"{level.title} tells {recipient} in {' and '.join(missing)}, and no message here does",
                    "Add a message to them whose phases fit.",
                )


def _tells(level: SeverityLevel, playbook: Playbook) -> dict[Recipient, tuple[Phase, ...]]:
    """Who is told in which phases at a severity, those on a condition only where the impact meets it."""
    found = dict(level.tells)
    levels, untold = playbook.impact.levels(), {one.to for one in playbook.untold}
    for told in level.tells_if:
        if levels[told.dimension] >= told.level and told.to not in untold:
            found[told.to] = tuple(dict.fromkeys((*found.get(told.to, ()), *told.phases)))
    return found
