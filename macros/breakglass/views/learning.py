"""What was learnt: incidents and lessons in lists and charts, for all of them and for one playbook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from breakglass.governance.severity import rubric_of
from breakglass.records.drill import Drill
from breakglass.records.incident import Incident
from breakglass.records.playbook import Playbook
from breakglass.records.vocabulary import FAILURE_TITLE, MEASURE_TITLE
from breakglass.records.words import in_words, measured
from breakglass.views.actions import ActionView, all_actions
from breakglass.views.charts import BarChart, PairChart, SpreadChart, bar_chart, pair_chart, spread_chart
from breakglass.views.impact import badge
from breakglass.views.incident import targets_of
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from breakglass.records.vocabulary import Measure
    from breakglass.views.impact import SeverityBadge
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in a list."""

    incident: Named
    day: date
    badge: SeverityBadge | None
    mode: str
    platforms: tuple[Named, ...]
    playbooks: tuple[Named, ...]
    lasted: str
    full: bool


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson, where it was learnt, and the record that tells it now."""

    lesson: str
    source: Named
    changed: Named | None


@dataclass(frozen=True, slots=True)
class Learning:
    """The learning page."""

    incidents: tuple[IncidentLine, ...]
    lessons: tuple[LessonLine, ...]
    actions: tuple[ActionView, ...]
    times: tuple[SpreadChart, ...]
    modes: BarChart
    platforms: BarChart
    flow: PairChart
    since: str


def learning(names: Names, today: date) -> Learning:
    """What the learning page shows."""
    incidents = sorted(names.catalogue.all(Incident), key=lambda one: one.times.started, reverse=True)
    quarters = _quarters([one.times.started.date() for one in incidents], today)
    actions = list(all_actions(names, today))
    return Learning(
        tuple(incident_line(one, names) for one in incidents),
        tuple(_lessons(incidents, names)),
        tuple(sorted((a for a in actions if a.running), key=lambda action: action.due)),
        tuple(_times(incidents, quarters, names)),
        bar_chart("Incidents by failure", Counter(FAILURE_TITLE[one.mode] for one in incidents)),
        bar_chart(
            "Incidents by platform",
            Counter(names.named(platform).title for one in incidents for platform in one.platforms),
        ),
        _flow(actions, quarters),
        quarters[0] if quarters else "",
    )


def incident_line(incident: Incident, names: Names) -> IncidentLine:
    """An incident as lists show it."""
    rubric = rubric_of(names.catalogue)
    known = rubric is not None and incident.severity in {level.id for level in rubric.severities}
    return IncidentLine(
        Named(incident.title, names.links.to(incident.key)),
        incident.times.started.date(),
        badge(rubric, incident.severity, names.links.to(rubric.key, incident.severity)) if rubric and known else None,
        FAILURE_TITLE[incident.mode],
        tuple(names.named(platform) for platform in incident.platforms),
        tuple(names.named(playbook) for playbook in incident.playbooks),
        measured(
            max(incident.times.recovered - incident.times.started, incident.times.started - incident.times.started)
        ),
        incident.full,
    )


def _lessons(incidents: Iterable[Incident], names: Names) -> Iterator[LessonLine]:
    for incident in incidents:
        source = Named(incident.title, names.links.to(incident.key))
        for one in incident.lessons:
            changed = names.named(one.changed, one.version or "") if one.changed else None
            yield LessonLine(one.lesson, source, changed)


def quarter(day: date) -> str:
    """The quarter of a day, as in `Q3 2026`."""
    return f"Q{(day.month + 2) // 3} {day.year}"


def _quarters(days: list[date], today: date) -> list[str]:
    """Every quarter from the first day to today."""
    if not days:
        return []
    year, number = min(days).year, (min(days).month + 2) // 3
    found: list[str] = []
    while (year, number) <= (today.year, (today.month + 2) // 3):
        found.append(f"Q{number} {year}")
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)  # noqa: PLR2004 - quarters of a year
    return found


def _times(incidents: list[Incident], quarters: list[str], names: Names) -> Iterator[SpreadChart]:
    measured: dict[Measure, dict[str, list[timedelta]]] = {}
    targets: dict[Measure, list[timedelta]] = {}
    met: Counter[tuple[Measure, bool]] = Counter()
    for incident in incidents:
        playbook = names.catalogue.find(Playbook, incident.playbooks[0]) if incident.playbooks else None
        wanted = targets_of(playbook)
        for measure, taken in incident.times.measured().items():
            measured.setdefault(measure, {}).setdefault(quarter(incident.times.started.date()), []).append(taken)
            if measure in wanted:
                targets.setdefault(measure, []).append(wanted[measure])
                met[measure, taken <= wanted[measure]] += 1
    for measure, by_quarter in measured.items():
        goal = _middle(targets[measure]) if measure in targets else None
        judged = met[measure, True] + met[measure, False]
        within = f"{met[measure, True]} of {judged} within the target of their playbook" if judged else ""
        yield spread_chart(MEASURE_TITLE[measure], [(q, by_quarter.get(q, [])) for q in quarters], goal, within)


def _middle(times: list[timedelta]) -> timedelta:
    return timedelta(minutes=round(median(time / timedelta(minutes=1) for time in times)))


def _flow(actions: list[ActionView], quarters: list[str]) -> PairChart:
    opened = Counter(quarter(action.opened) for action in actions)
    closed = Counter(quarter(action.closed) for action in actions if action.closed)
    standing, periods = 0, []
    for name in quarters:
        standing += opened[name] - closed[name]
        periods.append((name, opened[name], closed[name], standing))
    return pair_chart("Actions opened and closed", ("opened", "closed"), periods)


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill, when it was last played, and what it found."""

    drill: Named
    last: date | None
    findings: int


