"""Use this rule to find playbooks that never check the scope.

Without it nobody knows whether ten or ten thousand customers are affected, which decides the severity and
what may be done.

Mark the step that establishes how far it reaches with `scope: true`, or add one to triage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.flow import flow, is_complete, scope_gate
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "P102"
NAME = "no-scope-check"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
phases:
  detect: {skip: An alert says so}
  triage:
    steps:
      - id: count
        do: Count the orders.
        role: technical-resolver
        within: 5m
        scope: true
        verify: You know the number.
        otherwise: Ask finance.
  contain:
    steps:
      - id: pause
        action: pause-automation
        role: technical-resolver
        within: 5m
        verify: It is off.
        otherwise: Call the vendor.
        undo: Turn it on again.
        side_effects: No order is charged.
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
phases:
  detect: {skip: An alert says so}
  triage: {skip: One look is enough}
  contain:
    steps:
      - id: pause
        action: pause-automation
        role: technical-resolver
        within: 5m
        verify: It is off.
        otherwise: Call the vendor.
        undo: Turn it on again.
        side_effects: No order is charged.
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
""",
        at=(1, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a playbook without a scope check."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    steps = list(flow(playbook, catalogue))
    if scope_gate(steps, playbook) is not None:
        return
    # A module that is missing or could not be read may hold the scope check.
    if is_complete(playbook, catalogue):
        told = (
            "the scope is not checked on every platform"
            if any(s.step.scope for s in steps)
            else "no step checks the scope"
        )
        yield Problem(entry.key_span("phases"), told, "Mark the step that does with scope: true.")
