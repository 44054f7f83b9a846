"""Use this rule to find signals that lead nowhere.

Somebody is woken by an alert, opens its page, and finds no word on what to do. Such an alert teaches people to turn
alerts off.

Name the signal in the `signals` of a playbook, or retire it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook
from breakglass.records.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "T101"
NAME = "signal-without-playbook"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="signal",
        text="""\
title: No charging run
""",
    ),
)
BAD = (
    Example(
        kind="signal",
        text="""\
id: nobody-knows
title: The lights are out
condition: The warehouse is dark
""",
        at=(1, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a signal in force that no playbook in force names."""
    del today
    signal = entry.record
    if not isinstance(signal, Signal) or not signal.in_force:
        return
    if any(kind == "playbook" for kind, _ in catalogue.unread):
        return  # the one that could not be read may name it
    if not any(playbook.in_force for playbook in catalogue.referring(Playbook, signal.key)):
        yield Problem(
            entry.span("id"),
            "no playbook in force names this signal",
            "Add it to the signals of a playbook, or start one: breakglass new playbook ID",
        )
