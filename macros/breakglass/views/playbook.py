"""The page of a playbook, from the first five minutes to the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.severity import severity_level
from breakglass.records.escalation import Escalation
from breakglass.records.message import Message
from breakglass.records.role import Role
from breakglass.records.signal import Signal
from breakglass.records.vocabulary import FAILURE_TITLE
from breakglass.records.words import in_words
from breakglass.views import prose
from breakglass.views.decisions import DecisionTreeView, StepName, decision_tree
from breakglass.views.head import Head, head_of
from breakglass.views.impact import (
    ImpactView,
    SeverityBadge,
    cadence_in_words,
    impact_of,
    severity_badge,
)
from breakglass.views.ladders import EscalationView, escalation_ladder
from breakglass.views.learning import Learnt, learnt
from breakglass.views.messages import MessageView, message_view
from breakglass.views.named import Named, Source
from breakglass.views.response import ResponseData, response_data
from breakglass.views.work import CheckView, PhaseView, StepView, checks_of, phases_of, steps_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.records.playbook import Playbook
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class LookAlikeView:
    """A case that looks the same at first, and where it belongs."""

    when: str
    go: Named | None


@dataclass(frozen=True, slots=True)
class FirstFive:
    """What to do in the first five minutes. `page` is the address of the playbook where it is shown elsewhere."""

    holds: tuple[str, ...]
    look_alikes: tuple[LookAlikeView, ...]
    scope: tuple[StepView, ...]
    containment: StepView | None
    ladder: EscalationView | None
    page: str = ""


@dataclass(frozen=True, slots=True)
class RolePart:
    """A role and the numbers of the steps it does here."""

    role: Named
    mission: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message that is sent in this incident, and when."""

    when: str
    every: str
    message: MessageView


@dataclass(frozen=True, slots=True)
class DutyView:
    """A legal or contractual duty with its clock. `minutes` is the time there is."""

    duty: str
    applies_if: str
    clock: str
    minutes: int
    starts: str
    role: Named
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Something to keep."""

    anchor: str
    what: str
    where: str
    role: Named
    keep: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class WorkaroundView:
    """Something that holds for now, and what replaces it."""

    what: str
    owner: Named
    longest: str
    permanent: str


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal in a list: what is observed, and from when on it counts."""

    signal: Named
    condition: str
    threshold: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that the jump list names."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class FallbackView:
    """How the business goes on by hand."""

    when: str
    decides: Named
    team: Named
    capacity: str
    steps: tuple[str, ...]
    reconcile: str


@dataclass(frozen=True, slots=True)
class RollbackView:
    """How to go back."""

    when: str
    decides: Named
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaybookView:
    """The whole page, in the order of use."""

    head: Head
    severity: SeverityBadge | None
    platforms: tuple[Named, ...]
    processes: tuple[Named, ...]
    failure: str
    failure_detail: str
    purpose: str
    symptoms: tuple[str, ...]
    learnt: Learnt
    signals: tuple[SignalLine, ...]
    first: FirstFive
    tree: DecisionTreeView
    phases: tuple[PhaseView, ...]
    roles: tuple[RolePart, ...]
    ladder: EscalationView | None
    announcements: tuple[Announcement, ...]
    cadence: str
    leadership: str
    impact: ImpactView
    duties: tuple[DutyView, ...]
    fallback: FallbackView
    rollback: RollbackView
    workarounds: tuple[WorkaroundView, ...]
    validation: tuple[CheckView, ...]
    evidence: tuple[EvidenceView, ...]
    sections: tuple[Section, ...]
    response: ResponseData
    """The playbook as data for response mode."""
    sources: dict[str, Source]


SECTIONS = (
    Section("first-five-minutes", "First five minutes"),
    Section("decision-tree", "Decision tree"),
    Section("steps", "Steps"),
    Section("roles", "Roles"),
    Section("escalation", "Escalation"),
    Section("messages", "Messages"),
    Section("impact", "Impact"),
    Section("compliance", "Compliance clocks"),
    Section("fallback", "Fallback and rollback"),
    Section("validation", "Validation"),
    Section("evidence", "Evidence"),
    Section("purpose", "Purpose and measures"),
    Section("learnt", "Incidents, drills and lessons"),
    Section("about", "About this playbook"),
)


