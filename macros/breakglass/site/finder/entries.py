"""What can be found: each record with the phrases that speak for it, and the place on its page where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from breakglass.records.drill import Drill
from breakglass.records.escalation import Escalation
from breakglass.records.incident import Incident
from breakglass.records.message import Message
from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.policy import Policy
from breakglass.records.process import Process
from breakglass.records.role import Role
from breakglass.records.signal import Signal
from breakglass.records.steps import Step
from breakglass.records.team import Team
from breakglass.records.vocabulary import CONSEQUENCE_TITLE, FAILURE_TITLE
from breakglass.views import prose
from breakglass.views.impact import severity_badge
from breakglass.views.links import Links
from breakglass.views.named import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.record import Record
    from breakglass.records.steps import PhaseItem, Use
    from breakglass.records.values import Ref

_MARKUP = re.compile(r"[\[\]<>&\\\n_]")

Field = Literal["title", "alias", "symptom", "signal", "error", "consequence", "process", "step", "text"]
FIELDS: tuple[Field, ...] = ("title", "alias", "symptom", "signal", "error", "consequence", "process", "step", "text")
"""What a phrase is to its record. The finder weighs them in this order, and says which one it found."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that is searched and shown, and the anchor on the page where it stands, if there is one."""

    field: Field
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that can be found. `rank` is the severity's, the worst 1, and 0 where there is none."""

    kind: str
    title: str
    url: str
    phrases: tuple[Phrase, ...]
    platforms: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    severity: str = ""
    rank: int = 0
    status: str = ""


def record_entries(catalogue: Catalogue, *, directories: bool) -> Iterator[Entry]:
    """The records of an edition that a person in trouble may look for, playbooks first. Retired ones are left out."""
    names = Names(catalogue, Links(directories=directories))
    for playbook in catalogue.all(Playbook):
        if playbook.status != "retired":
            yield _playbook(playbook, names)
    for signal in catalogue.all(Signal):
        if signal.status != "retired":
            yield _signal(signal, names)
    for platform in catalogue.all(Platform):
        yield _platform(platform, names)
    for module in catalogue.all(Module):
        yield _entry("Module", module, (*_phrases("text", [module.pattern]), *_steps(module.steps, names)), names)
    for process in catalogue.all(Process):
        automations = [f"{automation.name}: {automation.does}" for automation in process.automations]
        yield _entry("Process", process, _phrases("text", [process.about, *automations]), names)
    for role in catalogue.all(Role):
        yield _entry("Role", role, _phrases("text", [role.mission, "who decides"]), names)
    for team in catalogue.all(Team):
        yield _entry("Team", team, _phrases("text", [team.about, "who to call", team.hours]), names)
    for path in catalogue.all(Escalation):
        yield _entry("Escalation", path, _phrases("text", [path.about, "who to call, who do I call"]), names)
    for message in catalogue.all(Message):
        yield _entry("Message", message, _phrases("text", [message.subject or "", message.body]), names)
    for policy in catalogue.all(Policy):
        yield _entry("Policy", policy, (), names)
    for drill in catalogue.all(Drill):
        yield _entry("Drill", drill, _phrases("text", [drill.scenario], "scenario"), names)
    for incident in catalogue.all(Incident):
        yield _incident(incident, names)


def _playbook(playbook: Playbook, names: Names) -> Entry:
    severity = severity_badge(playbook, names)
    signals = [names.catalogue.find(Signal, name) for name in playbook.signals]
    consequences = [
        f"{item.technical}. {CONSEQUENCE_TITLE[item.business]}: {item.detail}" for item in playbook.consequences
    ]
    nodes = (node.ask for node in playbook.decisions.nodes.values())
    outcomes = (outcome.title for outcome in playbook.decisions.outcomes.values())
    platforms, processes = _titles(playbook.platforms, names), _titles(playbook.processes, names)
    return Entry(
        kind="Playbook",
        title=prose.plain(playbook.title),
        url=names.links.to(playbook.key),
        phrases=(
            *_phrases("alias", playbook.aliases),
            *_phrases("symptom", playbook.symptoms),
            *(phrase for signal in signals if signal for phrase in _seen(signal, "first-five-minutes")),
            *_phrases("symptom", playbook.confirm.holds, "first-five-minutes"),
            # These tell which trouble it is, and stand far down the page: whom they lead there begins at its top.
            *_phrases("consequence", [FAILURE_TITLE[playbook.failure.mode], playbook.failure.detail, *consequences]),
            *_phrases("process", [*platforms, *processes]),
            *_steps((item for _, _, item in playbook.items()), names),
            *_phrases("step", [text for text in (*nodes, *outcomes) if text], "decision-tree"),
            *_phrases("text", [playbook.fallback.when, *playbook.fallback.steps], "fallback"),
        ),
        platforms=platforms,
        processes=processes,
        owners=_titles((playbook.owners.technical, playbook.owners.business), names),
        severity=severity.title if severity else "",
        rank=severity.rank if severity else 0,
        status="" if playbook.status == "approved" else playbook.status,
    )


