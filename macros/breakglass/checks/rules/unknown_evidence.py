"""Use this rule to find steps that name evidence which the playbook does not list.

The list says where to keep it, who does and for how long. What is not on the list is lost.

Add it under `evidence`, or correct its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "P106"
NAME = "unknown-evidence"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="playbook", text="title: Orders are not charged\n"),)
BAD = (
    Example(
        kind="playbook",
        text="evidence:\n  - {id: screenshots, what: Screens, where: Incident folder, role: technical-resolver, keep: 365d}\nphases:\n  detect: {skip: An alert says so}\n  triage:\n    steps:\n      - id: pause\n        do: Count the orders.\n        role: technical-resolver\n        within: 5m\n        scope: true\n        verify: You know the number.\n        otherwise: Ask finance.\n        evidence: [screen-shots]\n  contain: {skip: Nothing to stop}\n  remediate: {skip: Nothing to mend}\n  recover: {skip: Nothing to restore}\n  review: {skip: Covered by the weekly review}\n",
        at=(14, 20),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each piece of evidence that is not on the list."""
    del catalogue, today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    known = [item.id for item in playbook.evidence]
    for phase, index, step in playbook.own_steps():
        for number, name in enumerate(step.evidence):
            if name not in known:
                yield Problem(
                    entry.span("phases", phase, "steps", index, "evidence", number),
                    f"“{name}” is not on the evidence list",
                    did_you_mean(name, known) or "Add it under evidence:.",
                )
