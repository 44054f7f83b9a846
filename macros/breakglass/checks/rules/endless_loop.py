"""Use this rule to find loops in a decision tree that have no way out.

A responder who goes round for the third time has lost trust in the whole page.

Give one question of the loop an answer that leads to an outcome, a step or an escalation.
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

CODE = "D104"
NAME = "endless-loop"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text='decisions:\n  start: runs-starting\n  nodes:\n    runs-starting:\n      ask: Are new runs starting?\n      answers: {"Yes": outcome/fix, Not yet: runs-starting}\n  outcomes:\n    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}\n',
    ),
)
BAD = (
    Example(
        kind="playbook",
        text='decisions:\n  start: runs-starting\n  nodes:\n    runs-starting:\n      ask: Is it on?\n      answers: {"Yes": outcome/fix, "No": second}\n    second:\n      ask: Is it off?\n      answers: {"Yes": third, "No": third}\n    third:\n      ask: Is it on now?\n      answers: {"Yes": second, "No": second}\n  outcomes:\n    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}\n',
        at=(7, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield one problem for each loop from which no end can be reached, at its first node."""
    del catalogue, today
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    back: dict[str, list[str]] = {}
    forth: dict[str, list[str]] = {name: [] for name in playbook.decisions.nodes}
    ends: set[str] = {
        name for name, node in playbook.decisions.nodes.items() if not node.answers and not node.then
    }
    for branch in branches(playbook):
        target = leads_to(playbook, branch.target)
        if target is not None and target.startswith("decision/"):
            inner = target.removeprefix("decision/")
            back.setdefault(inner, []).append(branch.node)
            forth[branch.node].append(inner)
        else:
            ends.add(branch.node)  # it leaves the tree, or leads nowhere, which has a rule of its own
    endless = [name for name in playbook.decisions.nodes if name not in reached(ends, back)]
    while endless:
        loop = reached([endless[0]], forth)
        names = [name for name in playbook.decisions.nodes if name in loop]
        yield Problem(
            entry.key_span("decisions", "nodes", endless[0]),
            f"there is no way out of this loop: {', '.join(names)}",
            "Give one of its questions an answer that leads to an outcome, a step or an escalation.",
        )
        endless = [name for name in endless if name not in loop and endless[0] not in reached([name], forth)]
