"""The pages of all kinds of record other than playbooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from breakglass.governance.policy import policy_of
from breakglass.records.appetite import Appetite
from breakglass.records.playbook import Playbook
from breakglass.records.rubric import Rubric
from breakglass.records.vocabulary import (
    DIMENSION_TITLE,
    DIMENSIONS,
    PHASES,
    RACI_TITLE,
    SIGNAL_TEST_TITLE,
    SOURCE_TITLE,
)
from breakglass.records.words import in_words
from breakglass.views import prose
from breakglass.views.alert import alert_path
from breakglass.views.day import DayView, day_view
from breakglass.views.impact import SeverityBadge, badge, cadence_in_words
from breakglass.views.indexes import PlaybookLine, playbook_lines
from breakglass.views.named import Contact, Named, contact
from breakglass.views.process_map import process_map
from breakglass.views.work import CheckView, ModuleBlock, StepView, checks_of, module_steps

if TYPE_CHECKING:
    from markupsafe import Markup

    from breakglass.records.module import Module
    from breakglass.records.platform import Platform
    from breakglass.records.process import Process
    from breakglass.records.role import Role
    from breakglass.records.signal import Reliability, Signal
    from breakglass.records.team import Team
    from breakglass.views.named import Names


def playbooks_with(key: tuple[str, str], names: Names) -> tuple[PlaybookLine, ...]:
    """The playbooks that refer to a record, the worst first."""
    return playbook_lines(names.catalogue.referring(Playbook, key), names)


@dataclass(frozen=True, slots=True)
class Grant:
    """Something a role may decide, and where that ends."""

    may: str
    limit: str


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something a role must produce, and by when."""

    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Part:
    """A role's part in one phase."""

    phase: str
    letter: str
    means: str


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role as it is printed on a card."""

    id: str
    role: Named
    mission: str
    teams: tuple[Named, ...]
    contacts: tuple[Contact, ...]
    deputy: Named | None
    first: tuple[str, ...]
    authority: tuple[Grant, ...]
    may_not: tuple[str, ...]
    artefacts: tuple[Deliverable, ...]
    handoff: tuple[str, ...]
    longest: str
    next: str
    handover: tuple[str, ...]
    raci: tuple[Part, ...]
    note: str


def role_card(role: Role, names: Names) -> RoleCard:
    """The card of a role."""
    return RoleCard(
        id=role.id,
        role=Named(role.title, names.links.to(role.key)),
        mission=role.mission,
        teams=tuple(names.named(team) for team in role.teams),
        # On a card, what can be dialled from any phone comes first.
        contacts=tuple(sorted(names.contacts(role.key), key=lambda contact: not contact.number)),
        deputy=names.named(role.deputy) if role.deputy else None,
        first=role.first,
        authority=tuple(Grant(a.may, a.limit) for a in role.authority),
        may_not=role.may_not,
        artefacts=tuple(Deliverable(a.what, a.when) for a in role.artefacts),
        handoff=role.handoff,
        longest=in_words(role.rotation.longest),
        next=role.rotation.next,
        handover=role.rotation.handover,
        raci=tuple(
            Part(phase.capitalize(), role.raci[phase], RACI_TITLE[role.raci[phase]])
            for phase in PHASES
            if phase in role.raci
        ),
        note=role.note or "",
    )


@dataclass(frozen=True, slots=True)
class ReliabilityView:
    """How far a signal can be trusted: its last test, and how noisy it is."""

    tested: date
    result: str
    fired: bool
    how: str
    per_week: str
    false_rate: str


@dataclass(frozen=True, slots=True)
class SignalPage:
    """A signal, and the playbooks it leads to."""

    source: str
    platform: Named | None
    where: str
    condition: str
    threshold: str
    indicates: str
    processes: tuple[Named, ...]
    words: tuple[str, ...]
    reliability: ReliabilityView | None
    stands: DayView | None
    playbooks: tuple[PlaybookLine, ...]
    alert: Named


def signal_page(signal: Signal, names: Names, today: date) -> SignalPage:
    """What the page of a signal shows."""
    return SignalPage(
        SOURCE_TITLE[signal.source],
        names.named(signal.platform) if signal.platform else None,
        signal.where,
        signal.condition,
        signal.threshold,
        signal.indicates,
        tuple(names.named(process) for process in signal.processes),
        signal.words,
        _reliability(signal.reliability) if signal.reliability else None,
        signal_day(signal, names, today) if signal.in_force else None,
        playbooks_with(signal.key, names),
        Named(f"s/{signal.id}/", names.links.index_page(alert_path(signal.id))),
    )


def signal_day(signal: Signal, names: Names, today: date) -> DayView | None:
    """By when a signal is to be tested again, or nothing where no policy asks for it."""
    policy = policy_of(names.catalogue)
    if policy is None:
        return None
    if signal.reliability is None:
        return day_view(None, today, late="Never tested", soon="", fine="")
    tested = signal.reliability.tested
    due = tested + min(policy.signal_test, date.max - tested)
    return day_view(due, today, late=f"Test overdue since {due}", soon=f"Test again by {due}", fine=f"Tested {tested}")


def _reliability(found: Reliability) -> ReliabilityView:
    return ReliabilityView(
        found.tested,
        SIGNAL_TEST_TITLE[found.result],
        found.result == "fired",
        found.how,
        f"{found.per_week:g}",
        f"{found.false_rate:g}",
    )


@dataclass(frozen=True, slots=True)
class ActionView:
    """How one generic action is done on a platform."""

    anchor: str
    name: str
    title: str
    changes: bool
    steps: tuple[str, ...]
    needs: str
    caution: str
    undo: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A limit or an error message, and what it means for a responder."""

    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class PlatformPage:
    """A platform: what to know in an incident, and how each action is done."""

    vendor: str
    about: str
    status_page: str
    status_href: str | None
    support: str
    run_history: str
    versions: str
    connections: str
    limits: tuple[Fact, ...]
    errors: tuple[Fact, ...]
    actions: tuple[ActionView, ...]
    playbooks: tuple[PlaybookLine, ...]


