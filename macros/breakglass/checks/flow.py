"""The steps of a playbook in the order in which they are taken, those of modules among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.catalogue.references import Path
    from breakglass.records.platform import Action
    from breakglass.records.playbook import Playbook
    from breakglass.records.steps import Use
    from breakglass.records.vocabulary import Phase

_CORRECTIVE_PHASES = ("contain", "remediate", "recover")


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step at its place in the playbook: `path` leads to it, or to the use of the module that brings it."""

    phase: Phase
    path: Path
    step: Step
    module: str | None
    corrective: bool


_flows: WeakKeyDictionary[Catalogue, dict[str, tuple[FlowStep, ...]]] = WeakKeyDictionary()
"""By catalogue, then by the id of the playbook: half a dozen rules ask for the same."""


def flow(playbook: Playbook, catalogue: Catalogue) -> tuple[FlowStep, ...]:
    """Every step in order. Modules are written out in place, each once in every use of the playbook.

    A module that is used a second time inside the same use brings no step that was not there before; left
    out, circles and deep nesting cost nothing.
    """
    known = _flows.setdefault(catalogue, {})
    if playbook.id not in known:
        known[playbook.id] = tuple(_flow(playbook, catalogue))
    return known[playbook.id]


def _flow(playbook: Playbook, catalogue: Catalogue) -> Iterator[FlowStep]:
    for phase, index, item in playbook.items():
        path: Path = ("phases", phase, "steps", index)
        if isinstance(item, Step):
            yield FlowStep(phase, path, item, None, is_corrective(item, phase, playbook.platforms, catalogue))
            continue
        for module, step in _written_out(item, catalogue, set()):
            corrective = is_corrective(step, None, playbook.platforms, catalogue)
            yield FlowStep(phase, path, step, module.id, corrective)


def _written_out(use: Use, catalogue: Catalogue, seen: set[str]) -> Iterator[tuple[Module, Step]]:
    module = catalogue.find(Module, use.uses)
    if module is None or module.id in seen:
        return
    seen.add(module.id)
    for item in module.steps:
        if isinstance(item, Step):
            yield module, item
        else:
            yield from _written_out(item, catalogue, seen)


def actions_meant(step: Step, platforms: Sequence[str], catalogue: Catalogue) -> list[Action]:
    """What a step's action is on each platform it is meant for: its own, else those given, else all there are."""
    names = step.platforms or platforms
    meant = [platform for platform in catalogue.all(Platform) if not names or platform.id in names]
    return [platform.actions[step.action] for platform in meant if step.action in platform.actions]


def is_corrective(step: Step, phase: Phase | None, platforms: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether a step changes something on the platforms it is written for.

    `phase` is None for the steps of a module whose phase does not matter.
    """
    if step.effect == "changes":
        return True
    effects = {action.effect for action in actions_meant(step, platforms, catalogue)}
    if effects:
        return "changes" in effects
    if step.effect is not None or step.scope:
        return False  # a scope check looks, unless it says otherwise
    return phase is None or phase in _CORRECTIVE_PHASES


def scope_gate(steps: list[FlowStep], playbook: Playbook) -> int | None:
    """The number of the step with which the scope is known on every platform; nothing where it never is."""
    open_on: set[str] = set(playbook.platforms) or {""}
    for number, item in enumerate(steps):
        if item.step.scope:
            open_on = open_on - set(item.step.platforms) if item.step.platforms else set()
            if not open_on:
                return number
    return None


def is_complete(playbook: Playbook, catalogue: Catalogue) -> bool:
    """Whether every module that the playbook uses could be read, those inside modules too."""
    seen: set[str] = set()
    waiting = [use.uses for _, _, use in playbook.uses()]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        module = catalogue.find(Module, name)
        if module is None:
            return False
        waiting.extend(item.uses for item in module.steps if not isinstance(item, Step))
    return True
