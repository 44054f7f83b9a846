"""The finder's index: what a person in trouble may type, and where it leads. Made from records, not from pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from breakglass.records.escalation import Escalation
from breakglass.records.incident import Incident
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role
from breakglass.records.signal import Signal
from breakglass.records.team import Team
from breakglass.records.vocabulary import FAILURE_TITLE
from breakglass.views import prose
from breakglass.views.impact import severity_badge
from breakglass.views.links import Links
from breakglass.views.named import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Catalogue


def finder_script(catalogue: Catalogue, *, directories: bool) -> str:
    """The index as a script, so that it also loads from a folder (`file://`), where data files do not."""
    names = Names(catalogue, Links(directories=directories))
    entries = [*_playbooks(names), *_others(names)]
    listed = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only this sequence could end it; as a file of its own it is harmless as well.
    inert = listed.replace("</", "<\\u002f")
    return f"window.breakglassFinder={inert};\n"


def _playbooks(names: Names) -> Iterator[dict[str, Any]]:
    for playbook in names.catalogue.all(Playbook):
        if playbook.status == "retired":
            continue
        signals = [names.catalogue.find(Signal, name) for name in playbook.signals]
        severity = severity_badge(playbook, names)
        yield {
            "kind": "Playbook",
            "url": names.links.to(playbook.key),
            "title": prose.plain(playbook.title),
            "aliases": " · ".join(prose.plain(alias) for alias in playbook.aliases),
            "symptoms": " · ".join(prose.plain(symptom) for symptom in playbook.symptoms),
            "signals": " · ".join(
                f"{prose.plain(s.title)} {' '.join(s.words)}" for s in signals if s is not None
            ),
            "about": f"{FAILURE_TITLE[playbook.failure.mode]} {_titles(playbook, names)}",
            "note": _titles(playbook, names),
            "severity": severity.title if severity else "",
            "rank": severity.rank if severity else 0,
            "status": "" if playbook.status == "approved" else playbook.status,
        }


def _titles(playbook: Playbook, names: Names) -> str:
    return ", ".join(prose.plain(names.named(r).title) for r in (*playbook.platforms, *playbook.processes))


def _others(names: Names) -> Iterator[dict[str, Any]]:
    for signal in names.catalogue.all(Signal):
        if signal.status == "retired":
            continue
        leads = names.catalogue.referring(Playbook, signal.key)
        yield _entry(
            "Signal",
            names.links.to(signal.key),
            signal.title,
            signal.condition,
            " ".join(signal.words),
            ", ".join(prose.plain(playbook.title) for playbook in leads),
        )
    yield from _learnt(names)
    for role in names.catalogue.all(Role):
        yield _entry("Role", names.links.to(role.key), role.title, role.mission, "who decides", "")
    for team in names.catalogue.all(Team):
        yield _entry("Team", names.links.to(team.key), team.title, team.about, "who to call", team.hours)
    for path in names.catalogue.all(Escalation):
        yield _entry("Escalation", names.links.to(path.key), path.title, path.about, "who to call, who do I call", "")
    for platform in names.catalogue.all(Platform):
        for error in platform.errors:
            url = names.links.to(platform.key, "errors")
            yield _entry("Error", url, error.code, error.means, "", prose.plain(platform.title))


def _learnt(names: Names) -> Iterator[dict[str, Any]]:
    """Incidents and their lessons. The finder ranks them last: who is in trouble wants a playbook first."""
    for incident in names.catalogue.all(Incident):
        about = f"{incident.times.started:%Y-%m-%d}, {FAILURE_TITLE[incident.mode]}"
        yield _entry("Incident", names.links.to(incident.key), incident.title, incident.summary, "", about)
        for one in incident.lessons:
            url = names.links.to(incident.key, "lessons")
            yield _entry("Lesson", url, one.lesson, "", "", f"From {prose.plain(incident.title)}")


def _entry(kind: str, url: str, title: str, symptoms: str, signals: str, note: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "url": url,
        "title": prose.plain(title),
        "aliases": "",
        "symptoms": prose.plain(symptoms),
        "signals": signals,
        "about": note,
        "note": note,
        "severity": "",
        "rank": 0,
        "status": "",
    }
