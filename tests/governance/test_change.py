"""What changed between two versions, in sentences."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakglass.governance.change import Reordered, differences
from breakglass.records.kinds import KINDS
from breakglass.records.specimen import specimen

STEP = {"id": "pause", "do": "Turn it off.", "within": "5m"}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [change.sentence() for change in differences(before, after)]


def test_a_step_at_the_top_is_one_addition() -> None:
    before = {"steps": [STEP]}
    after = {"steps": [{"id": "look", "do": "Look at it.", "within": "5m"}, STEP]}
    assert told(before, after) == ["Steps › “look” is new: Look at it."]


def test_a_value_is_told_with_both_sides() -> None:
    after = {"steps": [STEP | {"within": "10m"}]}
    assert told({"steps": [STEP]}, after) == ["Steps › “pause” › within is now “10m” instead of “5m”."]


def test_a_long_text_is_not_quoted() -> None:
    assert told({"purpose": "a " * 60}, {"purpose": "b " * 60}) == ["Purpose is worded otherwise."]


def test_the_order_is_told_apart_from_the_items() -> None:
    other = {"id": "look", "do": "Look at it.", "within": "5m"}
    assert list(differences({"steps": [STEP, other]}, {"steps": [other, STEP]})) == [Reordered(("steps",))]


def test_version_and_changelog_are_paperwork() -> None:
    assert told({"version": "1.0.0", "changelog": []}, {"version": "1.1.0", "changelog": ["x"]}) == []


def test_two_items_of_one_name_are_two_items() -> None:
    assert told({"a": ["x", "x"]}, {"a": ["x"]}) == ["A › “x” (2) is gone: x."]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_does_not_differ_from_itself_and_differs_from_nothing_in_every_key(kind: str) -> None:
    data = yaml.load(specimen(kind), yaml.BaseLoader)  # noqa: S506 - plain text values
    assert told(data, data) == []
    paperwork = {"version", "changelog"}
    assert len(told({}, data)) == len(data.keys() - paperwork)
    assert len(told(data, {})) == len(data.keys() - paperwork)


TREE = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(st.sampled_from(["id", "steps", "owners", "title"]), TREE, max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, RECORDS)
def test_any_two_trees_can_be_compared(before: dict[str, Any], after: dict[str, Any]) -> None:
    for sentence in told(before, after):
        assert sentence.endswith(".")
    assert told(before, before) == []
