"""Use this rule to find signals that say the same.

Two alerts for one fault wake two people, who each take the other's for a second fault.

Keep the better one, name it in the playbooks of both, and retire the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

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
)


_ALIKE = 92
"""From this likeness on, in per cent, two descriptions say the same (rapidfuzz, ratio of sorted words)."""


def check_catalogue(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each signal that reads like an earlier one of the same platform and source."""
    del today
    groups: dict[tuple[str, str | None], list[Signal]] = {}
    for signal in sorted(catalogue.all(Signal), key=lambda one: one.id):
        if signal.in_force:
            groups.setdefault((signal.source, signal.platform), []).append(signal)
    for group in groups.values():
        for index, signal in enumerate(group):
            for other in group[:index]:
                if _alike(signal, other) >= _ALIKE:
                    entry, first = catalogue.entries[signal.key], catalogue.entries[other.key]
                    yield Problem(
                        entry.span("condition"),
                        f"this says the same as {other.id}",
                        "Keep the better one and name it in the playbooks of both.",
                        (("the other one", first.span("condition")),),
                    )


def _alike(one: Signal, other: Signal) -> float:
    return fuzz.token_sort_ratio(f"{one.title} {one.condition}", f"{other.title} {other.condition}")