def platform_page(platform: Platform, names: Names) -> PlatformPage:
    """What the page of a platform shows."""
    page = platform.status_page or ""
    return PlatformPage(
        vendor=platform.vendor,
        about=platform.about,
        status_page=page.removeprefix("https://"),
        status_href=prose.address(page),
        support=platform.support,
        run_history=platform.run_history,
        versions=platform.versions,
        connections=platform.connections,
        limits=tuple(Fact(limit.what, limit.value, limit.why) for limit in platform.limits),
        errors=tuple(Fact(error.code, "", error.means) for error in platform.errors),
        actions=tuple(
            ActionView(
                f"action-{name}",
                name,
                action.title,
                action.effect == "changes",
                action.steps,
                action.needs or "",
                action.caution or "",
                action.undo or "",
            )
            for name, action in platform.actions.items()
        ),
        playbooks=playbooks_with(platform.key, names),
    )


@dataclass(frozen=True, slots=True)
class AutomationView:
    """An automation that a process depends on."""

    anchor: str
    name: str
    platform: Named
    does: str
    without: str


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """A business process: what is at stake and what it hangs on."""

    about: str
    money: str
    volume: str
    basis: str
    downtime: str
    data_loss: str
    regimes: tuple[str, ...]
    peak: str
    automations: tuple[AutomationView, ...]
    drawing: Markup
    playbooks: tuple[PlaybookLine, ...]


