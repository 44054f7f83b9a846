"""Use this rule to find actions that were closed before their proof existed.

An action is done when the record says otherwise than before. Where the version came weeks after the day of closing,
the risk stood for those weeks, and the overview said that it was gone.

Write the day on which the version came under `closed`, or name the version that the action really brought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.actions import actions_of
from breakglass.governance.dates import day_of
from breakglass.records.change import Change
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.learning import Proof

CODE = "L109"
NAME = "proof-before-version"
SEVERITY = Severity.ERROR

_TEAM = Example(
    kind="team",
    text="""\
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2026-09-02, summary: A phone for nights}
  - {version: 1.0.0, date: 2026-08-20, summary: First version}
""",
)
_ACTION = """\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2026-09-15
    status: done
    proof: [{record: team/automation-platform, version: 1.1.0, seen: It rang in the drill of October}]
"""

GOOD = (Example(kind="incident", text=f"{_ACTION}    closed: 2026-09-02\n", also=(_TEAM,)),)
BAD = (Example(kind="incident", text=f"{_ACTION}    closed: 2026-09-01\n", also=(_TEAM,), at=(9, 57)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each proof that is younger than the closing of its action, and for odd days of closing."""
    for path, action in actions_of(entry.record):
        if action.closed is None:
            continue
        if action.closed < action.opened or action.closed > today:
            told = "before it was opened" if action.closed < action.opened else "on a day that is still to come"
            yield Problem(entry.span(*path, "closed"), f"the action was closed {told}", "Look the day up.")
        for index, proof in enumerate(action.proof):
            for key, name, day in _dated(proof, catalogue):
                if day > action.closed:
                    yield Problem(
                        entry.span(*path, "proof", index, key),
                        f"{name} is of {day}, and the action was closed on {action.closed}",
                        f"Close it on {day}, or name what was there before.",
                    )


def _dated(proof: Proof, catalogue: Catalogue) -> Iterator[tuple[str, str, date]]:
    """What the proof names: the key, the thing and its day."""
    found = catalogue.entries.get(proof.record.key) if proof.record else None
    if found is not None and isinstance(found.record, Maintained) and proof.version is not None:
        day = day_of(found.record, proof.version)
        if day is not None:
            yield "version", f"{proof.record} {proof.version}", day
    change = catalogue.find(Change, proof.change)
    if change is not None:
        yield "change", f"change/{change.id}", change.date
