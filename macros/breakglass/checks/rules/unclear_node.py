"""Use this rule to find nodes that are neither a question nor an action, or both.

A node either asks (`ask` with `answers`) or does (`step` with `then`). One that mixes the two cannot be drawn
or followed.

Split it into a question and an action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "D105"
NAME = "unclear-node"
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
      step: pause
      answers:
        "Yes": outcome/fix
        "No": step/pause
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
        at=(4, 5),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each node that is not clearly a question or an action."""
    if not isinstance(entry.record, Playbook):
        return
    for name, node in entry.record.decisions.nodes.items():
        question, action = bool(node.ask or node.answers), bool(node.step or node.then)
        if question == action or (question and not node.ask) or (action and not node.step):
            yield Problem(
                entry.key_span("decisions", "nodes", name),
                f"“{name}” is not clearly a question or an action",
                "Write ask: with answers:, or step: with then:.",
            )
