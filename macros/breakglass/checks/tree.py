"""A playbook's decision tree as a graph, for the rules that walk it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.references import Path
    from breakglass.records.playbook import Playbook
    from breakglass.records.values import Target


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on: where from (`decision/…` or `outcome/…`), where it is written, and where it leads."""

    source: str
    path: Path
    target: Target


def branches(playbook: Playbook) -> Iterator[Branch]:
    """Every way from a node or an outcome to what follows, in the order of the file."""
    for name, node in playbook.decisions.nodes.items():
        for answer, target in node.answers.items():
            yield Branch(f"decision/{name}", ("decisions", "nodes", name, "answers", answer), target)
        if node.then is not None:
            yield Branch(f"decision/{name}", ("decisions", "nodes", name, "then"), node.then)
    for name, outcome in playbook.decisions.outcomes.items():
        if outcome.go is not None:
            yield Branch(f"outcome/{name}", ("decisions", "outcomes", name, "go"), outcome.go)


def leads_to(playbook: Playbook, target: Target) -> str | None:
    """What in the tree a target means, as `decision/…` or `outcome/…`; nothing if it leaves the tree."""
    nodes, outcomes = playbook.decisions.nodes, playbook.decisions.outcomes
    if target.kind in {"", "decision"} and target.name in nodes:
        return f"decision/{target.name}"
    if target.kind in {"", "outcome"} and target.name in outcomes:
        return f"outcome/{target.name}"
    return None


def is_known(playbook: Playbook, target: Target) -> bool:
    """Whether a target within the playbook exists. Records outside are other rules' business."""
    if target.key is not None:
        return True
    if target.kind == "step":
        return any(step.id == target.name for _, _, step in playbook.own_steps())
    return leads_to(playbook, target) is not None


def names_for(playbook: Playbook, target: Target) -> list[str]:
    """What could have been meant by a target, as it would be written."""
    steps = [f"step/{step.id}" for _, _, step in playbook.own_steps()]
    nodes, outcomes = list(playbook.decisions.nodes), list(playbook.decisions.outcomes)
    match target.kind:
        case "step":
            return steps
        case "decision":
            return [f"decision/{name}" for name in nodes]
        case "outcome":
            return [f"outcome/{name}" for name in outcomes]
        case _:
            return [*nodes, *outcomes]
