"""Use this rule to find signals that say the same.

Two alerts for one fault wake two people, who each take the other's for a second fault.

Keep the better one, name it in the playbooks of both, and retire the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, utils

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue

CODE = "T105"
NAME = "duplicate-signal"
SEVERITY = Severity.WARNING

GOOD = (
    Example(
        kind="signal",
        text="""\
condition: No run of the charging flow has started
""",
        also=(
            Example(
                kind="signal",
                text="""\
id: other
title: Too many orders are unpaid
condition: More than 75 orders are unpaid for half an hour
""",
            ),
            Example(
                kind="playbook",
                text="""\
signals: [payment-run-gap, other]
""",
            ),
        ),
    ),
)
BAD = (
    Example(
        kind="signal",
        text="""\
id: the-same-again
title: No charging run for 15 minutes or more
condition: No run of *Charge order* has started
""",
        also=(
            Example(
                kind="playbook",
                text="""\
signals: [payment-run-gap, the-same-again]
""",
            ),
        ),
        at=(3, 12),
    ),
    Example(
        kind="signal",
        text="""\
id: told-otherwise
source: log
condition: No run of *Charge order* has started
""",
        also=(
            Example(
                kind="playbook",
                text="""\
signals: [payment-run-gap, told-otherwise]
""",
            ),
        ),
        at=(3, 12),
    ),
    Example(
        kind="signal",
        text="""\
id: the-same-error
title: Orders pile up in the shop
condition: More than 75 orders are unpaid
words: [FlowRunNotStarted, TriggerDisabled, LicenceChanged]
""",
        also=(
            Example(
                kind="signal",
                text="""\
words: [FlowRunNotStarted, TriggerDisabled]
""",
            ),
            Example(
                kind="playbook",
                text="""\
signals: [payment-run-gap, the-same-error]
""",
            ),
        ),
        at=(3, 12),
    ),
)


_ALIKE = 90
"""From this likeness on, in per cent, two descriptions say the same (rapidfuzz, ratio of sets of words)."""
_ONE_MAY_HAPPEN = 2
"""At least so many words are the same: a single error code stands in the alerts of several faults."""


def check_catalogue(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each signal that reads like an earlier one of the same platform, whatever its source."""
    del today
    groups: dict[str | None, list[Signal]] = {}
    for signal in sorted(catalogue.all(Signal), key=lambda one: one.id):
        if signal.in_force:
            groups.setdefault(signal.platform, []).append(signal)
    for group in groups.values():
        for index, signal in enumerate(group):
            for other in group[:index]:
                if _reads_like(signal, other) or _has_words_of(signal, other):
                    entry, first = catalogue.entries[signal.key], catalogue.entries[other.key]
                    yield Problem(
                        entry.span("condition"),
                        f"this says the same as {other.id}",
                        "Keep the better one and name it in the playbooks of both.",
                        (("the other one", first.span("condition")),),
                    )


def _reads_like(one: Signal, other: Signal) -> bool:
    texts = (f"{one.title} {one.condition}", f"{other.title} {other.condition}")
    return fuzz.token_set_ratio(*texts, processor=utils.default_process) >= _ALIKE


def _has_words_of(one: Signal, other: Signal) -> bool:
    """Whether most of the words in the alert of each also stand in that of the other."""
    words, others = ({word.casefold() for word in signal.words} for signal in (one, other))
    shared = len(words & others)
    return shared >= _ONE_MAY_HAPPEN and 2 * shared > max(len(words), len(others))
