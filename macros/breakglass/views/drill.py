"""The page of a drill: the scenario, what happens when, and how it went each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.drills import drilled, played
from breakglass.records.playbook import Playbook
from breakglass.records.vocabulary import DRILL_TITLE, MEASURE_TITLE
from breakglass.records.words import in_words
from breakglass.views.actions import ActionView, action_view
from breakglass.views.day import DayView, day_view
from breakglass.views.response import drill_data

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from breakglass.records.drill import Drill
    from breakglass.records.values import PlaybookRef
    from breakglass.views.named import Named, Names


@dataclass(frozen=True, slots=True)
class InjectView:
    """Something that the drill's lead brings in. `minutes` counts from the start."""

    at: str
    minutes: int
    to: Named
    what: str
    expect: str


@dataclass(frozen=True, slots=True)
class RunView:
    """One time that the drill was played."""

    date: date
    lead: str
    people: tuple[str, ...]
    playbooks: tuple[Named, ...]
    times: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    went_well: tuple[str, ...]
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class ExercisedView:
    """A playbook that a drill exercises, and by when it is to be drilled again, in whichever drill."""

    playbook: Named
    stands: DayView | None


@dataclass(frozen=True, slots=True)
class DrillPage:
    """Everything about one drill."""

    form: str
    lasts: str
    playbooks: tuple[ExercisedView, ...]
    roles: tuple[Named, ...]
    scenario: str
    prepare: tuple[str, ...]
    injects: tuple[InjectView, ...]
    goals: tuple[str, ...]
    runs: tuple[RunView, ...]
    data: Markup
    """The drill as data for response mode, which plays it."""


def drill_page(drill: Drill, names: Names, today: date) -> DrillPage:
    """What the page of a drill shows."""
    return DrillPage(
        DRILL_TITLE[drill.form],
        in_words(drill.lasts),
        tuple(_exercised(playbook, names, today) for playbook in drill.playbooks),
        tuple(names.named(role) for role in drill.roles),
        drill.scenario,
        drill.prepare,
        tuple(
            InjectView(
                f"{int(i.at.total_seconds() // 60)} min",
                int(i.at.total_seconds() // 60),
                names.named(i.to),
                i.what,
                i.expect,
            )
            for i in drill.injects
        ),
        drill.goals,
        tuple(
            RunView(
                run.date,
                run.lead,
                run.people,
                tuple(names.named(playbook) for playbook in played(run, drill, names.catalogue)),
                tuple((MEASURE_TITLE[measure], in_words(taken)) for measure, taken in run.times.items()),
                run.findings,
                run.went_well,
                tuple(action_view(action, names, today) for action in run.actions),
            )
            for run in drill.runs
        ),
        drill_data(drill, names),
    )


def _exercised(playbook: PlaybookRef, names: Names, today: date) -> ExercisedView:
    found = names.catalogue.find(Playbook, playbook)
    return ExercisedView(names.named(playbook), drill_day(found, names, today) if found else None)


def drill_day(playbook: Playbook, names: Names, today: date) -> DayView | None:
    """By when a playbook is to be drilled again, or nothing where nobody asks for it."""
    found = drilled(playbook, names.catalogue)
    if not found.asked:
        return None
    if found.due is None:
        return day_view(None, today, late="Never drilled", soon="", fine="")
    due = found.due
    return day_view(due, today, late=f"Drill overdue since {due}", soon=f"Drill again by {due}", fine=f"Next by {due}")
