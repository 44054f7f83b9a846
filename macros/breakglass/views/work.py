"""Steps as a responder reads them: numbered, with platform instructions and modules in place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from breakglass.checks.flow import is_corrective
from breakglass.records.module import BLANK, Module
from breakglass.records.platform import Platform
from breakglass.records.steps import Step
from breakglass.records.values import Target
from breakglass.records.vocabulary import PHASE_PURPOSE, PHASES, Phase
from breakglass.records.words import in_words
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from breakglass.records.playbook import Decisions, Playbook
    from breakglass.records.steps import Check, Use
    from breakglass.records.values import PlatformRef
    from breakglass.views.named import Names, Source


@dataclass(frozen=True, slots=True)
class Instruction:
    """How one platform does an action."""

    platform: str
    platform_id: str
    href: str
    title: str
    steps: tuple[str, ...]
    needs: str
    caution: str
    undo: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, ready to work from. `within` is in words, `minutes` is the same in minutes.

    `changes` says that it is corrective, so that no such step may come before the scope checks.
    """

    number: int
    anchor: str
    text: str
    role: Named
    within: str
    minutes: int
    scope: bool
    changes: bool
    verify: str
    otherwise: str
    otherwise_link: Named | None
    undo: str
    side_effects: str
    note: str
    evidence: tuple[Named, ...]
    only: tuple[Named, ...]
    instructions: tuple[Instruction, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class CheckView:
    """Something to look at, and what it must show."""

    check: str
    expect: str
    role: Named | None


@dataclass(frozen=True, slots=True)
class ModuleBlock:
    """A module in its place: its steps with the parameters filled in, and the proof that it worked."""

    anchor: str
    module: Named
    pattern: str
    items: tuple[StepView | ModuleBlock, ...]
    rollback: tuple[str, ...]
    integrity: tuple[CheckView, ...]
    verification: tuple[CheckView, ...]

    @property
    def is_module(self) -> bool:
        """Tells a template that this is no single step."""
        return True


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One phase with its steps and modules, or the reason why it has none."""

    id: Phase
    title: str
    purpose: str
    items: tuple[StepView | ModuleBlock, ...]
    skip: str


def steps_in(items: tuple[StepView | ModuleBlock, ...]) -> Iterator[StepView]:
    """The single steps among steps and modules, in order."""
    for item in items:
        if isinstance(item, ModuleBlock):
            yield from steps_in(item.items)
        else:
            yield item


def phases_of(playbook: Playbook, names: Names, page: str = "") -> tuple[PhaseView, ...]:
    """The phases that the playbook writes down, with steps numbered from 1 through all of them.

    `page` is the address of the playbook's page for links to its other parts, empty on that page itself.
    """
    evidence = {e.id: Named(e.what, f"{page}#evidence-{e.id}") for e in playbook.evidence}
    writer = _Writer(names, playbook.platforms, evidence, page)
    writer.name_ends(playbook.decisions)
    views = []
    plans = dict(playbook.phases.plans())
    writer.number(item for _, plan in playbook.phases.plans() for item in plan.steps)
    for phase in PHASES:
        plan = plans.get(phase)
        if plan is not None:
            writer.phase = phase
            at = partial(names.source, playbook.key, "phases", phase, "steps")
            items = writer.items(plan.steps, "step-", lambda text: text, (), at)
            views.append(PhaseView(phase, phase.capitalize(), PHASE_PURPOSE[phase], items, plan.skip or ""))
    return tuple(views)


def module_steps(module: Module, names: Names) -> tuple[StepView | ModuleBlock, ...]:
    """A module's own steps with their blanks open, and the instructions of every platform that has them."""
    platforms = tuple(platform.id for platform in names.catalogue.all(Platform))
    writer = _Writer(names, platforms, {}, "", depth=1)
    writer.number(module.steps, (module.id,))
    return writer.items(
        module.steps, "step-", lambda text: text, (module.id,), partial(names.source, module.key, "steps")
    )


def checks_of(checks: tuple[Check, ...], names: Names, fill: Callable[[str], str] = str) -> tuple[CheckView, ...]:
    """Checks with their roles by name."""
    return tuple(CheckView(fill(c.check), fill(c.expect), names.named(c.role) if c.role else None) for c in checks)


class _Writer:
    """Numbers steps as it goes through the phases of one page."""

    def __init__(
        self,
        names: Names,
        platforms: tuple[PlatformRef, ...] | tuple[str, ...],
        evidence: Mapping[str, Named],
        page: str,
        depth: int = 0,
    ) -> None:
        self._names = names
        self._evidence = evidence
        self._page = page
        self._numbers: dict[str, int] = {}
        self._used: dict[str, int] = {}
        self._seen: set[str] = set()
        self._ends: dict[str, str] = {}
        self._depth = depth
        found = (names.catalogue.find(Platform, str(platform)) for platform in platforms)
        self._platforms = tuple(platform for platform in found if platform is not None)
        self._meant = tuple(platform.id for platform in self._platforms)
        self.phase: Phase | None = None
        """The phase that is being written; a step's effect may follow from it, unless a module brings the step."""

    def items(
        self,
        items: tuple[Step | Use, ...],
        prefix: str,
        fill: Callable[[str], str],
        inside: tuple[str, ...],
        at: Callable[[int], Source],
    ) -> tuple[StepView | ModuleBlock, ...]:
        """The views of steps and modules; `at` tells where the item of a number is written."""
        views: list[StepView | ModuleBlock] = []
        for index, item in enumerate(items):
            if isinstance(item, Step):
                views.append(self._step(item, None if inside else self.phase, prefix, fill, at(index)))
            elif self._brings(item, inside):
                views.append(self._module(item, prefix, fill, inside))
        return tuple(views)

    def name_ends(self, decisions: Decisions) -> None:
        """Learn what the nodes and outcomes of the tree are called, for steps that lead there."""
        for name, node in decisions.nodes.items():
            if node.ask:
                self._ends[f"decision/{name}"] = node.ask
        for name, outcome in decisions.outcomes.items():
            self._ends[f"outcome/{name}"] = outcome.title

    def _brings(self, use: Use, inside: tuple[str, ...]) -> bool:
        """Whether a use brings steps: a module that comes a second time inside one use of the page does not.

        So circles and deep nesting cost nothing, as in `breakglass.checks.flow`.
        """
        if len(inside) <= self._depth:
            self._seen = set(inside)
        if use.uses in self._seen:
            return False
        self._seen.add(use.uses)
        return True

    def number(self, items: Iterable[Step | Use], inside: tuple[str, ...] = ()) -> None:
        """Give every step its number beforehand, so that a step can name one that comes later."""
        self._number(items, "step-", inside)
        self._used.clear()

    def _number(self, items: Iterable[Step | Use], prefix: str, inside: tuple[str, ...]) -> None:
        for item in items:
            if isinstance(item, Step):
                self._numbers[f"{prefix}{item.id}"] = len(self._numbers) + 1
                continue
            if not self._brings(item, inside):
                continue
            module = self._names.catalogue.find(Module, item.uses)
            anchor = self._anchor(prefix, item)
            if module is not None:
                self._number(module.steps, f"{anchor}-", (*inside, module.id))

    def _anchor(self, prefix: str, use: Use) -> str:
        """Where a module stands on the page; its second use gets an address of its own."""
        anchor = f"{prefix}{use.uses}"
        self._used[anchor] = self._used.get(anchor, 0) + 1
        return anchor if self._used[anchor] == 1 else f"{anchor}-{self._used[anchor]}"

    def _module(self, use: Use, prefix: str, fill: Callable[[str], str], inside: tuple[str, ...]) -> ModuleBlock:
        module = self._names.catalogue.find(Module, use.uses)
        anchor = self._anchor(prefix, use)
        if module is None:
            return ModuleBlock(anchor, self._names.named(use.uses), "", (), (), (), ())
        values = {name: fill(value) for name, value in use.with_.items()}

        def filled(text: str) -> str:
            return BLANK.sub(lambda match: values.get(match[1], match[0]), text)

        return ModuleBlock(
            anchor=anchor,
            module=self._names.named(use.uses),
            pattern=filled(module.pattern),
            items=self.items(
                module.steps,
                f"{anchor}-",
                filled,
                (*inside, module.id),
                partial(self._names.source, module.key, "steps"),
            ),
            rollback=tuple(filled(line) for line in module.rollback),
            integrity=checks_of(module.integrity, self._names, filled),
            verification=checks_of(module.verification, self._names, filled),
        )

    def _step(
        self, step: Step, phase: Phase | None, prefix: str, fill: Callable[[str], str], source: Source
    ) -> StepView:
        target = step.otherwise if isinstance(step.otherwise, Target) else None
        instructions = tuple(self._instructions(step))
        return StepView(
            number=self._numbers[f"{prefix}{step.id}"],
            anchor=f"{prefix}{step.id}",
            text=fill(step.do) if step.do else self._action_title(step, instructions),
            role=self._names.named(step.role),
            within=in_words(step.within),
            minutes=int(step.within.total_seconds() // 60),
            scope=step.scope,
            changes=is_corrective(step, phase, self._meant, self._names.catalogue),
            verify=fill(step.verify),
            otherwise="" if target else fill(step.otherwise),
            otherwise_link=self._target(target, prefix) if target else None,
            undo=fill(step.undo or ""),
            side_effects=fill(step.side_effects or ""),
            note=fill(step.note or ""),
            evidence=tuple(self._evidence.get(name, Named(name)) for name in step.evidence),
            only=tuple(self._names.named(platform) for platform in step.platforms),
            instructions=instructions,
            source=source,
        )

    def _instructions(self, step: Step) -> Iterator[Instruction]:
        for platform in self._platforms:
            action = platform.actions.get(step.action) if step.action else None
            if action is None or (step.platforms and platform.id not in step.platforms):
                continue
            yield Instruction(
                platform=platform.title,
                platform_id=platform.id,
                href=self._names.links.to(platform.key, f"action-{step.action}"),
                title=action.title,
                steps=action.steps,
                needs=action.needs or "",
                caution=action.caution or "",
                undo=action.undo or "",
            )

    @staticmethod
    def _action_title(step: Step, instructions: tuple[Instruction, ...]) -> str:
        titles = {instruction.title for instruction in instructions}
        if len(titles) == 1:
            return f"{titles.pop()}."
        return f"{(step.action or step.id).replace('-', ' ').capitalize()}."

    def _target(self, target: Target, prefix: str) -> Named:
        match target.kind:
            case "step":
                number = self._numbers.get(f"{prefix}{target.name}")
                return Named(f"Go to step {number or target.name}", f"{self._page}#{prefix}{target.name}")
            case "decision" | "outcome":
                title = self._ends.get(str(target), "the decision tree")
                return Named(f"Go to: {title}", f"{self._page}#{target.kind}-{target.name}")
            case _:
                there = self._names.named(target)
                lead = "Change to" if target.kind == "playbook" else "Escalate"
                return Named(f"{lead}: {there.title}", there.href)
