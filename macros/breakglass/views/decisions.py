"""The decision tree of a playbook: as a drawing, as nested text, and its outcomes as decisions with their rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from breakglass.records.values import Target
from breakglass.records.vocabulary import GATE_TITLE
from breakglass.views import prose
from breakglass.views.diagram import Diagram, DiagramEdge, DiagramNode, Shape, draw
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from breakglass.records.playbook import Node, Playbook
    from breakglass.records.values import RoleRef
    from breakglass.views.named import Names


Place = Literal["here", "above", "below"]
"""Where in the nested text a node is written out, seen from where it is mentioned."""

_DEEPEST = 30
"""How many levels the nested text goes down before it begins again at the left."""


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer, and what follows it. No answer stands before what simply comes next."""

    answer: str
    then: Twig


@dataclass(frozen=True, slots=True)
class Twig:
    """A place in the nested text. What is not written out `here` has no branches and leads to where it is."""

    anchor: str
    shape: Shape
    text: str
    help: str
    decides: str
    href: str | None
    place: Place
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
    more: tuple[Twig, ...]
    """Parts too deep to be nested; links from above lead to them."""
    unreached: tuple[Twig, ...]
    """Parts that no answer leads to. A step may still lead there."""
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class StepName:
    """What a step is called where it is mentioned, and where it stands."""

    text: str
    href: str


def decision_tree(playbook: Playbook, names: Names, steps: Mapping[str, StepName]) -> DecisionTreeView:
    """The tree of a playbook. `steps` are the playbook's own steps by id, as its page shows them.

    A target that is missing is said to lead nowhere yet, and what no answer leads to stands apart; lint reports both.
    """
    return _Tree(playbook, names, steps).view()


