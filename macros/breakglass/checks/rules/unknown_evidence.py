"""Use this rule to find steps that name evidence which the playbook does not list.

The list says where to keep it, who does and for how long. What is not on the list is lost.

Add it under `evidence`, or correct its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.flow import flow
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

GOOD = (
    Example(
        kind="playbook",
        text="""\
evidence:
  - {id: screenshots, what: Screens, where: Incident folder, role: technical-resolver, keep: 365d}
phases:
  detect: {skip: An alert says so}
  triage:
    steps:
      - id: pause
        do: Count the orders.
        role: technical-resolver
        within: 5m
        scope: true
        verify: You know the number.
        otherwise: Ask finance.
        evidence: [screenshots]
  contain: {skip: Nothing to stop}
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
evidence:
  - {id: screenshots, what: Screens, where: Incident folder, role: technical-resolver, keep: 365d}
phases:
  detect: {skip: An alert says so}
  triage:
    steps:
      - id: pause
        do: Count the orders.
        role: technical-resolver
        within: 5m
        scope: true
        verify: You know the number.
        otherwise: Ask finance.
        evidence: [screen-shots]
  contain: {skip: Nothing to stop}
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
""",
        at=(14, 20),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each piece of evidence that is not on the list."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    known = [item.id for item in playbook.evidence]
    for item in flow(playbook, catalogue):
        for number, name in enumerate(item.step.evidence):
            if name in known:
                continue
            inside = f" (step “{item.step.id}” of module {item.module})" if item.module else ""
            yield Problem(
                entry.span(*item.path, *(("uses",) if item.module else ("evidence", number))),
                f"“{name}”{inside} is not on the evidence list",
                did_you_mean(name, known) or "Add it under evidence:.",
            )