def playbook_view(entry: Entry, playbook: Playbook, names: Names, today: date) -> PlaybookView:
    """Everything that a playbook's page shows."""
    phases = phases_of(playbook, names)
    steps = tuple(step for phase in phases for step in steps_in(phase.items))
    escalation = names.catalogue.find(Escalation, playbook.escalation)
    ladder = escalation_ladder(escalation, names) if escalation else None
    level = severity_level(playbook, names.catalogue)
    taught = learnt(playbook, names)
    return PlaybookView(
        head=head_of(entry, names, today),
        severity=None if playbook.status == "retired" else severity_badge(playbook, names),
        platforms=tuple(names.named(platform) for platform in playbook.platforms),
        processes=tuple(names.named(process) for process in playbook.processes),
        failure=FAILURE_TITLE[playbook.failure.mode],
        failure_detail=playbook.failure.detail,
        purpose=playbook.purpose,
        symptoms=playbook.symptoms,
        learnt=taught,
        signals=tuple(_signals(playbook, names)),
        first=first_five(playbook, phases, names),
        tree=playbook_tree(playbook, phases, names),
        phases=phases,
        roles=tuple(_roles(playbook, steps, names)),
        ladder=ladder,
        announcements=tuple(_announcements(playbook, names)),
        cadence=cadence_in_words(level) if level else "",
        leadership=in_words(level.leadership) if level and level.leadership is not None else "",
        impact=impact_of(playbook, names),
        duties=tuple(
            DutyView(
                duty.duty,
                duty.applies_if,
                in_words(duty.clock),
                int(duty.clock.total_seconds() // 60),
                duty.starts,
                names.named(duty.role),
                duty.note or "",
            )
            for duty in playbook.compliance
        ),
        fallback=FallbackView(
            playbook.fallback.when,
            names.named(playbook.fallback.decides),
            names.named(playbook.fallback.team),
            playbook.fallback.capacity,
            playbook.fallback.steps,
            playbook.fallback.reconcile,
        ),
        rollback=RollbackView(playbook.rollback.when, names.named(playbook.rollback.decides), playbook.rollback.steps),
        workarounds=tuple(
            WorkaroundView(w.what, names.named(w.owner), in_words(w.longest), w.permanent) for w in playbook.workarounds
        ),
        validation=checks_of(playbook.validation, names),
        evidence=tuple(
            EvidenceView(
                f"evidence-{item.id}",
                item.what,
                item.where,
                names.named(item.role),
                in_words(item.keep),
                tuple(s for s in steps if any(e.href == f"#evidence-{item.id}" for e in s.evidence)),
            )
            for item in playbook.evidence
        ),
        sections=tuple(section for section in SECTIONS if section.anchor not in _empty(playbook, taught)),
        response=response_data(playbook, phases, names),
        sources={
            key: names.source(playbook.key, *path) for key, path in _WRITTEN.items() if getattr(playbook, path[0])
        },
    )


def first_five(playbook: Playbook, phases: tuple[PhaseView, ...], names: Names, page: str = "") -> FirstFive:
    """What to do in the first five minutes, with links to the steps on `page`, by default the page where it stands."""
    escalation = names.catalogue.find(Escalation, playbook.escalation)
    return FirstFive(
        holds=playbook.confirm.holds,
        look_alikes=tuple(
            LookAlikeView(case.when, names.named(case.go) if case.go else None) for case in playbook.confirm.look_alikes
        ),
        scope=tuple(step for phase in phases for step in steps_in(phase.items) if step.scope),
        containment=next((s for phase in phases if phase.id == "contain" for s in steps_in(phase.items)), None),
        ladder=escalation_ladder(escalation, names) if escalation else None,
        page=page,
    )


_WRITTEN: dict[str, tuple[str, ...]] = {
    "confirm": ("confirm",),
    "decisions": ("decisions",),
    "phases": ("phases",),
    "escalation": ("escalation",),
    "communication": ("communication",),
    "impact": ("impact",),
    "consequences": ("consequences",),
    "compliance": ("compliance",),
    "fallback": ("fallback",),
    "rollback": ("rollback",),
    "workarounds": ("workarounds",),
    "validation": ("validation",),
    "evidence": ("evidence",),
    "purpose": ("purpose",),
    "metrics": ("metrics",),
    "signals": ("signals",),
}
"""The blocks of the page that lead back to their line in the record, and the key that each is written under."""


def _empty(playbook: Playbook, taught: Learnt) -> set[str]:
    """The parts of the page that this playbook has nothing for."""
    found = set() if playbook.compliance else {"compliance"}
    return found if taught.incidents or taught.drills or taught.lessons else found | {"learnt"}


def playbook_tree(playbook: Playbook, phases: tuple[PhaseView, ...], names: Names, page: str = "") -> DecisionTreeView:
    """The decision tree, with links to the steps on `page`, by default the page that it stands on."""
    steps = {
        step.anchor.removeprefix("step-"): StepName(f"{step.number}. {prose.plain(step.text)}", f"{page}#{step.anchor}")
        for phase in phases
        for step in steps_in(phase.items)
    }
    return decision_tree(playbook, names, steps)


def _signals(playbook: Playbook, names: Names) -> Iterator[SignalLine]:
    for reference in playbook.signals:
        signal = names.catalogue.find(Signal, reference)
        named = names.named(reference)
        yield SignalLine(named, signal.condition if signal else "", signal.threshold if signal else "")


def _announcements(playbook: Playbook, names: Names) -> Iterator[Announcement]:
    for item in playbook.communication:
        message = names.catalogue.find(Message, item.message)
        if message is not None:
            every = in_words(item.every) if item.every else ""
            yield Announcement(item.when, every, message_view(message, names))


def _roles(playbook: Playbook, steps: tuple[StepView, ...], names: Names) -> Iterator[RolePart]:
    """The roles that do steps, decide, or join at this severity, the ones with most to do first."""
    wanted = list(
        dict.fromkeys(
            reference.target for reference in names.catalogue.outgoing(playbook.key) if reference.target[0] == "role"
        )
    )
    level = severity_level(playbook, names.catalogue)
    if level is not None:
        wanted += [role.key for role in level.joins if role.key not in wanted]
    for _, name in wanted:
        role = names.catalogue.find(Role, name)
        if role is not None:
            href = names.links.to(role.key)
            yield RolePart(Named(role.title, href), role.mission, tuple(s for s in steps if s.role.href == href))
