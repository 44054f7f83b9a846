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
from breakglass.records.playbook import Playbook
from breakglass.records.values import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.catalogue.references import Path

CODE = "D101"
NAME = "unknown-target"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text='decisions:\n  start: runs-starting\n  nodes:\n    runs-starting:\n      ask: Are new runs starting?\n      answers:\n        "Yes": outcome/fix\n        "No": step/pause\n  outcomes:\n    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}\n',
    ),
)
BAD = (
    Example(
        kind="playbook",
        text='decisions:\n  start: runs-starting\n  nodes:\n    runs-starting:\n      ask: Are new runs starting?\n      answers:\n        "Yes": outcome/fix\n        "No": step/pauze\n  outcomes:\n    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}\n',
        at=(8, 15),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each target within the playbook that does not exist."""
    del catalogue, today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    for path, target in _targets(playbook):
        if not is_known(playbook, target):
            yield Problem(
                entry.span(*path),
                f"“{target}” is not part of this playbook",
                did_you_mean(target, names_for(playbook, target)) or "Name a node, an outcome or step/ID.",
            )


def _targets(playbook: Playbook) -> Iterator[tuple[Path, Target]]:
    tree = playbook.decisions
    yield ("decisions", "start"), Target(f"decision/{tree.start}")
    for name, node in tree.nodes.items():
        if node.step is not None:
            yield ("decisions", "nodes", name, "step"), Target(f"step/{node.step}")
    for branch in branches(playbook):
        yield branch.path, branch.target
    for name, outcome in tree.outcomes.items():
        if outcome.go is not None:
            yield ("decisions", "outcomes", name, "go"), outcome.go
    for phase, index, step in playbook.own_steps():
        if isinstance(step.otherwise, Target):
            yield ("phases", phase, "steps", index, "otherwise"), step.otherwise
