"""What the rules say of incidents, drills and the actions that came of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from breakglass.checks import harness
from breakglass.checks.harness import TODAY, judge, specimen_files
from breakglass.checks.rule import Example


def codes(example: Example) -> list[str]:
    return [verdict.code for verdict in judge(example)]


def action(more: str, due: str = "2026-09-15") -> str:
    head = "id: a, what: Add a channel, risk: One dead phone, owner: automation-platform, opened: 2026-08-17"
    return f"{{{head}, due: {due}, {more}}}"


def in_incident(more: str, due: str = "2026-09-15") -> Example:
    return Example(f"actions: [{action(more, due)}]\n", kind="incident")


@pytest.mark.parametrize("status", ["open", "doing"])
@pytest.mark.parametrize(("days_left", "expected"), [(1, []), (0, []), (-1, ["L101"])])
def test_an_action_is_in_time_on_its_day(status: str, days_left: int, expected: list[str]) -> None:
    assert codes(in_incident(f"status: {status}", str(TODAY + timedelta(days=days_left)))) == expected


def test_the_actions_of_drills_are_followed_too() -> None:
    run = f"{{date: 2026-08-20, lead: mara-okafor, people: [tomas-lind], actions: [{action('status: open')}]}}"
    assert codes(Example(f"runs: [{run}]\n", kind="drill")) == ["L101"]


PROVED = "proof: [{seen: It rings}]"


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        (f"closed: 2026-09-02, {PROVED}", []),
        (PROVED, ["the action is done and has no day on which it was done"]),
        ("closed: 2026-09-02", ["the action is done and has no proof that the risk went down"]),
        (
            "closed: 2026-09-02, proof: []",
            ["the action is done and has no proof that the risk went down"],
        ),
        ("proof: []", ["the action is done and has no proof that the risk went down and no day on which it was done"]),
    ],
)
def test_a_done_action_has_its_day_and_its_proof(more: str, messages: list[str]) -> None:
    assert [verdict.message for verdict in judge(in_incident(f"status: done, {more}"))] == messages


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        ("record: team/automation-platform, version: 1.0.0", []),
        ("record: team/automation-platform, version: 1.0.1", ["L102"]),
        ("record: team/automation-platform", []),
        ("record: team/nobody, version: 1.0.0", ["R101"]),
    ],
)
def test_a_proof_names_a_version_that_the_record_has(proof: str, expected: list[str]) -> None:
    assert codes(in_incident(f"status: done, closed: 2026-09-02, proof: [{{{proof}, seen: It rings}}]")) == expected


def test_an_earlier_version_is_proof_as_well() -> None:
    entries = "[{version: 2.0.0, date: 2026-09-02, summary: B}, {version: 1.0.0, date: 2026-09-01, summary: A}]"
    team = Example(f"id: night\nversion: 2.0.0\nchangelog: {entries}\n", kind="team")
    proof = "proof: [{record: team/night, version: 1.0.0, seen: It rings}]"
    example = in_incident(f"status: done, closed: 2026-09-02, {proof}")
    assert codes(Example(example.text, kind="incident", also=(team,))) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [("closed: 2026-09-02, dropped: Finance bears the risk", []), ("closed: 2026-09-02", ["L103"])],
)
def test_to_drop_an_action_takes_a_word(more: str, expected: list[str]) -> None:
    assert codes(in_incident(f"status: dropped, {more}")) == expected


def runs(*days_ago: int) -> str:
    items = ", ".join(
        f"{{date: {TODAY - timedelta(days=days)}, lead: mara-okafor, people: [tomas-lind]}}" for days in days_ago
    )
    return f"runs: [{items}]\n"


CADENCE = Example("cadence: {other: {review: 365d, drill: 90d}}\n", kind="policy")


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [((0,), []), ((90,), []), ((91,), ["L104"]), ((89, 300), []), ((), ["L104"]), ((-1,), ["L112", "L104"])],
)
def test_a_playbook_is_drilled_until_the_last_day_of_its_cadence(
    days_ago: tuple[int, ...], expected: list[str]
) -> None:
    assert codes(Example(runs(*days_ago), kind="drill", also=(CADENCE,))) == expected


def test_the_newest_run_of_all_drills_counts() -> None:
    other = Example(f"id: other\n{runs(10)}", kind="drill")
    assert codes(Example(runs(400), kind="drill", also=(CADENCE, other))) == []


def test_a_drill_that_is_retired_leaves_nothing_to_play() -> None:
    gone = "status: retired\nretirement: {reason: Played too often, date: 2026-11-20, nothing_follows: It is over}\n"
    [verdict] = judge(Example(f"{gone}{runs(10)}", kind="drill", also=(CADENCE,)))
    assert verdict.code == "L104"
    assert verdict.message.startswith("no drill in force names the playbook any more")


def test_without_a_policy_or_its_cadence_nothing_has_to_be_drilled(monkeypatch: pytest.MonkeyPatch) -> None:
    none = Example("cadence: {other: {review: 365d}}\n", kind="policy")
    assert codes(Example(runs(4000), kind="drill", also=(none,))) == []
    files = {name: text for name, text in specimen_files().items() if not name.startswith("policy/")}
    monkeypatch.setattr(harness, "specimen_files", lambda: files)
    assert codes(Example(runs(4000), kind="drill")) == []


ORDER = ("started", "detected", "acknowledged", "contained", "recovered")


def times(*moments: str) -> Example:
    lines = "".join(f"  {name}: {moment}\n" for name, moment in zip(ORDER, moments, strict=True))
    return Example(f"times:\n{lines}", kind="incident", without=("timeline",))


def times_found(*moments: str) -> list[tuple[int, int]]:
    return [(v.line, v.column) for v in judge(times(*moments)) if v.code == "L105"]


def test_moments_may_fall_together() -> None:
    assert times_found(*["2026-08-14T15:02Z"] * 5) == []


@pytest.mark.parametrize("late", range(1, 5))
def test_each_moment_comes_no_earlier_than_the_one_before(late: int) -> None:
    moments = ["2026-08-14T15:02Z"] * 5
    moments[late:] = ["2026-08-14T15:01Z"] * (5 - late)
    assert [line for line, _ in times_found(*moments)] == [late + 2]


@pytest.mark.parametrize(("recovered", "number"), [("2026-11-23T23:59Z", 0), ("2026-11-24T00:00Z", 1)])
def test_nothing_is_over_tomorrow(recovered: str, number: int) -> None:
    assert len(times_found(*["2026-08-14T15:02Z"] * 4, recovered)) == number


@pytest.mark.parametrize(("on_time", "expected"), [(0, []), (4, []), (5, ["L105"])])
def test_no_more_updates_are_in_time_than_were_due(on_time: int, expected: list[str]) -> None:
    assert codes(Example(f"updates: {{due: 4, on_time: {on_time}}}\n", kind="incident")) == expected


UNDECIDED = "timeline: [{at: 2026-08-14T15:23Z, what: The resolver answers}]\n"


@pytest.mark.parametrize(
    ("text", "without", "lacking"),
    [
        ("factors: []\n", (), "factors"),
        ("went_well: []\n", (), "went well"),
        ("timeline: []\n", (), "timeline"),
        ("", ("impact",), "impact"),
        ("", ("audit",), "audit"),
        (UNDECIDED, (), "a decision in the timeline"),
        ("factors: []\nwent_well: []\n", ("audit",), "factors, went well, audit"),
    ],
)
def test_a_serious_incident_has_every_part_of_its_review(text: str, without: tuple[str, ...], lacking: str) -> None:
    [verdict] = [v for v in judge(Example(text, kind="incident", without=without)) if v.code == "L106"]
    assert verdict.message.endswith(f"lacks {lacking}")


@pytest.mark.parametrize(("severity", "expected"), [("a", ["L106"]), ("b", ["L106"]), ("c", [])])
def test_the_two_worst_severities_get_a_full_review(severity: str, expected: list[str]) -> None:
    rest = "means: So, acknowledge: 5m, joins: [incident-lead], updates: [{after: 0m, every: 30m}]"
    levels = ", ".join(f"{{id: {name}, title: {name}, {rest}}}" for name in "abc")
    rubric = Example(f"severities: [{levels}]\ntriage: []\n", kind="rubric")
    appetite = Example("thresholds: {a: 4.0, b: 3.0}\nfloors: []\n", kind="appetite")
    example = Example(f"severity: {severity}\nfactors: []\n", kind="incident", also=(rubric, appetite))
    assert [code for code in codes(example) if code.startswith("L")] == expected


def test_the_severity_of_an_incident_is_one_of_the_rubric() -> None:
    assert codes(Example("severity: sev9\n", kind="incident")) == ["R103"]


@pytest.mark.parametrize(
    ("levels", "score", "expected"),
    [
        ((5, 4, 2, 3), "3.7", []),
        ((5, 4, 2, 3), "3.6", ["L107"]),
        ((5, 4, 2, 3), "3.8", ["L107"]),
        ((5, 5, 5, 5), "5.0", []),
        ((1, 1, 1, 1), "1", []),
    ],
)
def test_a_score_follows_from_its_levels(levels: tuple[int, ...], score: str, expected: list[str]) -> None:
    named = ", ".join(
        f"{name}: {level}"
        for name, level in zip(("urgency", "financial", "regulatory", "goodwill"), levels, strict=True)
    )
    text = f"impact: {{{named}, appetite: company, score: {score}, why: Orders wait}}\n"
    assert codes(Example(text, kind="incident")) == expected


@pytest.mark.parametrize("score", ["3.2", "3.3", "3.25"])
def test_a_score_in_the_middle_may_be_rounded_either_way(score: str) -> None:
    weights = Example("weights: {urgency: 1, financial: 1, regulatory: 1, goodwill: 1}\n", kind="appetite")
    levels = "urgency: 4, financial: 3, regulatory: 3, goodwill: 3"
    text = f"impact: {{{levels}, appetite: company, score: {score}, why: So}}\n"
    assert "L107" not in codes(Example(text, kind="incident", also=(weights,)))


def test_a_run_counts_only_for_what_was_played_in_it() -> None:
    two = Example("id: second\n", kind="playbook")
    run = f"{{date: {TODAY - timedelta(days=10)}, lead: mara-okafor, people: [tomas-lind], playbooks: [second]}}"
    drill = Example(f"playbooks: [payment-flow-stopped, second]\nruns: [{run}]\n", kind="drill", also=(CADENCE, two))
    assert codes(drill) == ["L104"]


def test_a_run_does_not_count_for_a_playbook_that_was_written_later() -> None:
    log = f"changelog: [{{version: 1.0.0, date: {TODAY - timedelta(days=9)}, summary: First version}}]\n"
    late = Example(log, kind="playbook")
    assert "L104" in codes(Example(runs(10), kind="drill", also=(CADENCE, late)))
    assert "L104" not in codes(Example(runs(9), kind="drill", also=(CADENCE, late)))
