"""Decision trees as readers get them: the whole tree, twice, whatever state the record is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from breakglass.catalogue.load import load_files
from breakglass.records.playbook import Playbook
from breakglass.records.specimen import specimen
from breakglass.site.render import components
from breakglass.site.theme import component_folders
from breakglass.views.decisions import DecisionTreeView, StepName, Twig, decision_tree
from breakglass.views.links import Links
from breakglass.views.named import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
ROLE = specimen("role")
STEPS = {"pause": StepName("4. Turn it off", "#step-pause")}
FIX = {"title": "Fix it", "gate": "fix-in-place", "criteria": "The cause is known", "decides": "incident-lead"}


def ask(question: str, **more: object) -> dict[str, object]:
    answers = {key: value for key, value in more.items() if key not in {"help", "decides"}}
    return {"ask": question, "answers": answers, **{k: v for k, v in more.items() if k not in answers}}


def tree(nodes: dict[str, Any], outcomes: dict[str, Any] | None = None, start: str = "first") -> DecisionTreeView:
    """The view of a playbook with these decisions, and the role of the specimens beside it."""
    data = yaml.safe_load(specimen("playbook"))
    data["decisions"] = {"start": start, "nodes": nodes, "outcomes": {"fix": FIX} if outcomes is None else outcomes}
    files = [
        ("payment-flow-stopped.yaml", yaml.safe_dump(data, allow_unicode=True, sort_keys=False)),
        ("incident-lead.yaml", ROLE),
    ]
    loaded = load_files((name, text.encode()) for name, text in files)
    playbook = loaded.catalogue.find(Playbook, "payment-flow-stopped")
    assert playbook is not None, loaded.findings
    return decision_tree(playbook, Names(loaded.catalogue, Links()), STEPS)


def twigs(view: DecisionTreeView) -> Iterator[Twig]:
    def below(twig: Twig) -> Iterator[Twig]:
        yield twig
        for branch in twig.branches:
            yield from below(branch.then)

    for part in (view.start, *view.more, *view.unreached):
        yield from below(part)


def html(view: DecisionTreeView) -> ET.Element:
    """The component, read as XML: its HTML is well-formed."""
    text = str(components(component_folders(None)).html("decision-tree", view))
    return ET.fromstring(f"<main>{text.replace('<br>', '<br/>').replace(' open>', '>')}</main>")  # noqa: S314


def drawn_words(view: DecisionTreeView) -> list[str]:
    svg = ET.fromstring(view.drawing)  # noqa: S314 - our own text
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


BUSHY = {
    "first": ask("Does it run?", Yes="second", No="stop", help="Look at the *history*."),
    "stop": {"step": "pause", "then": "second"},
    "second": ask("Is the cause known?", Yes="fix", No="first", Never="escalation/payments", decides="incident-lead"),
}


def test_the_text_holds_every_node_once_and_every_answer() -> None:
    view = tree(BUSHY)
    written = [twig.anchor for twig in twigs(view) if twig.anchor and twig.place == "here"]
    assert sorted(written) == ["decision-first", "decision-second", "decision-stop"]
    answers = [branch.answer for twig in twigs(view) for branch in twig.branches]
    assert sorted(answers) == ["", "Never", "No", "No", "Yes", "Yes"]


def test_what_was_told_already_is_a_link_to_it() -> None:
    again = [twig for twig in twigs(tree(BUSHY)) if twig.place == "above"]
    assert {(twig.text, twig.href) for twig in again} == {
        ("Is the cause known?", "#decision-second"),
        ("Does it run?", "#decision-first"),
    }
    assert all(twig.branches == () for twig in again)


def test_the_drawing_shows_the_same_questions_and_answers() -> None:
    words = drawn_words(tree(BUSHY))
    for expected in ("Does it run?", "Is the cause known?", "4. Turn it off", "Fix it", "Yes", "No", "Never"):
        assert expected in words


def test_an_end_is_repeated_under_each_question_that_leads_to_it() -> None:
    view = tree({"first": ask("Does it run?", Yes="fix", No="second"), "second": ask("And now?", Yes="fix", No="fix")})
    assert drawn_words(view).count("Fix it") == 3


def test_links_lead_to_the_step_the_outcome_the_question_and_the_role() -> None:
    view = tree(BUSHY)
    svg = ET.fromstring(view.drawing)  # noqa: S314 - our own text
    links = {link.get("aria-label"): link.get("href") for link in svg.iter(f"{SVG}a")}
    assert links["Question: Does it run?"] == "#decision-first"
    assert links["Step: 4. Turn it off"] == "#step-pause"
    assert links["Outcome: Fix it. Incident lead decides"] == "#outcome-fix"
    assert view.outcomes[0].decides.href == "roles/incident-lead.html"


def test_every_link_within_the_page_has_its_place() -> None:
    page = html(tree({**BUSHY, "lost": ask("Nobody asks this?", Yes="fix")}))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    hrefs = {element.get("href", "") for element in page.iter() if element.get("href", "").startswith("#")}
    assert {href[1:] for href in hrefs} - set(ids) == {"step-pause"}


def test_an_outcome_says_when_who_and_where_to() -> None:
    view = tree(BUSHY, {"fix": FIX | {"go": "step/pause"}, "stay": FIX | {"go": "second", "gate": "stand-down"}})
    fix, stay = view.outcomes
    assert (fix.title, fix.gate, fix.criteria) == ("Fix it", "Fix in place", "The cause is known")
    assert fix.decides.title == "Incident lead"
    assert fix.go is not None
    assert (fix.go.title, fix.go.href) == ("4. Turn it off", "#step-pause")
    assert stay.go is not None
    assert (stay.go.title, stay.go.href) == ("Is the cause known?", "#decision-second")


@pytest.mark.parametrize("target", ["nowhere", "step/nothing", "outcome/none", "decision/gone"])
def test_a_target_that_does_not_exist_leads_nowhere_yet(target: str) -> None:
    view = tree({"first": ask("Does it run?", Yes="fix", No=target)}, {"fix": FIX | {"go": target}})
    end = view.start.branches[1].then
    assert (end.text, end.href) == (f"{target}: leads nowhere yet", None)
    assert f"{target}: leads nowhere yet" in drawn_words(view)
    assert html(view) is not None


def test_a_record_that_does_not_exist_is_named_without_a_link() -> None:
    view = tree({"first": ask("Does it run?", Yes="playbook/other", No="fix")})
    end = view.start.branches[0].then
    assert (end.text, end.href) == ("Playbook: other", None)


def test_a_step_that_does_not_exist_leads_nowhere_yet() -> None:
    view = tree({"first": {"step": "gone", "then": "fix"}})
    assert view.start.text == "gone: leads nowhere yet"
    assert "gone: leads nowhere yet" in drawn_words(view)


def test_what_no_answer_leads_to_stands_apart() -> None:
    view = tree({"first": ask("Does it run?", Yes="fix"), "lost": ask("And?", Yes="lost"), "too": ask("So?", No="fix")})
    assert [twig.anchor for twig in view.unreached] == ["decision-lost", "decision-too"]
    assert "No answer leads here yet:" in "".join(html(view).itertext())


@pytest.mark.parametrize("nodes", [{}, {"other": ask("Does it run?", Yes="fix")}])
def test_a_start_that_does_not_exist_leads_nowhere_yet(nodes: dict[str, Any]) -> None:
    view = tree(nodes)
    assert view.start.text == "decision/first: leads nowhere yet"
    assert drawn_words(view) == ["decision/first: leads nowhere yet"]
    assert len(view.unreached) == len(nodes)


@pytest.mark.parametrize("step", [False, True])
def test_a_very_deep_tree_goes_on_further_down(step: bool) -> None:  # noqa: FBT001 - a parameter of a test
    def one(number: int) -> dict[str, object]:
        if step:
            return {"step": "pause", "then": f"n{number + 1}"}
        return ask(f"Question {number}?", Yes=f"n{number + 1}", No="fix")

    view = tree({f"n{number}": one(number) for number in range(400)}, start="n0")
    assert {twig.anchor for twig in twigs(view) if twig.place == "here" and twig.anchor} == {
        f"decision-n{number}" for number in range(400)
    }
    assert view.unreached == ()
    page = html(view)
    ids = {element.get("id") for element in page.iter()}
    below = [twig for twig in twigs(view) if twig.place == "below"]
    assert below
    assert all(twig.href and twig.href[1:] in ids for twig in below)


def test_a_node_without_anything_is_no_reason_to_fail() -> None:
    view = tree({"first": {}})
    assert "leads nowhere yet" in view.start.text
    assert html(view) is not None


HOSTILE = '<script>alert(1)</script> & "quotes" [x](javascript:alert(1)) *stars*'


def test_text_of_records_stays_text() -> None:
    outcome = FIX | {"title": HOSTILE, "criteria": HOSTILE}
    nodes = {"first": {"ask": HOSTILE, "answers": {HOSTILE: "fix"}, "help": HOSTILE}}
    view = tree(nodes, {"fix": outcome})
    page = html(view)
    assert page.find(".//script") is None
    assert not [element for element in page.iter() if "javascript:" in element.get("href", "")]
    assert '<script>alert(1)</script> & "quotes" [x](javascript:alert(1)) stars' in drawn_words(view)


def test_markdown_is_read_and_not_shown_in_the_drawing() -> None:
    words = drawn_words(tree({"first": ask("Is *Charge* `on`?", **{"*Yes*, it is": "fix"})}))
    assert {"Is Charge on?", "Yes, it is"} <= set(words)


def test_the_view_is_the_same_each_time() -> None:
    assert tree(BUSHY) == tree(BUSHY)
