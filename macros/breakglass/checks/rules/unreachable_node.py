"""Use this rule to find questions, actions and outcomes that no answer leads to.

What cannot be reached is either forgotten or missing an answer above it. In both cases somebody thought it
mattered.

Let an answer lead there, or delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.graph import reached
from breakglass.checks.rule import Example, Problem
from breakglass.checks.tree import branches, leads_to
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "D102"
NAME = "unreachable-node"
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
        text='decisions:\n  start: runs-starting\n  nodes:\n    runs-starting:\n      ask: Are new runs starting?\n      answers:\n        "Yes": outcome/fix\n        "No": step/pause\n    lonely:\n      ask: Is anyone there?\n      answers: {"Yes": outcome/fix}\n  outcomes:\n    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}\n',
        at=(9, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each part of the tree that cannot be reached from its start."""
    del catalogue, today
    playbook = entry.record
    if not isinstance(playbook, Playbook) or playbook.decisions.start not in playbook.decisions.nodes:
        return
    edges: dict[str, list[str]] = {}
    for branch in branches(playbook):
        target = leads_to(playbook, branch.target)
        if target is not None:
            edges.setdefault(f"decision/{branch.node}", []).append(target)
    seen = reached([f"decision/{playbook.decisions.start}"], edges)
    for group, kind, names in (
        ("nodes", "decision", playbook.decisions.nodes),
        ("outcomes", "outcome", playbook.decisions.outcomes),
    ):
        for name in names:
            if f"{kind}/{name}" not in seen:
                yield Problem(
                    entry.key_span("decisions", group, name),
                    f"no answer leads to “{name}”",
                    "Let an answer lead there, or delete it.",
                )
