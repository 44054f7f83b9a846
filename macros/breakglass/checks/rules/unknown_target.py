"""Use this rule to find decisions and steps that lead to something which is not there.

An answer that leads nowhere stops a responder in the middle of the tree.

Correct the id. A bare id is a node or an outcome; steps are written `step/ID`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.rule import Example, Problem
from breakglass.checks.tree import branches, is_known, names_for
from breakglass.findings import Severity
from breakglass.records.module import Module
from breakglass.records.playbook import Playbook
from breakglass.records.steps import Step
from breakglass.records.values import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.catalogue.references import Path

CODE = "D101"
NAME = "unknown-target"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting:
      ask: Are new runs starting?
      answers:
        "Yes": outcome/fix
        "No": step/pause
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting:
      ask: Are new runs starting?
      answers:
        "Yes": outcome/fix
        "No": step/pauze
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
        at=(8, 15),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each target within the playbook or module that does not exist."""
    if isinstance(entry.record, Module):
        yield from _in_module(entry, entry.record)
    elif isinstance(entry.record, Playbook):
        yield from _in_playbook(entry, entry.record)


def _in_playbook(entry: Entry, playbook: Playbook) -> Iterator[Problem]:
    tree = playbook.decisions
    if tree.start not in tree.nodes:
        mend = did_you_mean(tree.start, tree.nodes) or f"It is one of {', '.join(tree.nodes)}."
        yield Problem(entry.span("decisions", "start"), f"no node is called “{tree.start}”", mend)
    steps = [step.id for _, _, step in playbook.own_steps()]
    for name, node in tree.nodes.items():
        if node.step is not None and node.step not in steps:
            yield Problem(
                entry.span("decisions", "nodes", name, "step"),
                f"no step of this playbook is called “{node.step}”",
                did_you_mean(node.step, steps) or "Name a step of this playbook; those of modules do not count.",
            )
    for path, target in _targets(playbook):
        if not is_known(playbook, target):
            yield Problem(
                entry.span(*path),
                f"“{target}” is not part of this playbook",
                did_you_mean(target, names_for(playbook, target)) or "Name a node, an outcome or step/ID.",
            )


def _targets(playbook: Playbook) -> Iterator[tuple[Path, Target]]:
    for branch in branches(playbook):
        yield branch.path, branch.target
    for phase, index, step in playbook.own_steps():
        if isinstance(step.otherwise, Target):
            yield ("phases", phase, "steps", index, "otherwise"), step.otherwise


def _in_module(entry: Entry, module: Module) -> Iterator[Problem]:
    """A module knows its own steps and no decisions: these belong to the playbooks that use it."""
    steps = [f"step/{item.id}" for item in module.steps if isinstance(item, Step)]
    for index, item in enumerate(module.steps):
        target = item.otherwise if isinstance(item, Step) else None
        if isinstance(target, Target) and target.key is None and target not in steps:
            yield Problem(
                entry.span("steps", index, "otherwise"),
                f"“{target}” is not part of this module",
                did_you_mean(target, steps) or "Name a step of the module, another record, or write plain words.",
            )
