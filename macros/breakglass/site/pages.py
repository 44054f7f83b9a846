"""Pages: what each macro puts on a page. A macro takes ids, asks for a view and renders its component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from markupsafe import Markup

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.rule import all_rules
from breakglass.records.appetite import Appetite
from breakglass.records.change import Change
from breakglass.records.drill import Drill
from breakglass.records.escalation import Escalation
from breakglass.records.incident import Incident
from breakglass.records.kinds import KINDS
from breakglass.records.message import Message
from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.policy import Policy
from breakglass.records.process import Process
from breakglass.records.record import Event
from breakglass.records.role import Role
from breakglass.records.rubric import Rubric
from breakglass.records.signal import Signal
from breakglass.records.team import Team
from breakglass.records.waiver import Waiver
from breakglass.views import records
from breakglass.views.alert import alert_view
from breakglass.views.calculator import calculator
from breakglass.views.consequences import consequence_map
from breakglass.views.coverage import CoverageView, coverage_by_platform, coverage_by_process
from breakglass.views.dashboard import dashboard
from breakglass.views.fields import kind_fields
from breakglass.views.drill import drill_page
from breakglass.views.governing import change_page, policy_page, waiver_page
from breakglass.views.head import EventHead, Head, event_head, head_of
from breakglass.views.incident import incident_page
from breakglass.views.impact import impact_of
from breakglass.views.indexes import playbook_index, start_view
from breakglass.views.learning import learning
from breakglass.views.ladders import escalation_ladder
from breakglass.views.messages import message_view
from breakglass.views.offer import offer
from breakglass.views.past import past_page
from breakglass.views.playbook import playbook_tree, playbook_view
from breakglass.views.record_index import record_index
from breakglass.views.rules import rule_families, rule_view
from breakglass.views.work import phases_of

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Entry
    from breakglass.records.record import Record
    from breakglass.site.render import Components
    from breakglass.site.site import Site
    from breakglass.views.indexes import PlaybookLine
    from breakglass.views.links import Links

R = TypeVar("R", bound="Record")


class UnknownRecordError(Exception):
    """A macro names a record that is not part of this edition."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The page of a record that is no playbook: its head, and its body already rendered."""

    head: Head
    body: Markup


@dataclass(frozen=True, slots=True)
class EventPage:
    """The page of something that happened: its head, a line of facts, and its body, already rendered."""

    head: EventHead
    facts: Markup | None
    body: Markup


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """One matrix of the coverage page."""

    anchor: str
    title: str
    view: CoverageView


