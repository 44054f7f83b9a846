"""The impact calculator: what the page needs to score an incident by itself, under every appetite."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from breakglass.governance.severity import rubric_of
from breakglass.records.appetite import Appetite
from breakglass.records.vocabulary import DIMENSION_TITLE, DIMENSIONS
from breakglass.records.words import in_words
from breakglass.views import prose
from breakglass.views.impact import cadence_in_words

if TYPE_CHECKING:
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class Question:
    """One dimension with what each level means, 1 to 5."""

    name: str
    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calculator:
    """The questions, and all the rest as data that the script reads."""

    questions: tuple[Question, ...]
    data: Markup


def calculator(names: Names) -> Calculator | None:
    """The calculator of the house's rubric, or nothing where there is none."""
    rubric = rubric_of(names.catalogue)
    if rubric is None or not rubric.severities:
        return None
    data = {
        "severities": [
            {
                "id": level.id,
                "title": prose.plain(level.title),
                "href": names.links.to(rubric.key, level.id),
                "acknowledge": in_words(level.acknowledge),
                "joins": [prose.plain(names.named(role).title) for role in level.joins],
                "cadence": cadence_in_words(level),
                "leadership": in_words(level.leadership) if level.leadership is not None else "",
            }
            for level in rubric.severities
        ],
        "appetites": [
            {
                "title": prose.plain(appetite.title),
                "counts": appetite.id == rubric.appetite,
                "weights": {name: appetite.weights.get(name, 0) for name in DIMENSIONS},
                "thresholds": appetite.thresholds,
                "floors": [
                    {"dimension": f.dimension, "level": f.level, "severity": f.severity, "why": prose.plain(f.why)}
                    for f in appetite.floors
                ],
            }
            for appetite in sorted(names.catalogue.all(Appetite), key=lambda one: one.id != rubric.appetite)
        ],
        "dimensions": {name: DIMENSION_TITLE[name] for name in DIMENSIONS},
    }
    # Inside a script element only `<` could end it or open a comment; as an escape it is the same JSON.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Calculator(
        tuple(Question(name, DIMENSION_TITLE[name], rubric.dimensions[name]) for name in rubric.dimensions),
        Markup(text),  # noqa: S704 - JSON without `<`, in a script element that is data
    )
