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
    from collections.abc import Iterator, Mapping

    from breakglass.catalogue.catalogue import Entry

CODE = "D104"
NAME = "endless-loop"
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
      answers: {"Yes": outcome/fix, Not yet: runs-starting}
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
      ask: Is it on?
      answers: {"Yes": outcome/fix, "No": second}
    second:
      ask: Is it off?
      answers: {"Yes": third, "No": third}
    third:
      ask: Is it on now?
      answers: {"Yes": second, "No": second}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
        at=(7, 5),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield one problem for each loop from which no end can be reached, at its first node."""
    playbook = entry.record
    if not isinstance(playbook, Playbook):
        return
    nodes = [f"decision/{name}" for name in playbook.decisions.nodes]
    forth: dict[str, list[str]] = {name: [] for name in nodes}
    back: dict[str, list[str]] = {name: [] for name in nodes}
    ends = set(nodes) - {branch.source for branch in branches(playbook)}
    for branch in branches(playbook):
        if branch.source not in forth:
            continue  # an outcome is an end, wherever the work goes on
        target = leads_to(playbook, branch.target)
        if target in forth:
            forth[branch.source].append(target)
            back[target].append(branch.source)
        else:
            ends.add(branch.source)  # it leaves the tree, or leads nowhere, which has a rule of its own
    safe = reached(ends, back)
    endless = [name for name in nodes if name not in safe]
    while endless:
        loop = _innermost(endless[0], forth, back)
        names = [name.removeprefix("decision/") for name in nodes if name in loop]
        yield Problem(
            entry.key_span("decisions", "nodes", names[0]),
            f"there is no way out of this loop: {', '.join(names)}",
            "Give one of its questions an answer that leads to an outcome, a step or an escalation.",
        )
        leading_here = reached(loop, back)
        endless = [name for name in endless if name not in leading_here]


def _innermost(name: str, forth: Mapping[str, list[str]], back: Mapping[str, list[str]]) -> set[str]:
    """The loop that everybody who passes `name` may end up in and that nobody leaves."""
    while True:
        ahead = reached([name], forth)
        no_way_back = ahead - reached([name], back)
        if not no_way_back:
            return ahead
        name = min(no_way_back)
