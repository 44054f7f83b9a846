"""Use this rule to find actions that a platform of the playbook does not explain.

A step that names an action shows the reader's platform its own clicks. Where the platform's record lacks the
action, the reader sees a title and nothing to do.

Define the action in the platform's record, or correct its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.flow import flow
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "P105"
NAME = "unknown-action"
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
        action: pause-automaton
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
        at=(15, 17),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each action that one of the playbook's platforms lacks."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    for item in flow(playbook, catalogue):
        action = item.step.action
        if action is None:
            continue
        wanted = [catalogue.find(Platform, name) for name in item.step.platforms or playbook.platforms]
        lacking = [platform for platform in wanted if platform and action not in platform.actions]
        if lacking:
            names = ", ".join(platform.title for platform in lacking)
            known = {name for platform in lacking for name in platform.actions}
            inside = f" (step “{item.step.id}” of module {item.module})" if item.module else ""
            yield Problem(
                entry.span(*item.path, "uses" if item.module else "action"),
                f"{names} does not explain the action “{action}”{inside}",
                did_you_mean(action, known) or f"Define it under actions: of {names}.",
            )
