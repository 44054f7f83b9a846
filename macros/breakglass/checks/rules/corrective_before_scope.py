"""Use this rule to find steps that change something before the scope is known.

Turning a flow off, replaying runs or revoking a connection before anyone knows which orders are affected
makes the second incident. The scope check comes first; nothing corrective may precede it.

Move the step behind the first step with `scope: true`. If it only looks, say so with `effect: reads`.
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
    from breakglass.catalogue.references import Path

CODE = "P101"
NAME = "corrective-before-scope"
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
  detect:
    steps:
      - id: pause
        action: pause-automation
        role: technical-resolver
        within: 5m
        verify: It is off.
        otherwise: Call the vendor.
        undo: Turn it on again.
        side_effects: No order is charged.
  triage:
    steps:
      - id: count
        do: Count the orders.
        role: technical-resolver
        within: 5m
        scope: true
        verify: You know the number.
        otherwise: Ask finance.
  contain: {skip: Already done}
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
decisions:
  start: known
  nodes:
    known: {ask: Is the cause known?, answers: {"Yes": outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
        at=(4, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each corrective step before the first scope check."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    steps = list(flow(playbook, catalogue))
    first = scope_gate(steps, playbook)
    if first is None or not is_complete(playbook, catalogue):
        return  # P102 says so, or a module that holds the check could not be read
    scope = steps[first]
    if scope.corrective:
        yield Problem(
            entry.span(*scope.path, "uses" if scope.module else "id"),
            f"“{scope.step.id}” is the scope check and changes something itself",
            "Let the check only look, and make the change a step of its own behind it.",
        )
    told: set[Path] = set()
    for item in steps[:first]:
        if item.corrective and item.path not in told:
            told.add(item.path)
            inside = f" (in module {item.module})" if item.module else ""
            or_else = "" if item.step.action else ", or say effect: reads if it only looks"
            yield Problem(
                entry.span(*item.path, "uses" if item.module else "id"),
                f"“{item.step.id}”{inside} changes something before the scope is checked",
                f"Move it behind “{scope.step.id}”{or_else}.",
                (("the scope check", entry.span(*scope.path, "uses" if scope.module else "id")),),
            )