class _Tree:
    def __init__(self, playbook: Playbook, names: Names, steps: Mapping[str, StepName]) -> None:
        self._playbook = playbook
        self._names = names
        self._steps = steps
        self._told: set[str] = set()
        self._later: list[str] = []

    def view(self) -> DecisionTreeView:
        decisions = self._playbook.decisions
        title = f"Decision tree: {prose.plain(self._playbook.title)}"
        prefix = f"tree-{self._playbook.id}"
        first, *more = self._parts(Target(f"decision/{decisions.start}"))
        unreached: list[Twig] = []
        for name in decisions.nodes:
            if name not in self._told:
                unreached += self._parts(Target(f"decision/{name}"))
        return DecisionTreeView(
            prefix=prefix,
            title=title,
            drawing=draw(self._diagram(title), prefix),
            start=first,
            more=tuple(more),
            unreached=tuple(unreached),
            outcomes=tuple(
                OutcomeView(
                    f"outcome-{name}",
                    outcome.title,
                    GATE_TITLE[outcome.gate],
                    outcome.criteria,
                    self._names.named(outcome.decides),
                    self._named(outcome.go) if outcome.go else None,
                )
                for name, outcome in decisions.outcomes.items()
            ),
        )

    def _node(self, target: Target) -> tuple[str, Node] | None:
        if target.kind in {"", "decision"} and target.name in self._playbook.decisions.nodes:
            return target.name, self._playbook.decisions.nodes[target.name]
        return None

    def _named(self, target: Target) -> Named:
        found = self._node(target)
        if found is not None:
            return Named(self._words(found[1])[1], f"#decision-{found[0]}")
        end = self._end(target)
        return Named(end.text, end.href)

    def _parts(self, target: Target) -> Iterator[Twig]:
        """The nested text from a target on, in as many parts as its depth asks for."""
        yield self._twig(target, 1)
        while self._later:
            name = self._later.pop(0)
            if name not in self._told:
                yield self._twig(Target(f"decision/{name}"), 1)

    def _twig(self, target: Target, depth: int) -> Twig:
        found = self._node(target)
        if found is None:
            return self._end(target)
        name, node = found
        place: Place = "above" if name in self._told else "below" if depth > _DEEPEST else "here"
        shape, text = self._words(node)
        anchor, who = f"decision-{name}", self._who(node.decides)
        if place != "here":
            self._later.append(name)
            return Twig(anchor, shape, text, "", who, f"#{anchor}", place, ())
        self._told.add(name)
        branches = tuple(Branch(answer, self._twig(to, depth + 1)) for answer, to in _ways(node))
        step = self._steps.get(node.step or "")
        return Twig(anchor, shape, text, node.help or "", who, step.href if step else None, place, branches)

    def _end(self, target: Target) -> Twig:
        """Where the tree ends: an outcome, a step, another record, or nothing yet."""
        outcome = self._playbook.decisions.outcomes.get(target.name)
        step = self._steps.get(target.name)
        shape: Shape = "action"
        who, href = "", None
        if target.kind in {"", "outcome"} and outcome is not None:
            shape, text, href = "outcome", outcome.title, f"#outcome-{target.name}"
            who = self._who(outcome.decides)
        elif target.kind == "step" and step is not None:
            text, href = step.text, step.href
        elif target.key is not None:
            shape, named = "outcome", self._names.named(target)
            verb = "Escalate" if target.kind == "escalation" else "Playbook"
            text, href = f"{verb}: {named.title.removeprefix(f'{target.kind}/')}", named.href
        else:
            text = _nowhere(target)
        return Twig("", shape, text, "", who, href, "here", ())

    def _words(self, node: Node) -> tuple[Shape, str]:
        if node.ask is not None:
            return "question", node.ask
        step = self._steps.get(node.step or "")
        return "action", step.text if step else _nowhere(node.step or "?")

    def _who(self, role: RoleRef | None) -> str:
        return f"{self._names.named(role).title} decides" if role else ""

    def _diagram(self, title: str) -> Diagram:
        """The drawing: nodes stand once, ends are repeated under each parent so that no edge crosses the tree."""
        decisions = self._playbook.decisions
        nodes: list[DiagramNode] = []
        edges: list[DiagramEdge] = []
        waiting = [decisions.start] if decisions.start in decisions.nodes else []
        if not waiting:
            nodes.append(_drawn("start", self._end(Target(f"decision/{decisions.start}"))))
        seen = set(waiting)
        while waiting:
            name = waiting.pop(0)
            node = decisions.nodes[name]
            shape, text = self._words(node)
            step = self._steps.get(node.step or "")
            href = step.href if step else f"#decision-{name}"
            nodes.append(_drawn(name, Twig("", shape, text, "", self._who(node.decides), href, "here", ())))
            for number, (answer, target) in enumerate(_ways(node)):
                found = self._node(target)
                if found is None:
                    to = f"{name}>{number}"
                    nodes.append(_drawn(to, self._end(target)))
                else:
                    to = found[0]
                    if to not in seen:
                        seen.add(to)
                        waiting.append(to)
                edges.append(DiagramEdge(name, to, prose.plain(answer)))
        questions = sum(node.shape == "question" for node in nodes)
        counted = f"{_count(questions, 'question')} that lead to {_count(len(decisions.outcomes), 'outcome')}"
        return Diagram(title, f"{counted}. The same tree follows as text.", tuple(nodes), tuple(edges))


def _ways(node: Node) -> Iterator[tuple[str, Target]]:
    """The ways on from a node: its answers, and what simply comes next."""
    yield from node.answers.items()
    if node.then is not None:
        yield "", node.then


def _drawn(name: str, twig: Twig) -> DiagramNode:
    words = prose.plain(twig.text)
    spoken = {"question": "Question", "outcome": "Outcome"}.get(twig.shape, "Step")
    label = f"{spoken}: {words}" + (f". {twig.decides}" if twig.decides else "")
    return DiagramNode(name, twig.shape, words, twig.decides, twig.href, label)


def _nowhere(name: str) -> str:
    return f"{name}: leads nowhere yet"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