@dataclass(frozen=True, slots=True)
class ActualView:
    """A measure: the target of the playbook, and what its incidents took."""

    measure: str
    target: str
    actual: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """What belongs to one playbook: incidents, drills, lessons, and target against actual."""

    incidents: tuple[IncidentLine, ...]
    drills: tuple[DrillLine, ...]
    lessons: tuple[LessonLine, ...]
    actuals: tuple[ActualView, ...]


def learnt(playbook: Playbook, names: Names) -> Learnt:
    """What incidents and drills taught about a playbook."""
    used = sorted(
        (one for one in names.catalogue.referring(Incident, playbook.key) if playbook.id in one.playbooks),
        key=lambda one: one.times.started,
        reverse=True,
    )
    drills = names.catalogue.referring(Drill, playbook.key)
    lessons = [line for line in _lessons(names.catalogue.all(Incident), names) if _about(line, playbook, names)]
    return Learnt(
        tuple(incident_line(one, names) for one in used),
        tuple(
            DrillLine(
                Named(drill.title, names.links.to(drill.key)),
                max((run.date for run in drill.runs), default=None),
                sum(len(run.findings) for run in drill.runs),
            )
            for drill in drills
        ),
        tuple(lessons),
        tuple(_actuals(playbook, used)),
    )


def _about(line: LessonLine, playbook: Playbook, names: Names) -> bool:
    return line.changed is not None and line.changed.href == names.links.to(playbook.key)


def _actuals(playbook: Playbook, used: list[Incident]) -> Iterator[ActualView]:
    targets = targets_of(playbook)
    taken: dict[Measure, list[timedelta]] = {}
    for one in used:
        for measure, time in one.times.measured().items():
            taken.setdefault(measure, []).append(time)
    due, on_time = sum(one.updates.due for one in used), sum(one.updates.on_time for one in used)
    ratings = [one.updates.rating for one in used if one.updates.rating is not None]
    for metric in playbook.metrics:
        actual, met = "", None
        if metric.measure in taken:
            middle = _middle(taken[metric.measure])
            number = len(taken[metric.measure])
            actual = f"{measured(middle)}, {'one incident' if number == 1 else f'median of {number}'}"
            met = middle <= targets[metric.measure] if metric.measure in targets else None
        elif metric.measure == "updates-on-time" and due:
            actual = f"{100 * on_time // due} %, {on_time} of {due}"
        elif metric.measure == "stakeholder-rating" and ratings:
            actual = f"{sum(ratings) / len(ratings):.1f} of 5"
        target = in_words(targets[metric.measure]) if metric.measure in targets else metric.target
        yield ActualView(MEASURE_TITLE[metric.measure], target, actual, met)
