"""The steps of a playbook in the order in which they are taken, those of modules among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.catalogue.references import Path
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


def flow(playbook: Playbook, catalogue: Catalogue) -> Iterator[FlowStep]:
    """Every step in order. Modules are written out in place; one that uses itself is not followed again."""
    platforms = [catalogue.find(Platform, name) for name in playbook.platforms]
    actions: dict[str, set[str]] = {}
    for platform in platforms:
        for name, action in platform.actions.items() if platform else ():
            actions.setdefault(name, set()).add(action.effect)
    for phase, index, item in playbook.items():
        for step, module in _written_out(item, catalogue, ()):
            corrective = _is_corrective(step, phase, actions, in_module=module is not None)
            yield FlowStep(phase, ("phases", phase, "steps", index), step, module, corrective)


def _written_out(
    item: Step | Use, catalogue: Catalogue, inside: tuple[str, ...]
) -> Iterator[tuple[Step, str | None]]:
    if isinstance(item, Step):
        yield item, inside[-1] if inside else None
        return
    module = catalogue.find(Module, item.uses)
    if module is not None and module.id not in inside:
        for inner in module.steps:
            yield from _written_out(inner, catalogue, (*inside, module.id))


def _is_corrective(step: Step, phase: Phase, actions: dict[str, set[str]], *, in_module: bool) -> bool:
    if step.effect is not None:
        return step.effect == "changes"
    if step.action in actions:
        return "changes" in actions[step.action]
    return in_module or phase in _CORRECTIVE_PHASES
