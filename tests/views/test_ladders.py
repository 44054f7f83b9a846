"""Escalation ladders and process maps: who is called when, on which channel, and what hangs on what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from breakglass.catalogue.load import load_files
from breakglass.records.escalation import Escalation
from breakglass.records.process import Process
from breakglass.records.specimen import specimen
from breakglass.records.words import after, in_words, measured
from breakglass.site.render import components
from breakglass.site.theme import component_folders
from breakglass.views.ladders import EscalationView, escalation_ladder
from breakglass.views.links import Links
from breakglass.views.named import Names
from breakglass.views.process_map import process_map

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("team", "role", "escalation", "process", "platform")
HOSTILE = "<script>alert(1)</script> & <b>"


def names(**changes: dict[str, Any]) -> Names:
    """A catalogue of specimens, with keys of some kinds replaced."""
    files = []
    for kind in NAMES:
        data = yaml.safe_load(specimen(kind)) | changes.get(kind, {})
        files.append((f"{data['id']}.yaml", yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()))
    return Names(load_files(files).catalogue, Links())


def ladder(**changes: Any) -> EscalationView:  # noqa: ANN401 - values of any key
    known = names(escalation=changes)
    [path] = known.catalogue.all(Escalation)
    return escalation_ladder(path, known)


def level(name: str = "one", minutes: str = "0m", **more: str) -> dict[str, str]:
    return {"id": name, "after": minutes, "when": "Always", "brings": "Hands"} | more


def words(drawing: str) -> list[str]:
    svg = ET.fromstring(drawing)  # noqa: S314 - our own text
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("value", "said", "when"),
    [
        (timedelta(), "at once", "at once"),
        (timedelta(minutes=15), "15 min", "after 15 min"),
        (timedelta(minutes=90), "90 min", "after 90 min"),
        (timedelta(hours=4), "4 h", "after 4 h"),
        (timedelta(hours=72), "72 h", "after 72 h"),
        (timedelta(days=14), "14 days", "after 14 days"),
        (timedelta(days=180), "180 days", "after 180 days"),
        (timedelta(days=365), "365 days", "after 365 days"),
        (timedelta(days=2555), "7 years", "after 7 years"),
    ],
)
def test_durations_are_said_as_people_say_them(value: timedelta, said: str, when: str) -> None:
    assert in_words(value) == said
    assert after(value) == when


def test_a_rung_says_when_who_why_and_what_it_brings() -> None:
    view = ladder(levels=[level(call="team/automation-platform"), level("two", "15m", call="role/incident-lead")])
    first, second = view.rungs
    assert (first.after, first.minutes, second.after, second.minutes) == ("at once", 0, "after 15 min", 15)
    assert (first.who.title, first.who.href) == ("Automation platform", "teams/automation-platform.html")
    assert (second.who.title, second.who.href) == ("Incident lead", "roles/incident-lead.html")
    assert (first.when, first.brings) == ("Always", "Hands")


def test_a_role_is_reached_on_the_channels_of_its_teams() -> None:
    role = yaml.safe_load(specimen("role"))
    known = names(role={"teams": ["automation-platform"]}, escalation={"levels": [level(call=f"role/{role['id']}")]})
    [path] = known.catalogue.all(Escalation)
    assert escalation_ladder(path, known).rungs[0].contacts == known.contacts(("team", "automation-platform"))[:3]


@pytest.mark.parametrize(
    ("via", "kind", "shown", "href"),
    [
        ("tel:+442079460111", "Phone", "+442079460111", "tel:+442079460111"),
        ("mailto:duty@fernway.example", "Mail", "duty@fernway.example", "mailto:duty@fernway.example"),
        ("https://pager.example/x", "Direct", "pager.example", "https://pager.example/x"),
        ("javascript:alert(1)", "Direct", "alert(1)", None),
        ("desk 4", "Direct", "desk 4", None),
    ],
)
def test_the_address_of_a_level_comes_first(via: str, kind: str, shown: str, href: str | None) -> None:
    view = ladder(levels=[level(call="team/automation-platform", via=via)])
    first = view.rungs[0].contacts[0]
    assert (first.kind, first.name, first.href) == (kind, shown, href)
    assert len(view.rungs[0].contacts) > 1


def test_an_address_that_the_team_has_as_well_stands_there_once_with_its_name() -> None:
    known = names().contacts(("team", "automation-platform"))
    view = ladder(levels=[level(call="team/automation-platform", via=known[-1].href or "")])
    assert view.rungs[0].contacts[0] == known[-1]
    assert len(set(view.rungs[0].contacts)) == len(view.rungs[0].contacts)


def test_whoever_is_missing_is_named_and_not_linked() -> None:
    view = ladder(
        levels=[level(call="team/gone"), level("two", "5m")],
        specialists=[{"call": "role/lost", "when": "Then", "within": "15m"}],
        then="no-such-path",
        last_resort={"call": "team/void", "may": "Wake anyone"},
    )
    everyone = [rung.who for rung in view.rungs] + [view.specialists[0].who]
    assert all(who.href is None for who in everyone)
    assert "gone" in everyone[0].title
    assert everyone[1].title == "nobody yet"
    assert view.then is not None
    assert view.last_resort is not None
    assert (view.then.href, view.last_resort.who.href, view.last_resort.contacts) == (None, None, ())


def test_the_drawing_has_every_rung_and_ends_with_who_must_answer() -> None:
    view = ladder(
        levels=[level(call="team/automation-platform"), level("two", "15m", call="role/incident-lead")],
        then="no-such-path",
        last_resort={"call": "team/automation-platform", "may": "Wake anyone"},
    )
    drawn = words(view.drawing)
    assert drawn[:4] == ["Automation platform", "at once", "Incident lead", "after 15 min"]
    assert drawn[-2:] == ["Automation platform", "last resort"]
    svg = ET.fromstring(view.drawing)  # noqa: S314 - our own text
    labels = [link.get("aria-label") for link in svg.iter(f"{SVG}a")]
    assert labels == ["At once: Automation platform", "After 15 min: Incident lead", "Last resort: Automation platform"]


def test_a_path_without_levels_is_no_reason_to_fail() -> None:
    view = ladder(levels=[], specialists=[], then=None, last_resort=None)
    assert view.rungs == ()
    assert words(view.drawing) == []


def test_text_of_an_escalation_stays_text() -> None:
    rung = level(call="team/automation-platform", via=HOSTILE) | {"when": HOSTILE, "brings": HOSTILE}
    known = names(
        team={"title": HOSTILE},
        escalation={"title": HOSTILE, "about": HOSTILE, "levels": [rung], "last_resort": None, "then": None},
    )
    [path] = known.catalogue.all(Escalation)
    view = escalation_ladder(path, known)
    text = components(component_folders(None)).html("escalation-ladder", view)
    assert "<script" not in text
    assert "<b>" not in text
    assert HOSTILE in words(view.drawing)


def test_a_process_leads_to_its_automations_and_each_platform_once() -> None:
    one = {"platform": "power-automate", "does": "It works", "without": "It does not"}
    automations = [one | {"name": name} for name in ("Charge order", "Send to *warehouse*", HOSTILE)]
    known = names(process={"automations": automations})
    [process] = known.catalogue.all(Process)
    drawing = process_map(process, known)
    assert sorted(words(drawing)) == sorted(
        ["Order to cash", "Charge order", "Send to warehouse", HOSTILE, "Power Automate"]
    )
    svg = ET.fromstring(drawing)  # noqa: S314 - our own text
    links = [link.get("href") for link in svg.iter(f"{SVG}a")]
    assert links == [
        "processes/order-to-cash.html",
        "#automation-0",
        "platforms/power-automate.html",
        "#automation-1",
        "#automation-2",
    ]
    assert len(svg.findall(f".//{SVG}g[@class='bg-diagram__edge']")) == 6


def test_a_platform_that_does_not_exist_is_named_and_not_linked() -> None:
    one = {"name": "Charge order", "platform": "gone", "does": "It works", "without": "It does not"}
    known = names(process={"automations": [one]})
    [process] = known.catalogue.all(Process)
    assert "gone" in words(process_map(process, known))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "at once"),
        (45, "45 min"),
        (90, "90 min"),
        (108, "1.8 h"),
        (450, "7.5 h"),
        (6_000, "4.2 days"),
        (17_153, "12 days"),
    ],
)
def test_what_was_measured_is_said_as_near_as_it_helps(minutes: int, said: str) -> None:
    assert measured(timedelta(minutes=minutes)) == said
