"""A risk appetite: how one department weighs the dimensions, and where it draws the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from breakglass.records.record import Maintained, Part
from breakglass.records.values import Level, Line, Prose, Real, Slug
from breakglass.records.vocabulary import DIMENSIONS, Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Floor(Part):
    """A level of one dimension that settles the severity, whatever the rest says."""

    dimension: Dimension = Field(examples=["regulatory"])
    """The dimension."""
    level: Level = Field(examples=["5"])
    """From this level on, 1 to 5."""
    severity: Slug = Field(examples=["sev1"])
    """At least this severity."""
    why: Line = Field(examples=["A notifiable breach starts a legal clock."])
    """The reason."""


class Appetite(Maintained):
    """The profile of a department or a leadership team."""

    kind: Literal["appetite"] = Field(examples=["appetite"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["company"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Company"])
    """What people call it."""
    why: Prose = Field(examples=["The board accepts short delays and no loss of customer data."])
    """The appetite in words, and who set it."""
    weights: dict[Dimension, Annotated[Real, Field(ge=0)]] = Field(
        examples=[{"urgency": 3, "financial": 3, "regulatory": 2, "goodwill": 2}]
    )
    """How much each dimension counts. The score is the weighted mean of the levels, from 1.0 to 5.0."""
    thresholds: dict[Slug, Real] = Field(examples=[{"sev1": 4.0}])
    """The score from which on each severity applies; below all of them the lowest one does."""
    floors: tuple[Floor, ...] = ()
    """Levels that settle the severity by themselves."""

    @model_validator(mode="after")
    def _weighs_something(self) -> Appetite:
        if not sum(self.weights.values()):
            raise PydanticCustomError("weights", "the weights add up to nothing; give one dimension a weight")
        return self

    def score(self, levels: Mapping[Dimension, int]) -> float:
        """The weighted mean of the levels, from 1.0 to 5.0. A dimension without a weight does not count."""
        total = sum(self.weights.values())
        return sum(self.weights.get(name, 0.0) * levels[name] for name in DIMENSIONS) / total

    def severity(self, levels: Mapping[Dimension, int], order: Sequence[str]) -> tuple[str, Floor | None]:
        """The severity of these levels, and the floor that settled it if the score alone did not.

        `order` names the severities, the worst first. A score below all thresholds gives the last of them.
        """
        score = self.score(levels)
        chosen = next((s for s in order if s in self.thresholds and score >= self.thresholds[s]), order[-1])
        by_floor: Floor | None = None
        for floor in self.floors:
            holds = levels[floor.dimension] >= floor.level and floor.severity in order
            if holds and order.index(floor.severity) < order.index(chosen):
                chosen, by_floor = floor.severity, floor
        return chosen, by_floor