@dataclass(frozen=True, slots=True)
class UsedBy:
    """A component already rendered, and the playbooks that use its record."""

    html: Markup
    playbooks: tuple[PlaybookLine, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A component on the gallery: its macro as an author writes it, what it is for, and how it looks."""

    name: str
    call: str
    about: str
    html: Markup


class Pages:
    """The macros of one page."""

    MACROS: ClassVar[tuple[str, ...]] = (
        "record",
        "past",
        "alert",
        "start",
        "finder",
        "index",
        "playbooks",
        "decision_tree",
        "phases",
        "escalation",
        "role_card",
        "role_cards",
        "message",
        "impact",
        "process_map",
        "severity",
        "calculator",
        "coverage",
        "consequences",
        "dashboard",
        "learning",
        "offer",
        "offline",
        "rules",
        "rule",
        "fields",
        "gallery",
    )

    def __init__(self, site: Site, components: Components, links: Links) -> None:
        self._site = site
        self._html = components.html
        self._names = site.names(links)

    def record(self, kind: str, name: str) -> Markup:
        """The whole page of a record."""
        entry = self._entry(kind, name)
        if isinstance(entry.record, Event):
            return self._html("event", self._event(entry, entry.record))
        if isinstance(entry.record, Playbook):
            return self._html("playbook", playbook_view(entry, entry.record, self._names, self._site.today))
        head = head_of(entry, self._names, self._site.today)
        return self._html("record", RecordPage(head, self._body(entry.record)))

    def _body(self, record: Record) -> Markup:  # noqa: PLR0911 - one line a kind
        match record:
            case Module():
                return self._html("module", records.module_page(record, self._names))
            case Signal():
                return self._html("signal", records.signal_page(record, self._names, self._site.today))
            case Platform():
                return self._html("platform", records.platform_page(record, self._names))
            case Process():
                return self._html("process", records.process_page(record, self._names))
            case Role():
                return self._html("used", self._with_playbooks(self.role_card(record.id), record))
            case Team():
                return self._html("team", records.team_page(record, self._names))
            case Escalation():
                return self._html("used", self._with_playbooks(self.escalation(record.id), record))
            case Message():
                return self._html("used", self._with_playbooks(self.message(record.id), record))
            case Rubric():
                return self._html("rubric", records.rubric_page(record, self._names))
            case Appetite():
                return self._html("appetite", records.appetite_page(record, self._names))
            case Drill():
                return self._html("drill", drill_page(record, self._names, self._site.today))
            case Policy():
                return self._html("policy", policy_page(record, self._names))
            case _:
                raise TypeError(f"no page for {record.kind}")

    def _event(self, entry: Entry, record: Event) -> EventPage:
        head = event_head(entry, self._names)
        match record:
            case Incident():
                view = incident_page(record, self._names, self._site.today)
                return EventPage(head, self._html("incident-facts", view), self._html("incident", view))
            case Change():
                return EventPage(head, None, self._html("change", change_page(record, self._names)))
            case Waiver():
                return EventPage(head, None, self._html("waiver", waiver_page(record, self._names, self._site.today)))
            case _:
                raise UnknownRecordError(f"a record of kind {record.kind} has no page of its own")

    def past(self, kind: str, name: str, version: str) -> Markup:
        """The page of a past version."""
        entry = self._entry(kind, name)
        versions = self._site.history.versions.get(entry.key, ())
        for index, past in enumerate(versions):
            if past.version == version:
                after = versions[index - 1] if index else None
                present = (str(getattr(entry.record, "version", "")), entry.document.text, entry.document.data())
                following = (after.version, after.text, after.data) if after else present
                return self._html("past", past_page(past, following, entry, self._names))
        raise UnknownRecordError(f"git knows no version {version} of {kind} “{name}”")

    def alert(self, name: str) -> Markup:
        """The page at the short address of a signal: what to do first, and which playbook."""
        return self._html("alert", alert_view(self._find(Signal, name), self._names))

    def _with_playbooks(self, html: Markup, record: Record) -> UsedBy:
        return UsedBy(html, records.playbooks_with(record.key, self._names))

    def finder(self) -> Markup:
        """The box that finds a playbook by the words of a person in trouble."""
        return self._html("finder", self._names.links)

    def start(self) -> Markup:
        """The first page: the finder, the ways in, and the worst that can happen."""
        return self._html("start", start_view(self._names))

    def playbooks(self) -> Markup:
        """All playbooks: by severity, platform, process and failure."""
        return self._html("playbook-index", playbook_index(self._names))

    def index(self, kind: str) -> Markup:
        """All records of a kind other than playbooks."""
        if kind not in KINDS:
            raise UnknownRecordError(f"“{kind}” is no kind of record. {did_you_mean(kind, KINDS)}".strip())
        return self._html("record-index", record_index(kind, self._names, self._site.today))

    def decision_tree(self, name: str) -> Markup:
        """The decision tree of a playbook, with links to the steps on the playbook's page."""
        playbook = self._find(Playbook, name)
        page = self._names.links.to(playbook.key)
        return self._html(
            "decision-tree", playbook_tree(playbook, phases_of(playbook, self._names), self._names, page)
        )

    def phases(self, name: str) -> Markup:
        """The phases and steps of a playbook."""
        playbook = self._find(Playbook, name)
        page = self._names.links.to(playbook.key)
        return self._html("phases", phases_of(playbook, self._names, page))

    def escalation(self, name: str) -> Markup:
        """An escalation ladder."""
        return self._html("escalation-ladder", escalation_ladder(self._find(Escalation, name), self._names))

    def role_card(self, name: str) -> Markup:
        """The card of a role."""
        return self._html("role-card", records.role_card(self._find(Role, name), self._names))

    def role_cards(self) -> Markup:
        """The cards of all roles, two to a printed page."""
        cards = [records.role_card(role, self._names) for role in self._site.catalogue.all(Role)]
        return self._html("role-cards", cards)

    def message(self, name: str) -> Markup:
        """A message template with its copy buttons."""
        return self._html("message", message_view(self._find(Message, name), self._names))

    def impact(self, name: str) -> Markup:
        """The impact of a playbook's failure, scored under each appetite."""
        return self._html("impact", impact_of(self._find(Playbook, name), self._names))

    def process_map(self, name: str) -> Markup:
        """What a business process depends on."""
        return self._html("process-map", records.process_page(self._find(Process, name), self._names))

    def severity(self) -> Markup:
        """Severity levels, triage, dimensions and appetites."""
        rubrics = self._site.catalogue.all(Rubric)
        pages = [self._html("rubric", records.rubric_page(rubric, self._names)) for rubric in rubrics]
        return self._html("sequence", pages)

    def calculator(self) -> Markup:
        """Scores an incident on the page, under every appetite."""
        view = calculator(self._names)
        return self._html("calculator", view) if view else Markup()

    def coverage(self) -> Markup:
        """Failure modes by platform and by process, with what is prepared for each."""
        parts = (
            CoveragePart("platform", "By platform", coverage_by_platform(self._names, self._site.today)),
            CoveragePart("process", "By business process", coverage_by_process(self._names, self._site.today)),
        )
        return self._html("coverage", parts)

    def consequences(self) -> Markup:
        """From technical failure to business consequence to process."""
        return self._html("consequences", consequence_map(self._names))

    def dashboard(self) -> Markup:
        """What is due, who answers for how much, and the records by status."""
        return self._html("dashboard", dashboard(self._names, self._site.today))

    def learning(self) -> Markup:
        """Incidents, lessons and charts."""
        return self._html("learning", learning(self._names, self._site.today))

    def offer(self) -> Markup:
        """What a playbook system must offer, and where this site does."""
        return self._html("offer", offer(self._names))

    def offline(self) -> Markup:
        """What this browser keeps of the site, with the buttons to keep, renew and remove it."""
        return self._html("offline", self._names.links)

    def rules(self) -> Markup:
        """Every rule of `breakglass lint` by family."""
        return self._html("rules", rule_families(all_rules().values(), self._names.links))

    def rule(self, code: str) -> Markup:
        """A rule of `breakglass lint` with its documentation and examples."""
        found = all_rules().get(code)
        if found is None:
            raise UnknownRecordError(f"there is no rule “{code}”. {did_you_mean(code, all_rules())}".strip())
        return self._html("rule", rule_view(found))

    def fields(self) -> Markup:
        """Every field of every kind of record."""
        return self._html("fields", [kind_fields(kind) for kind in KINDS])

    def gallery(self) -> Markup:
        """Every component with an example from the records of this site."""
        return self._html("gallery", [sample for sample in map(self._sample, _SAMPLES) if sample])

    def _sample(self, wanted: tuple[str, type[Record] | None, str]) -> Sample | None:
        macro, model, about = wanted
        if model is None:
            return Sample(macro, f"{{{{ {macro}() }}}}", about, getattr(self, macro)())
        found = self._site.catalogue.all(model)
        if not found:
            return None
        name = found[0].id
        return Sample(macro, f'{{{{ {macro}("{name}") }}}}', about, getattr(self, macro)(name))

    def _entry(self, kind: str, name: str) -> Entry:
        entry = self._site.catalogue.entries.get((kind, name))
        if entry is None:
            known = self._site.catalogue.ids(kind)
            raise UnknownRecordError(f"there is no {kind} “{name}”. {did_you_mean(name, known)}".strip())
        return entry

    def _find(self, model: type[R], name: str) -> R:
        kind = next(of for of, known in KINDS.items() if known is model)
        record = self._entry(kind, name).record
        if not isinstance(record, model):
            raise TypeError(f"{kind} {name} is a {type(record).__name__}")
        return record


_SAMPLES: tuple[tuple[str, type[Record] | None, str], ...] = (
    ("finder", None, "Finds playbooks and signals by title, other words, symptoms and error messages."),
    ("decision_tree", Playbook, "The tree as a drawing, as text, and who may decide what."),
    ("phases", Playbook, "Phases and steps; actions show the reader's platform."),
    ("escalation", Escalation, "Who is called when, and who answers in the end."),
    ("role_card", Role, "What a role may decide, must produce and hands over."),
    ("message", Message, "A template with its blanks marked, ready to copy."),
    ("impact", Playbook, "Consequences, and the score under each risk appetite."),
    ("process_map", Process, "The automations and platforms a process depends on."),
)

