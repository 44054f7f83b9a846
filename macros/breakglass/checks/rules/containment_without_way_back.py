"""Use this rule to find containment that nobody knows how to take back, or what else it does.

Containment is done in a hurry, by people who cannot know every side. Without its side effects they cause the second
incident; without an undo they are afraid to start. And containment itself can fail: a flow with a broken connection
often cannot even be turned off, so the way on must be another one.

Add `undo` and `side_effects` to the step. Let `otherwise` lead somewhere else than to the step itself. A step that only
looks or tells needs neither: it says `effect: reads`, and its action reads, or its words begin with what is looked at
or who is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.checks.flow import actions_meant, is_corrective
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.module import Module
from breakglass.records.playbook import Playbook
from breakglass.records.steps import Step
from breakglass.records.values import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.catalogue.references import Path

CODE = "P108"
NAME = "containment-without-way-back"
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
      - id: hold
        do: Hold the release.
        role: technical-resolver
        within: 5m
        verify: It is held.
        otherwise: Call the lead.
        undo: Release it.
        side_effects: No parcel leaves.
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
      - id: hold
        do: Hold the release.
        role: technical-resolver
        within: 5m
        verify: It is held.
        otherwise: Call the lead.
        undo: Release it.
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
        at=(14, 13),
    ),
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
      - id: hold
        do: Hold the release.
        effect: reads
        role: technical-resolver
        within: 5m
        verify: It is held.
        otherwise: Call the lead.
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
        at=(14, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each corrective step of containment that lacks its undo, its side effects or a way on."""
    del today
    record = entry.record
    if isinstance(record, Playbook) and record.status != "retired":
        own: list[tuple[Path, Step]] = [
            (("phases", phase, "steps", index), step) for phase, index, step in record.own_steps() if phase == "contain"
        ]
        platforms = record.platforms
    elif isinstance(record, Module) and record.status != "retired" and record.phase == "contain":
        own = [(("steps", index), step) for index, step in enumerate(record.steps) if isinstance(step, Step)]
        platforms = ()
    else:
        return
    for path, step in own:
        # What can be taken back, or has side effects, is more than a look, whatever the step says of itself.
        looks = _only_looks(step, platforms, catalogue) and not (step.undo or step.side_effects)
        claims = step.effect == "reads" and not step.scope and not looks
        if not claims and not is_corrective(step, "contain", platforms, catalogue):
            continue
        missing = [key for key in ("undo", "side_effects") if not _has(step, key, platforms, catalogue)]
        if missing:
            yield Problem(
                entry.span(*path, "id"),
                f"“{step.id}” contains the harm and does not say its {' and its '.join(missing).replace('_', ' ')}",
                f"Add {' and '.join(f'{key}:' for key in missing)} to the step.",
            )
        if isinstance(step.otherwise, Target) and step.otherwise.kind == "step" and step.otherwise.name == step.id:
            yield Problem(
                entry.span(*path, "otherwise"),
                f"if “{step.id}” fails, it leads to itself",
                "Name another way: another step, an escalation, or plain words.",
            )


# fmt: off
_LOOKS_OR_TELLS = frozenset(
    {
        "answer", "ask", "brief", "call", "check", "compare", "confirm", "copy", "count", "export", "find", "give",
        "inform", "keep", "list", "log", "look", "measure", "name", "note", "open", "phone", "post", "publish", "read",
        "record", "report", "save", "screenshot", "search", "send", "show", "take", "tell", "warn", "watch", "write",
    }
)
# fmt: on
"""How an instruction begins that leaves the platform as it is."""
_WORD = re.compile(r"\w+")


def _only_looks(step: Step, platforms: tuple[str, ...], catalogue: Catalogue) -> bool:
    """Whether the action or the first word of the instruction bears out that a step changes nothing."""
    if step.action:
        return all(action.effect == "reads" for action in actions_meant(step, platforms, catalogue))
    first = _WORD.search(step.do or "")
    return first is not None and first[0].casefold() in _LOOKS_OR_TELLS


def _has(step: Step, key: str, platforms: tuple[str, ...], catalogue: Catalogue) -> bool:
    if getattr(step, key):
        return True
    # An action says on each platform how it is taken back.
    if key == "undo" and step.action:
        actions = actions_meant(step, platforms, catalogue)
        return bool(actions) and all(action.undo or action.effect == "reads" for action in actions)
    return False
