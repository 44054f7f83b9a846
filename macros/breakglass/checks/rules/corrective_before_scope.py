"""Use this rule to find steps that change something before the scope is known.

Turning a flow off, replaying runs or revoking a connection before anyone knows which orders are affected makes
the second incident. The scope check comes first; nothing corrective may precede it.

Move the step behind the first step with `scope: true`. If it only looks, say so with `effect: reads`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.flow import flow
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "P101"
NAME = "corrective-before-scope"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="phases:\n  detect: {skip: An alert says so}\n  triage:\n    steps:\n      - {id: count, do: Count the orders., role: technical-resolver, within: 5m, scope: true, verify: You know the number., otherwise: Ask finance.}\n  contain:\n    steps:\n      - {id: pause, action: pause-automation, role: technical-resolver, within: 5m, verify: It is off., otherwise: Call the vendor.}\n  remediate: {skip: Nothing to mend}\n  recover: {skip: Nothing to restore}\n  review: {skip: Covered by the weekly review}\n",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text='phases:\n  detect:\n    steps:\n      - {id: pause, action: pause-automation, role: technical-resolver, within: 5m, verify: It is off., otherwise: Call the vendor.}\n  triage:\n    steps:\n      - {id: count, do: Count the orders., role: technical-resolver, within: 5m, scope: true, verify: You know the number., otherwise: Ask finance.}\n  contain: {skip: Already done}\n  remediate: {skip: Nothing to mend}\n  recover: {skip: Nothing to restore}\n  review: {skip: Covered by the weekly review}\ndecisions:\n  start: known\n  nodes:\n    known: {ask: Is the cause known?, answers: {"Yes": outcome/fix}}\n  outcomes:\n    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}\n',
        at=(4, 14),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each corrective step before the first scope check."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    steps = list(flow(playbook, catalogue))
    first = next((number for number, item in enumerate(steps) if item.step.scope), None)
    if first is None:
        return  # P102 says so
    for item in steps[:first]:
        if item.corrective:
            yield Problem(
                entry.span(*item.path, "id") if item.module is None else entry.span(*item.path, "uses"),
                f"“{item.step.id}” changes something before the scope is checked",
                f"Move it behind “{steps[first].step.id}”, or say effect: reads if it only looks.",
                (("the scope check", entry.span(*steps[first].path, "id")),),
            )
