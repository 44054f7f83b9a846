"""The severity of a playbook: its impact under the appetite that the rubric names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.appetite import Appetite
from breakglass.records.rubric import Rubric

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.playbook import Playbook
    from breakglass.records.rubric import SeverityLevel


def rubric_of(catalogue: Catalogue) -> Rubric | None:
    """The rubric of the house: there is one, or the first by its title."""
    return next(iter(catalogue.all(Rubric)), None)


def severity_level(playbook: Playbook, catalogue: Catalogue) -> SeverityLevel | None:
    """The severity under the appetite that the rubric names, or nothing where there is no rubric."""
    rubric = rubric_of(catalogue)
    appetite = catalogue.find(Appetite, rubric.appetite) if rubric else None
    if rubric is None or appetite is None or not rubric.severities:
        return None
    chosen, _ = appetite.severity(playbook.impact.levels(), [level.id for level in rubric.severities])
    return next(level for level in rubric.severities if level.id == chosen)


def possible_levels(playbook: Playbook, catalogue: Catalogue) -> tuple[SeverityLevel, ...]:
    """The severities that the impact comes to under one appetite or another, the worst first."""
    rubric = rubric_of(catalogue)
    if rubric is None or not rubric.severities:
        return ()
    order = [level.id for level in rubric.severities]
    levels = playbook.impact.levels()
    given = {appetite.severity(levels, order)[0] for appetite in catalogue.all(Appetite) if appetite.in_force}
    return tuple(level for level in rubric.severities if level.id in given)
