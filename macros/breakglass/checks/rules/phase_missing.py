"""Use this rule to find phases that a playbook leaves out without a reason.

Detect, triage, contain, remediate, recover, review: each has steps, or says in `skip` why it needs none. A
gap without a reason is a gap that nobody decided on.

Add the phase with its steps, or `skip` with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook
from breakglass.records.vocabulary import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "P103"
NAME = "phase-missing"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
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
  contain: {skip: The vendor has stopped it already}
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
  triage:
    steps:
      - id: pause
        do: Count the orders.
        role: technical-resolver
        within: 5m
        scope: true
        verify: You know the number.
        otherwise: Ask finance.
  contain: {}
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
""",
        at=(12, 3),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each phase without steps and without a reason."""
    if not isinstance(entry.record, Playbook):
        return
    plans = dict(entry.record.phases.plans())
    for phase in PHASES:
        plan = plans.get(phase)
        if plan is None:
            yield Problem(
                entry.key_span("phases"),
                f"the phase “{phase}” is missing",
                f"Add {phase}: with steps: or skip:.",
            )
        elif not plan.steps and plan.skip is None:
            yield Problem(
                entry.key_span("phases", phase),
                f"the phase “{phase}” is empty",
                "Add steps:, or skip: with a reason.",
            )
