"""Use this rule to find nodes of a decision tree from which nothing leads on.

A question without answers, or an action after which nothing is said, leaves the responder alone at the point
where the tree was to help.

Give the question its answers, or the action a `then`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "D103"
NAME = "dead-end"
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
        "No": stop-it
    stop-it: {step: pause, then: outcome/fix}
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
        "No": stop-it
    stop-it: {step: pause}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
        at=(9, 5),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each node without a way on."""
    if not isinstance(entry.record, Playbook):
        return
    for name, node in entry.record.decisions.nodes.items():
        if bool(node.ask) == bool(node.step):
            continue  # D105 says so
        if not node.answers and node.then is None:
            what = "the question has no answers" if node.ask else "nothing follows this action"
            yield Problem(
                entry.key_span("decisions", "nodes", name),
                f"“{name}” is a dead end: {what}",
                "Add answers:." if node.ask else "Add then: with where it goes on.",
            )
