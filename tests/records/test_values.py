"""Single values: what is taken, and what is refused in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from breakglass.catalogue.source import Quoted
from breakglass.records import values
from breakglass.records.appetite import Appetite
from breakglass.records.values import parse_duration, version_key, write_duration


@pytest.mark.parametrize(
    ("text", "minutes"), [("0m", 0), ("15m", 15), ("4h", 240), ("180d", 259_200), ("90m", 90), ("24h", 1440)]
)
def test_durations(text: str, minutes: int) -> None:
    assert parse_duration(text) == timedelta(minutes=minutes)
    assert parse_duration(write_duration(parse_duration(text))) == parse_duration(text)


@pytest.mark.parametrize("text", ["15", "15 m", "1.5h", "-5m", "05m", "6 months", "", None, "99999999999d", "١٥m"])
def test_what_is_no_duration(text: str | None) -> None:
    with pytest.raises(ValidationError, match="is not a duration"):
        TypeAdapter(values.Duration).validate_python(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (values.Whole, "4.0"),
        (values.Whole, Quoted("4")),
        (values.Whole, "1e3"),
        (values.Whole, "١"),
        (values.Real, "nan"),
        (values.Flag, "yes"),
        (values.Day, "2026-02-30"),
        (values.Day, "02.09.2026"),
        (values.Version, "1.10"),
        (values.Version, "1.2.3-rc1"),
        (values.Slug, "Not An Id"),
        (values.Line, "two\nlines"),
        (values.Line, "   "),
        (values.Callee, "incident-lead"),
        (values.Target, "somewhere/else"),
    ],
)
def test_what_is_refused(kind: object, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


def test_versions_sort_by_number() -> None:
    assert sorted(["1.10.0", "1.9.0", "0.12.3"], key=version_key) == ["0.12.3", "1.9.0", "1.10.0"]


def appetite(**more: object) -> Appetite:
    head = {
        "kind": "appetite",
        "id": "company",
        "title": "Company",
        "version": "1.0.0",
        "status": "approved",
        "changelog": (),
        "why": "Because",
        "weights": {"urgency": "1", "financial": "1", "regulatory": "1", "goodwill": "1"},
        "thresholds": {"sev1": "4.0", "sev2": "3.0"},
    }
    return Appetite.model_validate(head | more)


ORDER = ["sev1", "sev2", "sev3"]


@pytest.mark.parametrize(
    ("levels", "severity"), [((4, 4, 4, 4), "sev1"), ((3, 3, 3, 4), "sev2"), ((1, 1, 1, 1), "sev3")]
)
def test_the_score_sets_the_severity(levels: tuple[int, ...], severity: str) -> None:
    named = dict(zip(("urgency", "financial", "regulatory", "goodwill"), levels, strict=True))
    assert appetite().severity(named, ORDER) == (severity, None)


def test_the_same_incident_weighs_differently_under_another_appetite() -> None:
    levels = {"urgency": 1, "financial": 5, "regulatory": 1, "goodwill": 1}
    assert appetite().score(levels) == 2.0
    assert appetite(weights={"financial": "1"}).score(levels) == 5.0


def test_a_floor_settles_the_severity_and_is_told() -> None:
    floor = {"dimension": "regulatory", "level": "5", "severity": "sev1", "why": "A legal clock starts"}
    levels = {"urgency": 1, "financial": 1, "regulatory": 5, "goodwill": 1}
    severity, settled_by = appetite(floors=(floor,)).severity(levels, ORDER)
    assert severity == "sev1"
    assert settled_by is not None
    assert settled_by.why == "A legal clock starts"


def test_weights_that_weigh_nothing_are_refused() -> None:
    with pytest.raises(ValidationError, match="add up to nothing"):
        appetite(weights={"urgency": "0"})