def process_page(process: Process, names: Names) -> ProcessPage:
    """What the page of a process shows."""
    money = process.stake.money
    loss = process.tolerance.data_loss
    return ProcessPage(
        process.about,
        f"{money.amount:,.0f} {money.currency} an hour" if money else "",
        process.stake.volume,
        process.stake.basis,
        in_words(process.tolerance.downtime),
        in_words(loss) if loss else "none",
        process.regimes,
        process.peak or "",
        tuple(
            AutomationView(f"automation-{i}", a.name, names.named(a.platform), a.does, a.without)
            for i, a in enumerate(process.automations)
        ),
        process_map(process, names),
        playbooks_with(process.key, names),
    )


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team: how to reach it and what it answers for."""

    about: str
    hours: str
    members: tuple[str, ...]
    contacts: tuple[Contact, ...]
    roles: tuple[Named, ...]
    owns: tuple[Named, ...]


def team_page(team: Team, names: Names) -> TeamPage:
    """What the page of a team shows."""
    incoming = names.catalogue.incoming(team.key)
    owned = dict.fromkeys(r.source for r in incoming if r.path[0] == "owners" and r.source != team.key)
    staffed = dict.fromkeys(r.source for r in incoming if r.path[0] == "teams")
    return TeamPage(
        team.about,
        team.hours,
        team.members,
        tuple(contact(channel) for channel in team.channels),
        _named(staffed, names),
        _named(owned, names),
    )


def _named(keys: dict[tuple[str, str], None], names: Names) -> tuple[Named, ...]:
    entries = (names.catalogue.entries[key].record for key in keys)
    return tuple(Named(record.title, names.links.to(record.key), record.kind) for record in entries)


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A blank that each playbook fills, and the values that playbooks give."""

    name: str
    what: str
    example: str


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A module: its steps with the blanks open, the way back, the proof, and who uses it."""

    pattern: str
    phase: str
    parameters: tuple[ParameterView, ...]
    items: tuple[StepView | ModuleBlock, ...]
    rollback: tuple[str, ...]
    integrity: tuple[CheckView, ...]
    verification: tuple[CheckView, ...]
    playbooks: tuple[PlaybookLine, ...]


def module_page(module: Module, names: Names) -> ModulePage:
    """What the page of a module shows."""
    return ModulePage(
        module.pattern,
        module.phase.capitalize(),
        tuple(ParameterView(name, p.what, p.example) for name, p in module.parameters.items()),
        module_steps(module, names),
        module.rollback,
        checks_of(module.integrity, names),
        checks_of(module.verification, names),
        playbooks_with(module.key, names),
    )


@dataclass(frozen=True, slots=True)
class SeverityRow:
    """One severity and all that follows from it."""

    badge: SeverityBadge
    means: str
    acknowledge: str
    joins: tuple[Named, ...]
    cadence: str
    leadership: str


@dataclass(frozen=True, slots=True)
class TriageRow:
    """From what is seen to a first severity."""

    seen: str
    badge: SeverityBadge | None
    now: str
    later: str


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A dimension with the meaning of its five levels."""

    title: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RubricPage:
    """Severity and triage on one page."""

    about: str
    severities: tuple[SeverityRow, ...]
    triage: tuple[TriageRow, ...]
    dimensions: tuple[DimensionRow, ...]
    appetites: tuple[AppetitePage, ...]


def rubric_page(rubric: Rubric, names: Names) -> RubricPage:
    """What the page of a rubric shows."""
    known = {level.id for level in rubric.severities}
    return RubricPage(
        rubric.about,
        tuple(
            SeverityRow(
                badge(rubric, level.id),
                level.means,
                in_words(level.acknowledge),
                tuple(names.named(role) for role in level.joins),
                cadence_in_words(level),
                f"within {in_words(level.leadership)}" if level.leadership is not None else "not by itself",
            )
            for level in rubric.severities
        ),
        tuple(
            TriageRow(t.seen, badge(rubric, t.severity) if t.severity in known else None, t.now, t.later)
            for t in rubric.triage
        ),
        tuple(
            DimensionRow(DIMENSION_TITLE[name], rubric.dimensions[name])
            for name in DIMENSIONS
            if name in rubric.dimensions
        ),
        tuple(appetite_page(appetite, names) for appetite in names.catalogue.all(Appetite)),
    )


@dataclass(frozen=True, slots=True)
class WeightRow:
    """How much a dimension counts: its weight, and its share of the whole in per cent."""

    title: str
    weight: str
    share: int


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """From which score on a severity applies."""

    badge: SeverityBadge | None
    severity: str
    score: str


@dataclass(frozen=True, slots=True)
class FloorRow:
    """A level that settles the severity by itself."""

    when: str
    badge: SeverityBadge | None
    why: str


@dataclass(frozen=True, slots=True)
class AppetitePage:
    """The profile of a department."""

    appetite: Named
    why: str
    weights: tuple[WeightRow, ...]
    thresholds: tuple[ThresholdRow, ...]
    floors: tuple[FloorRow, ...]


def appetite_page(appetite: Appetite, names: Names) -> AppetitePage:
    """What the page of an appetite shows."""
    rubric = next(iter(names.catalogue.all(Rubric)), None)
    known = {level.id for level in rubric.severities} if rubric else set()

    def shown(severity: str) -> SeverityBadge | None:
        return badge(rubric, severity) if rubric and severity in known else None

    total = sum(appetite.weights.values())
    return AppetitePage(
        Named(appetite.title, names.links.to(appetite.key)),
        appetite.why,
        tuple(
            WeightRow(DIMENSION_TITLE[name], f"{weight:g}", round(100 * weight / total))
            for name, weight in appetite.weights.items()
        ),
        tuple(ThresholdRow(shown(s), s, f"{score:.1f}") for s, score in appetite.thresholds.items()),
        tuple(
            FloorRow(f"{DIMENSION_TITLE[f.dimension]} at {f.level} or more", shown(f.severity), f.why)
            for f in appetite.floors
        ),
    )
