"""Use this rule to find references to records that do not exist.

A playbook that names a module, message or signal which is not there has a hole where a responder expects
help.

Correct the id, or add the record with `breakglass new`. Owners and the people of escalation paths have rules
of their own (O102, E102), since a hole there is worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.references import TODO_ID
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.catalogue.references import Reference

CODE = "R101"
NAME = "dangling-reference"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
processes:
  - order-to-cash
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
processes:
  - order-to-cosh
""",
        at=(2, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each reference that leads nowhere."""
    del today
    for reference in catalogue.outgoing(entry.key):
        kind, name = reference.target
        if catalogue.knows(reference.target) or name.startswith(TODO_ID) or _told_elsewhere(reference):
            continue
        yield Problem(
            entry.span(*reference.path),
            f"there is no {kind} “{name}”",
            did_you_mean(name, catalogue.ids(kind)) or f"Add it with `breakglass new {kind} {name}`.",
        )


def _told_elsewhere(reference: Reference) -> bool:
    if reference.path[0] == "owners":
        return True
    return reference.source[0] == "escalation" and reference.path[-1] == "call"
