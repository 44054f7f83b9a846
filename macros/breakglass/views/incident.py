"""The page of an incident: what happened, what was known, what was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from breakglass.governance.severity import rubric_of
from breakglass.records.playbook import Playbook
from breakglass.records.values import parse_duration, write_moment
from breakglass.records.vocabulary import DIMENSION_TITLE, DIMENSIONS, FAILURE_TITLE, MEASURE_TITLE, ROLLBACK_TITLE
from breakglass.records.words import in_words, measured
from breakglass.views.actions import ActionView, action_view
from breakglass.views.impact import SeverityBadge, badge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from breakglass.records.incident import Audit, Incident, Moments, ScoredImpact
    from breakglass.records.vocabulary import Measure
    from breakglass.views.named import Named, Names


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A time that was measured, and the target of the playbook that was used. `met` is nothing without a target."""

    title: str
    taken: str
    target: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """A stretch of the incident as a share of the whole, in per cent."""

    title: str
    start: float
    width: float
    taken: str


@dataclass(frozen=True, slots=True)
class MomentView:
    """A line of the timeline. `clock` is the time of day in UTC; `day` is given where it is another one."""

    iso: str
    day: str
    clock: str
    what: str
    chose: str
    by: Named | None
    known: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One dimension with the level it was given."""

    title: str
    level: int
    means: str


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson, and the record that tells it now."""

    lesson: str
    changed: Named | None


@dataclass(frozen=True, slots=True)
class AuditView:
    """Whether changes, approvals and rollbacks kept to the rules."""

    changes: tuple[Named, ...]
    approvals: str
    rollback: str
    rollback_note: str
    gaps: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything about one incident."""

    badge: SeverityBadge | None
    day: date
    mode: str
    platforms: tuple[Named, ...]
    processes: tuple[Named, ...]
    playbooks: tuple[Named, ...]
    signals: tuple[Named, ...]
    summary: str
    bars: tuple[PhaseBar, ...]
    lasted: str
    measures: tuple[MeasureView, ...]
    updates: str
    rating: str
    levels: tuple[ScoreRow, ...]
    score: str
    appetite: Named | None
    why: str
    timeline: tuple[MomentView, ...]
    coordination: str
    factors: tuple[str, ...]
    went_well: tuple[str, ...]
    lessons: tuple[LessonView, ...]
    actions: tuple[ActionView, ...]
    audit: AuditView | None


def incident_page(incident: Incident, names: Names, today: date) -> IncidentPage:
    """What the page of an incident shows."""
    rubric = rubric_of(names.catalogue)
    known = rubric is not None and incident.severity in {level.id for level in rubric.severities}
    impact = incident.impact
    return IncidentPage(
        badge=badge(rubric, incident.severity, names.links.to(rubric.key, incident.severity))
        if rubric and known
        else None,
        day=incident.times.started.date(),
        mode=FAILURE_TITLE[incident.mode],
        platforms=tuple(names.named(platform) for platform in incident.platforms),
        processes=tuple(names.named(process) for process in incident.processes),
        playbooks=tuple(names.named(playbook) for playbook in incident.playbooks),
        signals=tuple(names.named(signal) for signal in incident.signals),
        summary=incident.summary,
        bars=tuple(_bars(incident)),
        lasted=measured(_minutes(incident.times.recovered - incident.times.started)),
        measures=tuple(measures_of(incident, names)),
        updates=f"{incident.updates.on_time} of {incident.updates.due}",
        rating=f"{incident.updates.rating:g} of 5" if incident.updates.rating is not None else "nobody was asked",
        levels=tuple(_levels(impact, names)) if impact else (),
        score=f"{impact.score:.1f}" if impact else "",
        appetite=names.named(impact.appetite) if impact else None,
        why=impact.why if impact else "",
        timeline=tuple(_timeline(incident.timeline, names)),
        coordination=incident.coordination or "",
        factors=incident.factors,
        went_well=incident.went_well,
        lessons=tuple(
            LessonView(one.lesson, names.named(one.changed, one.version or "") if one.changed else None)
            for one in incident.lessons
        ),
        actions=tuple(action_view(action, names, today) for action in incident.actions),
        audit=_audit(incident.audit, names) if incident.audit else None,
    )


def _minutes(span: timedelta) -> timedelta:
    return max(span, timedelta())


def _bars(incident: Incident) -> Iterator[PhaseBar]:
    times = incident.times
    whole = (times.recovered - times.started) / timedelta(minutes=1) or 1
    marks: tuple[tuple[str, datetime, datetime], ...] = (
        ("Unnoticed", times.started, times.detected),
        ("Waiting for an answer", times.detected, times.acknowledged),
        ("Until contained", times.acknowledged, times.contained),
        ("Until recovered", times.contained, times.recovered),
    )
    for title, start, end in marks:
        offset, width = (start - times.started) / timedelta(minutes=1), (end - start) / timedelta(minutes=1)
        yield PhaseBar(title, 100 * offset / whole, 100 * width / whole, measured(_minutes(end - start)))


def measures_of(incident: Incident, names: Names) -> Iterator[MeasureView]:
    """Each measure of time against the target of the first playbook that was used."""
    targets = targets_of(names.catalogue.find(Playbook, incident.playbooks[0]) if incident.playbooks else None)
    for measure, taken in incident.times.measured().items():
        target = targets.get(measure)
        met = taken <= target if target is not None else None
        yield MeasureView(MEASURE_TITLE[measure], measured(taken), in_words(target) if target else "", met)


def targets_of(playbook: Playbook | None) -> dict[Measure, timedelta]:
    """The targets of a playbook that are times."""
    found: dict[Measure, timedelta] = {}
    for metric in playbook.metrics if playbook else ():
        try:
            found[metric.measure] = parse_duration(metric.target)
        except PydanticCustomError:
            continue  # a percentage or words
    return found


def _levels(impact: ScoredImpact, names: Names) -> Iterator[ScoreRow]:
    rubric = rubric_of(names.catalogue)
    for name in DIMENSIONS:
        level: int = getattr(impact, name)
        means = rubric.dimensions[name][level - 1] if rubric and name in rubric.dimensions else ""
        yield ScoreRow(DIMENSION_TITLE[name], level, means)


def _timeline(moments: tuple[Moments, ...], names: Names) -> Iterator[MomentView]:
    last = ""
    for moment in moments:
        day = moment.at.date().isoformat()
        decision = moment.decision
        yield MomentView(
            write_moment(moment.at),
            day if day != last else "",
            f"{moment.at:%H:%M}",
            moment.what,
            decision.chose if decision else "",
            names.named(decision.by) if decision else None,
            decision.known if decision else "",
        )
        last = day


def _audit(audit: Audit, names: Names) -> AuditView:
    return AuditView(
        tuple(names.named(change) for change in audit.changes),
        audit.approvals,
        ROLLBACK_TITLE[audit.rollback],
        audit.rollback_note or "",
        audit.gaps,
        audit.by,
    )