def _titles(references: Iterable[Ref | None], names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(prose.plain(names.named(ref).title) for ref in references if ref is not None))


def _seen(signal: Signal, anchor: str) -> Iterator[Phrase]:
    """What people see of a signal: its title, and the words that stand in the alert."""
    yield from _phrases("signal", [signal.title, signal.condition], anchor)
    yield from _phrases("error", [" · ".join(signal.words)] if signal.words else [], anchor)


def _steps(items: Iterable[PhaseItem], names: Names) -> Iterator[Phrase]:
    """The steps, and where a module is used its title; its own steps are found under the module."""
    used: dict[str, int] = {}
    for item in items:
        if isinstance(item, Step):
            yield from _phrases("step", [item.do or item.action or ""], f"step-{item.id}")
        else:
            yield from _phrases("step", [names.named(item.uses).title], _place(item, used))


def _place(use: Use, used: dict[str, int]) -> str:
    """The anchor of a module's block: numbered from its second use on, as on the page."""
    anchor = f"step-{use.uses}"
    used[anchor] = used.get(anchor, 0) + 1
    return anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}"


def _signal(signal: Signal, names: Names) -> Entry:
    leads = [prose.plain(playbook.title) for playbook in names.catalogue.referring(Playbook, signal.key)]
    phrases = (
        *_phrases("signal", [signal.condition]),
        *_phrases("error", [" · ".join(signal.words)] if signal.words else []),
        *_phrases("text", [f"Leads to: {', '.join(leads)}"] if leads else [], "do"),
        *_phrases("text", [signal.indicates], "means"),
    )
    return _entry("Signal", signal, phrases, names)


def _platform(platform: Platform, names: Names) -> Entry:
    phrases = [
        *_phrases("error", [f"{error.code}: {error.means}" for error in platform.errors], "errors"),
        *_phrases("text", [platform.about]),
        *_phrases("text", [f"{limit.what}: {limit.value}. {limit.why}" for limit in platform.limits], "limits"),
    ]
    for name, action in platform.actions.items():
        phrases += _phrases("step", [action.title], f"action-{name}")
    return _entry("Platform", platform, phrases, names)


def _incident(incident: Incident, names: Names) -> Entry:
    about = f"{incident.times.started:%Y-%m-%d}, {FAILURE_TITLE[incident.mode]}"
    lessons = _phrases("text", [lesson.lesson for lesson in incident.lessons], "lessons")
    return _entry("Incident", incident, (*_phrases("text", [about, incident.summary]), *lessons), names)


def _entry(kind: str, record: Record, phrases: Iterable[Phrase], names: Names) -> Entry:
    platforms = [*getattr(record, "platforms", ()), *filter(None, [getattr(record, "platform", None)])]
    owners = getattr(record, "owners", None)
    return Entry(
        kind,
        prose.plain(record.title),
        names.links.to(record.key),
        tuple(phrases),
        platforms=_titles(platforms, names),
        processes=_titles(getattr(record, "processes", ()), names),
        owners=_titles((owners.technical, owners.business), names) if owners else (),
    )


def _phrases(field: Field, texts: Iterable[str], anchor: str = "") -> list[Phrase]:
    plain = (" ".join(_plain(text).split()) for text in texts)
    return [Phrase(field, text, anchor) for text in plain if text]


def _plain(text: str) -> str:
    """The words alone. Most texts have no markup but emphasis and code, and for those no parser is asked."""
    return prose.plain(text) if _MARKUP.search(text) else text.replace("*", "").replace("`", "")
