"""What an incident costs: levels, the score under each appetite, and the severity that follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.severity import rubric_of, severity_level
from breakglass.records.appetite import Appetite
from breakglass.records.vocabulary import CONSEQUENCE_TITLE, DIMENSION_TITLE, DIMENSIONS
from breakglass.records.words import in_words
from breakglass.views.named import Named

if TYPE_CHECKING:
    from breakglass.records.playbook import Playbook
    from breakglass.records.rubric import Rubric, SeverityLevel
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class SeverityBadge:
    """A severity: `rank` counts from 1, the worst."""

    id: str
    title: str
    rank: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension with its level, 1 to 5, and what that level means."""

    title: str
    level: int
    means: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The score and severity under one appetite, and the floor that settled it if one did."""

    appetite: Named
    score: str
    severity: SeverityBadge
    floor: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ConsequenceView:
    """From a technical consequence to what the business feels."""

    technical: str
    business: str
    process: Named | None
    detail: str


@dataclass(frozen=True, slots=True)
class ImpactView:
    """Everything about the impact of one playbook's failure."""

    dimensions: tuple[DimensionView, ...]
    why: str
    scores: tuple[ScoreView, ...]
    consequences: tuple[ConsequenceView, ...]


def badge(rubric: Rubric, severity: str, href: str | None = None) -> SeverityBadge:
    """The badge of a severity by its id."""
    rank, level = next((i, level) for i, level in enumerate(rubric.severities, start=1) if level.id == severity)
    return SeverityBadge(severity, level.title, rank, href)


def severity_badge(playbook: Playbook, names: Names) -> SeverityBadge | None:
    """The badge of a playbook's severity, linked to the rubric."""
    level, rubric = severity_level(playbook, names.catalogue), rubric_of(names.catalogue)
    if level is None or rubric is None:
        return None
    return badge(rubric, level.id, names.links.to(rubric.key, level.id))


def impact_of(playbook: Playbook, names: Names) -> ImpactView:
    """The impact as the playbook's page shows it."""
    rubric = rubric_of(names.catalogue)
    levels = playbook.impact.levels()
    return ImpactView(
        dimensions=tuple(
            DimensionView(
                DIMENSION_TITLE[name],
                levels[name],
                rubric.dimensions[name][levels[name] - 1] if rubric and name in rubric.dimensions else "",
            )
            for name in DIMENSIONS
        ),
        why=playbook.impact.why,
        scores=_scores(playbook, rubric, names) if rubric and rubric.severities else (),
        consequences=tuple(
            ConsequenceView(
                c.technical,
                CONSEQUENCE_TITLE[c.business],
                names.named(c.process) if c.process else None,
                c.detail,
            )
            for c in playbook.consequences
        ),
    )


def _scores(playbook: Playbook, rubric: Rubric, names: Names) -> tuple[ScoreView, ...]:
    levels, order = playbook.impact.levels(), [level.id for level in rubric.severities]
    found = []
    for appetite in names.catalogue.all(Appetite):
        chosen, floor = appetite.severity(levels, order)
        found.append(
            ScoreView(
                appetite=Named(appetite.title, names.links.to(appetite.key)),
                score=f"{appetite.score(levels):.1f}",
                severity=badge(rubric, chosen, names.links.to(rubric.key, chosen)),
                floor=f"{DIMENSION_TITLE[floor.dimension]} at {floor.level} or more: {floor.why}" if floor else "",
                counts=appetite.id == rubric.appetite,
            )
        )
    return tuple(sorted(found, key=lambda score: not score.counts))


def cadence_in_words(level: SeverityLevel) -> str:
    """How often updates go out at a severity, as it goes on."""
    parts = []
    for cadence in level.updates:
        start = f" after {in_words(cadence.after)}" if cadence.after else ""
        parts.append(f"every {in_words(cadence.every)}{start}")
    return ", then ".join(parts)
