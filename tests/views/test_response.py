"""What the page of a playbook hands to response mode."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from breakglass.catalogue.load import load
from breakglass.records.playbook import Playbook
from breakglass.views.links import Links
from breakglass.views.named import Names
from breakglass.views.response import response_data
from breakglass.views.work import phases_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load(ROOT / "playbooks").catalogue, Links("../"))


def _data(names: Names, name: str) -> dict[str, Any]:
    playbook = names.catalogue.find(Playbook, name)
    assert playbook is not None
    data = response_data(playbook, phases_of(playbook, names), names)
    found: dict[str, Any] = {}
    for field in fields(data):
        part = json.loads(getattr(data, field.name))
        assert not found.keys() & part.keys(), "the script would take the last of them"
        found |= part
    return found


def test_steps_know_whether_they_wait_for_the_scope_checks(names: Names) -> None:
    steps = {step["id"]: step for step in _data(names, "payment-flow-stopped")["steps"]}
    assert [name for name, step in steps.items() if step["scope"]] == ["step-count-unpaid", "step-ask-hand-work"]
    assert steps["step-pause"]["changes"]
    assert not steps["step-save-state"]["changes"]
    assert not steps["step-tell-staff"]["changes"], "its record says that it only reads"


def test_every_way_of_every_tree_leads_to_something_that_the_data_has(names: Names) -> None:
    for playbook in names.catalogue.all(Playbook):
        data = _data(names, playbook.id)
        tree, steps = data["tree"], {step["id"] for step in data["steps"]}
        known = {"node": tree["nodes"], "outcome": tree["outcomes"], "step": steps}
        assert tree["start"] in tree["nodes"]
        ways = [way["to"] for node in tree["nodes"].values() for way in node["ways"]]
        for target in [*ways, *(outcome["go"] for outcome in tree["outcomes"].values() if outcome["go"])]:
            if target["kind"] == "record":
                assert target["href"], target
            else:
                assert target["id"] in known[target["kind"]], target


def test_no_text_can_end_the_script_element(names: Names) -> None:
    playbook = names.catalogue.find(Playbook, "payment-flow-stopped")
    assert playbook is not None
    hostile = playbook.model_copy(update={"title": "</script><script>alert(1)</script><!--"})
    data = response_data(hostile, phases_of(hostile, names), names)
    assert all("<" not in getattr(data, field.name) for field in fields(data))


def test_every_level_has_somebody_to_call_and_every_role_its_hand_over(names: Names) -> None:
    data = _data(names, "payment-flow-stopped")
    assert all(level["who"] and level["contact"] for level in data["levels"])
    lead = next(role for role in data["roles"] if role["id"] == "incident-lead")
    assert (lead["joins"], lead["longest"]) == (True, 240)
    assert lead["handoff"]
