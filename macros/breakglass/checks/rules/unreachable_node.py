"""Use this rule to find questions, actions and outcomes that no answer leads to.

What cannot be reached is either forgotten or missing an answer above it. In both cases somebody thought it
mattered.

Let an answer lead there, or delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.graph import reached
from breakglass.checks.rule import Example, Problem
from breakglass.checks.tree import branches, is_known, leads_to
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook
from breakglass.records.values import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "D102"
NAME = "unreachable-node"
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
        "No": step/pause
    lonely:
      ask: Is anyone there?
      answers: {"Yes": outcome/fix}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
""",
        at=(9, 5),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each part of the tree that cannot be reached from its start."""
    playbook = entry.record
    if not isinstance(playbook, Playbook) or playbook.decisions.start not in playbook.decisions.nodes:
        return
    edges: dict[str, list[str]] = {}
    for branch in branches(playbook):
        if not is_known(playbook, branch.target):
            return  # D101 says so; until it is mended nobody can tell what it should have led to
        target = leads_to(playbook, branch.target)
        if target is not None:
            edges.setdefault(branch.source, []).append(target)
    starts = [f"decision/{playbook.decisions.start}", *_after_failed_steps(playbook)]
    seen = reached(starts, edges)
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


def _after_failed_steps(playbook: Playbook) -> Iterator[str]:
    for _, _, step in playbook.own_steps():
        if isinstance(step.otherwise, Target):
            target = leads_to(playbook, step.otherwise)
            if target is not None:
                yield target
