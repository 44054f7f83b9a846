"""The page at the short address of a signal: what to do first, or what tells its playbooks apart."""

from __future__ import annotations

from typing import Any

import yaml

from breakglass.catalogue.load import load_files
from breakglass.records.signal import Signal
from breakglass.records.specimen import specimen
from breakglass.site.render import components
from breakglass.site.site import edition
from breakglass.site.theme import component_folders
from breakglass.views.alert import AlertView, alert_view
from breakglass.views.links import Links
from breakglass.views.named import Names

OTHERS = ("team", "role", "escalation", "process", "platform", "rubric", "appetite")
HTML = components(component_folders(None))


def view(*playbooks: dict[str, Any], **changes: Any) -> AlertView:  # noqa: ANN401 - values of any key
    """The page of the specimen's signal, with keys of it changed, and these changes of the specimen's playbook."""
    records = [yaml.safe_load(specimen(kind)) for kind in OTHERS]
    records.append(yaml.safe_load(specimen("signal")) | changes)
    records += [yaml.safe_load(specimen("playbook")) | playbook for playbook in playbooks]
    files = [(f"{r['id']}.yaml", yaml.safe_dump(r, allow_unicode=True, sort_keys=False).encode()) for r in records]
    loaded = load_files(files)
    assert not loaded.findings
    names = Names(edition(loaded.catalogue, "internal"), Links("../../"))
    [signal] = names.catalogue.all(Signal)
    return alert_view(signal, names)


def test_one_playbook_shows_its_first_five_minutes_with_links_to_its_page() -> None:
    found = view({})
    assert found.first
    assert not found.candidates
    html = HTML.html("alert", found)
    assert "First five minutes" in html
    assert 'href="../../playbooks/payment-flow-stopped.html#step-' in html
    assert 'href="#step-' not in html


def test_several_playbooks_show_what_holds_and_what_speaks_for_the_other() -> None:
    here = {"holds": ["The run is red."], "look_alikes": [{"when": "Nothing runs", "go": "two"}, {"when": "Rain"}]}
    found = view({"id": "one", "title": "One", "confirm": here}, {"id": "two", "title": "Two"})
    assert found.first is None
    assert [case.line.playbook.title for case in found.candidates] == ["One", "Two"]
    assert found.candidates[0].holds == ("The run is red.",)
    assert [(other.when, other.go.title) for other in found.candidates[0].elsewhere] == [("Nothing runs", "Two")]
    html = HTML.html("alert", found)
    assert "Which of these holds?" in html
    assert 'href="../../playbooks/two.html#first-five-minutes"' in html
    assert "Rain" not in html


def test_retired_and_withheld_playbooks_are_no_answer() -> None:
    gone = {
        "status": "retired",
        "retirement": {"reason": "Over", "date": "2026-01-01", "nothing_follows": "Nobody asks"},
    }
    found = view({"id": "one"}, {"id": "two"} | gone, {"id": "three", "audience": "restricted", "title": "Secret"})
    assert found.line
    assert found.line.playbook.href == "../../playbooks/one.html"
    assert "Secret" not in HTML.html("alert", found)


def test_without_a_playbook_the_owner_is_called() -> None:
    html = HTML.html("alert", view())
    assert "No playbook is written for this signal" in html
    assert "Call the owner" in html
    assert 'href="../../teams/' in html


def test_a_signal_that_is_often_wrong_or_retired_says_so_first() -> None:
    reliability = {"tested": "2026-08-20", "result": "fired", "how": "x", "per_week": 1, "false_rate": 40}
    gone = {"reason": "Over", "date": "2026-01-01", "nothing_follows": "Nobody asks"}
    html = HTML.html("alert", view({}, reliability=reliability, status="retired", retirement=gone))
    assert "Of a hundred such alerts 40 are false" in html
    assert "This signal is retired" in html
    assert "are false" not in HTML.html("alert", view({}))
