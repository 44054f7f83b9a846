"""What changed between two versions, in sentences, with the bump and the class that it asks for."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from breakglass.governance.change import (
    PartMoved,
    PartsReordered,
    RecordRemoved,
    StatusChanged,
    Unexplained,
)
from breakglass.governance.compare import compare
from breakglass.governance.meaning import MEANINGS, Sort
from breakglass.governance.versions import raised, rise
from breakglass.records.kinds import KINDS
from breakglass.records.record import Maintained
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = {"id": "pause", "do": "Turn it off.", "within": "5m"}
OTHER = {"id": "look", "do": "Look at it.", "within": "5m"}
LEVELS = [{"id": "engineer", "after": "0m"}, {"id": "lead", "after": "15m"}]


def told(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [change.sentence() for change in compare(kind, before, after).changes]


def asked(kind: str, before: dict[str, Any], after: dict[str, Any]) -> tuple[str | None, str]:
    difference = compare(kind, before, after)
    return difference.bump, difference.change_class


def test_a_level_that_is_called_later_is_told_by_its_number() -> None:
    after = [LEVELS[0], {"id": "lead", "after": "45m"}]
    assert told("escalation", {"levels": LEVELS}, {"levels": after}) == [
        "Level 2 (“lead”) is now called after 45 min instead of after 15 min."
    ]
    assert asked("escalation", {"levels": LEVELS}, {"levels": after}) == ("minor", "normal")


def test_a_step_at_the_top_is_one_addition() -> None:
    before, after = {"steps": [STEP]}, {"steps": [OTHER, STEP]}
    assert told("module", before, after) == ["Step “look” is new: Look at it."]
    assert asked("module", before, after) == ("minor", "normal")


def test_a_step_that_is_gone_must_be_unlearnt() -> None:
    before, after = {"steps": [OTHER, STEP]}, {"steps": [STEP]}
    assert told("module", before, after) == ["Step “look” is gone: Look at it."]
    assert asked("module", before, after) == ("major", "normal")


def test_the_order_is_told_apart_from_the_steps() -> None:
    changes = compare("module", {"steps": [STEP, OTHER]}, {"steps": [OTHER, STEP]}).changes
    assert [type(change) for change in changes] == [PartsReordered]
    assert changes[0].sentence() == "Every step is still there, in another order: “look”, “pause”."
    assert changes[0].asks == ("minor", "normal")


def test_where_the_order_means_nothing_nothing_happened() -> None:
    assert asked("playbook", {"signals": ["a", "b"]}, {"signals": ["b", "a"]}) == ("patch", "standard")


def test_a_step_that_moves_to_another_phase_is_one_move() -> None:
    before = {"phases": {"contain": {"steps": [STEP]}, "recover": {"steps": []}}}
    after = {"phases": {"contain": {"steps": []}, "recover": {"steps": [STEP | {"within": "10m"}]}}}
    changes = compare("playbook", before, after).changes
    assert isinstance(changes[0], PartMoved)
    assert [change.sentence() for change in changes] == [
        "Step “pause” now stands in recover instead of contain.",
        "Step “pause” may now take 10 min instead of 5 min.",
    ]


def test_wording_is_a_patch_that_one_owner_agrees_to() -> None:
    before = {"purpose": "Charging again.", "aliases": ["no charges"]}
    after = {"purpose": "Charging works again.", "aliases": ["no charges", "cards not charged"]}
    assert asked("playbook", before, after) == ("patch", "standard")
    assert told("playbook", before, after) == [
        "The purpose is now “Charging works again.” instead of “Charging again.”.",
        "Search word “cards not charged” is new.",
    ]


def test_a_long_text_is_not_quoted() -> None:
    assert told("playbook", {"purpose": "a " * 90}, {"purpose": "b " * 90}) == ["The purpose is reworded."]


def test_words_that_people_act_by_need_both_owners() -> None:
    off, on = {"steps": [STEP]}, {"steps": [STEP | {"do": "Turn it on."}]}
    assert asked("module", off, on) == ("patch", "normal")
    assert "people act by words that changed" in compare("module", off, on).reasons


@pytest.mark.parametrize("do", ["turn it off", "Turn *it* off!", "Turn  it   off."])
def test_what_reads_the_same_is_wording(do: str) -> None:
    assert asked("module", {"steps": [STEP]}, {"steps": [STEP | {"do": do}]}) == ("patch", "standard")


@pytest.mark.parametrize(("one", "other"), [("wait 1.5 h", "wait 15 h"), ("if < 5", "if > 5"), ("set -1", "set 1")])
def test_numbers_and_signs_are_more_than_punctuation(one: str, other: str) -> None:
    assert compare("module", {"steps": [STEP | {"do": one}]}, {"steps": [STEP | {"do": other}]}).reasons


def test_another_owner_must_be_relearnt() -> None:
    before, after = {"owners": {"technical": "a", "business": "b"}}, {"owners": {"technical": "c", "business": "b"}}
    assert asked("playbook", before, after) == ("major", "normal")
    assert told("playbook", before, after) == ["The technical owner is now “c” instead of “a”."]


def test_a_rerouted_decision_names_the_answer() -> None:
    nodes = {"starts": {"ask": "Does it start?", "answers": {"Yes": "outcome/fix", "No": "step/pause"}}}
    other = copy.deepcopy(nodes)
    other["starts"]["answers"]["No"] = "outcome/fix"  # type: ignore[index]
    before, after = {"decisions": {"nodes": nodes}}, {"decisions": {"nodes": other}}
    assert told("playbook", before, after) == [
        "Answer “No” of decision “starts” now leads to “outcome/fix” instead of “step/pause”."
    ]
    assert asked("playbook", before, after) == ("major", "normal")


def test_a_line_that_is_reworded_is_not_one_gone_and_one_new() -> None:
    before, after = {"rollback": ["Turn it off.", "Wait."]}, {"rollback": ["Turn it all off.", "Wait."]}
    assert told("module", before, after) == ["The rollback step 1 is now “Turn it all off.” instead of “Turn it off.”."]


def test_a_scope_check_that_is_none_any_more_is_told() -> None:
    before, after = {"steps": [STEP | {"scope": "true"}]}, {"steps": [STEP | {"scope": "false"}]}
    assert told("module", before, after) == ["Step “pause” is no longer a scope check."]
    assert asked("module", before, after) == ("major", "normal")


def test_an_empty_list_that_stands_for_all_is_told_as_all() -> None:
    before, after = {"levels": [LEVELS[0]]}, {"levels": [LEVELS[0] | {"severities": ["sev1"]}]}
    assert told("escalation", before, after) == [
        "Level 1 (“engineer”) is now called at “sev1” instead of every severity."
    ]
    assert asked("escalation", before, after) == ("major", "normal")


def test_going_out_of_force_is_major() -> None:
    change = compare("playbook", {"status": "approved"}, {"status": "retired"}).changes[0]
    assert isinstance(change, StatusChanged)
    assert change.asks == ("major", "normal")


def test_a_key_that_nobody_explained_is_never_harmless() -> None:
    assert asked("playbook", {}, {"surprise": "x"}) == ("minor", "normal")
    assert asked("no-such-kind", {"title": "x"}, {"title": "y"}) == (None, "normal")


def test_a_deleted_record_says_what_to_do_instead() -> None:
    (change,) = compare("playbook", {"title": "x"}, None).changes
    assert isinstance(change, RecordRemoved)
    assert "retire it instead" in change.sentence()


def test_version_and_changelog_are_paperwork() -> None:
    difference = compare("playbook", {"version": "1.0.0", "changelog": []}, {"version": "1.1.0", "changelog": ["x"]})
    assert (difference.changes, difference.bump, difference.change_class) == ((), None, "standard")


def test_two_items_of_one_name_are_two_items() -> None:
    assert told("playbook", {"aliases": ["x", "x"]}, {"aliases": ["x"]}) == ["Search word “x (2)” is gone."]


def test_versions_rise_by_what_people_must_relearn() -> None:
    assert [raised("1.2.3", "major"), raised("1.2.3", "minor"), raised("1.2.3", "patch")] == ["2.0.0", "1.3.0", "1.2.4"]
    assert [rise("1.2.3", after) for after in ("2.0.0", "1.10.0", "1.2.4", "1.2.3", "1.1.9")] == [
        "major",
        "minor",
        "patch",
        None,
        None,
    ]


# Every field of every model


def models(model: type[BaseModel], seen: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """A model and those of all its parts."""
    if model not in seen:
        seen[model] = None
        for field in model.model_fields.values():
            for inner in parts(field.annotation):
                models(inner, seen)
    return seen


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def all_models() -> list[type[BaseModel]]:
    seen: dict[type[BaseModel], None] = {}
    for model in KINDS.values():
        models(model, seen)
    return [model for model in seen if model.__name__ != "ChangelogEntry"]


@pytest.mark.parametrize("model", all_models(), ids=lambda model: model.__name__)
def test_every_field_of_every_model_has_a_meaning(model: type[BaseModel]) -> None:
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert MEANINGS[model].keys() == keys


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


@pytest.mark.parametrize("kind", KINDS)
def test_no_value_of_a_record_changes_unseen(kind: str) -> None:
    data = yaml.load(specimen(kind), yaml.BaseLoader)  # noqa: S506 - plain text values
    for path in leaves(data):
        if path[0] in {"kind", "id", "version", "changelog"}:
            continue
        other = copy.deepcopy(data)
        place = other
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = "something else altogether"
        changes = compare(kind, data, other).changes
        assert changes, path
        for change in changes:
            assert not isinstance(change, Unexplained), (path, change)
            assert change.sentence().endswith("."), path


@pytest.mark.parametrize("kind", [kind for kind, model in KINDS.items() if issubclass(model, Maintained)])
def test_a_record_does_not_differ_from_itself_and_loses_nothing_unseen(kind: str) -> None:
    data = yaml.load(specimen(kind), yaml.BaseLoader)  # noqa: S506 - plain text values
    assert told(kind, data, data) == []
    for key in data.keys() - {"kind", "id", "version", "changelog"}:
        if data[key] not in ("", [], {}):
            without = {name: value for name, value in data.items() if name != key}
            assert compare(kind, data, without).changes, key
            assert compare(kind, without, data).changes, key


def test_every_sort_of_meaning_is_used() -> None:
    used = {meaning.sort for rows in MEANINGS.values() for meaning in rows.values()}
    used |= {meaning.value.sort for rows in MEANINGS.values() for meaning in rows.values() if meaning.value}
    assert used == set(Sort)


TREE = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(
    st.sampled_from(["status", "steps", "owners", "title", "levels", "decisions", "phases", "raci", "x"]),
    TREE,
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*KINDS, "unknown"]), RECORDS, RECORDS)
def test_any_two_trees_can_be_compared_and_no_difference_is_lost(
    kind: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    for sentence in told(kind, before, after):
        assert sentence.endswith(".")
    assert told(kind, before, before) == []
    if any(before.get(key) != after.get(key) for key in before.keys() | after.keys()) and not same(before, after):
        assert told(kind, before, after)


def same(one: object, other: object) -> bool:
    """Whether two values hold the same, where nothing, an empty text and an empty list count as one."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(one.get(key), other.get(key)) for key in one.keys() | other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other or (nothing(one) and nothing(other))


def nothing(value: object) -> bool:
    """Whether a value holds nothing, or nothing but keys without values."""
    return value in (None, "", [], {}) or (isinstance(value, dict) and all(map(nothing, value.values())))
