"""The decision tree of a playbook: as a drawing, as nested text, and its outcomes as decisions with their rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.role import Role
from breakglass.records.values import Target
from breakglass.records.vocabulary import GATE_TITLE
from breakglass.views import prose
from breakglass.views.diagram import Diagram, DiagramEdge, DiagramNode, Shape, draw
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from breakglass.records.playbook import Node, Playbook
    from breakglass.records.values import RoleRef
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer, and what follows it."""

    answer: str
    then: Twig


@dataclass(frozen=True, slots=True)
class Twig:
    """A place in the nested text. `again` marks one that was written out further up."""

    anchor: str
    shape: Shape
    text: str
    help: str
    decides: str
    href: str | None
    again: bool
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An end of the tree: what is decided, when that is right, and who may."""

    anchor: str
    title: str
    gate: str
    criteria: str
    decides: Named
    go: Named | None


@dataclass(frozen=True, slots=True)
class DecisionTreeView:
    """The tree as a drawing and as text."""

    prefix: str
    title: str
    drawing: Markup
    start: Twig
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class StepName:
    """What a step is called where it is mentioned, and where it stands."""

    text: str
    href: str


def decision_tree(playbook: Playbook, names: Names, steps: Mapping[str, StepName]) -> DecisionTreeView:
    """The tree of a playbook. `steps` are the playbook's own steps by id, as its page shows them.

    Whatever is missing or never reached is left out or said to lead nowhere; lint reports it.
    """
    return _Tree(playbook, names, steps).view()


class _Tree:
    def __init__(self, playbook: Playbook, names: Names, steps: Mapping[str, StepName]) -> None:
        self._playbook = playbook
        self._names = names
        self._steps = steps
        self._nodes: dict[str, DiagramNode] = {}
        self._edges: list[DiagramEdge] = []
        self._told: set[str] = set()

    def view(self) -> DecisionTreeView:
        decisions = self._playbook.decisions
        start = self._twig(Target(f"decision/{decisions.start}"))
        self._draw_from(decisions.start)
        prefix = f"tree-{self._playbook.id}"
        title = f"Decision tree: {prose.plain(self._playbook.title)}"
        count = sum(node.ask is not None for node in decisions.nodes.values())
        diagram = Diagram(
            title,
            f"{count} questions that lead to {len(decisions.outcomes)} outcomes. The same tree follows as text.",
            tuple(self._nodes.values()),
            tuple(self._edges),
        )
        return DecisionTreeView(
            prefix,
            title,
            draw(diagram, prefix),
            start,
            tuple(
                OutcomeView(
                    f"outcome-{name}",
                    outcome.title,
                    GATE_TITLE[outcome.gate],
                    outcome.criteria,
                    self._names.named(outcome.decides),
                    self.target(outcome.go) if outcome.go else None,
                )
                for name, outcome in decisions.outcomes.items()
            ),
        )

    def target(self, target: Target) -> Named:
        """A target by name."""
        twig = self._end(target)
        return Named(twig.text, twig.href)

    def _node(self, target: Target) -> tuple[str, Node] | None:
        if target.kind in {"", "decision"} and target.name in self._playbook.decisions.nodes:
            return target.name, self._playbook.decisions.nodes[target.name]
        return None

    def _twig(self, target: Target) -> Twig:
        found = self._node(target)
        if found is None:
            return self._end(target)
        name, node = found
        again = name in self._told
        self._told.add(name)
        shape, text = self._words(node)
        branches: tuple[Branch, ...] = ()
        if not again:
            branches = tuple(Branch(answer, self._twig(to)) for answer, to in node.answers.items())
            if node.then is not None:
                branches = (*branches, Branch("", self._twig(node.then)))
        step = self._steps.get(node.step or "")
        href = f"#decision-{name}" if again else step.href if step else None
        return Twig(f"decision-{name}", shape, text, node.help or "", self._who(node.decides), href, again, branches)

    def _end(self, target: Target) -> Twig:
        """Where the tree ends: an outcome, a step, another record, or nothing yet."""
        outcome = self._playbook.decisions.outcomes.get(target.name)
        shape: Shape = "action"
        who, href = "", None
        if target.kind in {"", "outcome"} and outcome is not None:
            shape, text, href = "outcome", outcome.title, f"#outcome-{target.name}"
            who = self._who(outcome.decides)
        elif target.kind == "step" and target.name in self._steps:
            step = self._steps[target.name]
            text, href = step.text, step.href
        elif target.kind == "decision" and target.name in self._playbook.decisions.nodes:
            text = self._words(self._playbook.decisions.nodes[target.name])[1]
            shape, href = "question", f"#decision-{target.name}"
        elif target.key is not None:
            named = self._names.named(target)
            shape = "outcome"
            text = f"{'Escalate' if target.kind == 'escalation' else 'Playbook'}: {named.title}"
            href = named.href
        else:
            text = f"{target}: leads nowhere yet"
        return Twig("", shape, text, "", who, href, again=False, branches=())

    def _words(self, node: Node) -> tuple[Shape, str]:
        if node.ask is not None:
            return "question", node.ask
        step = self._steps.get(node.step or "")
        return "action", step.text if step else f"{node.step or 'something'}: leads nowhere yet"

    def _who(self, role: RoleRef | None) -> str:
        found = self._names.catalogue.find(Role, role)
        return f"{found.title} decides" if found else f"{role} decides" if role else ""

    def _draw_from(self, start: str) -> None:
        """The drawing: nodes stand once, ends are repeated under each parent so that no edge crosses the tree."""
        waiting, seen = [start], {start}
        while waiting:
            name = waiting.pop(0)
            node = self._playbook.decisions.nodes.get(name)
            if node is None:
                continue
            shape, text = self._words(node)
            step = self._steps.get(node.step or "")
            self._add(name, shape, text, self._who(node.decides), step.href if step else f"#decision-{name}")
            ways = [*node.answers.items(), *([("", node.then)] if node.then else [])]
            for number, (answer, target) in enumerate(ways):
                found = self._node(target)
                if found is not None:
                    to = found[0]
                    if to not in seen:
                        seen.add(to)
                        waiting.append(to)
                else:
                    end = self._end(target)
                    to = f"{name}>{number}"
                    self._add(to, end.shape, end.text, end.decides, end.href)
                self._edges.append(DiagramEdge(name, to, prose.plain(answer)))

    def _add(self, name: str, shape: Shape, text: str, who: str, href: str | None) -> None:
        words = prose.plain(text)
        spoken = {"question": "Question", "outcome": "Outcome"}.get(shape, "Step")
        label = f"{spoken}: {words}" + (f". {who}" if who else "")
        self._nodes[name] = DiagramNode(name, shape, words, who, href, label)
