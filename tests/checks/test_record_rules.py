"""What the rules say of any record: references, owners, reviews, versions, texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from breakglass.catalogue.load import load_files
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, judge, seal, specimen_files
from breakglass.checks.rule import Example
from breakglass.records.kinds import KINDS
from breakglass.records.specimen import scaffold


def found(example: Example) -> list[tuple[str, int, int]]:
    return [(verdict.code, verdict.line, verdict.column) for verdict in judge(example)]


def test_a_record_without_owners_is_told_of_both_sides_at_its_id() -> None:
    assert found(Example(kind="team", without=("owners",))) == [("O101", 0, 0), ("O101", 0, 0)]


def test_a_reference_to_a_record_that_could_not_be_read_is_not_dangling() -> None:
    broken = Example("id: night\nhours: [a, list]\n", kind="team")
    example = Example("owners: {technical: night, business: order-to-cash}\n", kind="process", also=(broken,))
    assert [verdict.code for verdict in judge(example)] == ["S105"]


def test_a_dangling_reference_without_a_near_name_says_how_to_add_the_record() -> None:
    [verdict] = judge(Example("processes: [zzz]\n", kind="playbook"))
    assert verdict.mend == "Add it with `breakglass new process zzz`."


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("appetite", "floors:\n  - {dimension: urgency, level: 5, severity: sev9, why: So}\n", (2, 46)),
        ("rubric", "triage:\n  - {seen: Smoke, severity: sev9, now: Leave, later: Ask}\n", (2, 29)),
    ],
)
def test_floors_and_triage_name_severities_of_the_rubric(kind: str, text: str, place: tuple[int, int]) -> None:
    assert found(Example(text, kind=kind)) == [("R103", *place)]


def reviewed(days_ago: int, every: str = "180d", status: str = "approved") -> list[str]:
    last = TODAY - timedelta(days=days_ago)
    review = Example(f"id: by-hand\nrecord: team/night\ndate: {last}\nrests_on: {{}}\n", kind="review")
    gone = (
        "retirement: {reason: Nobody is on call at night any more, date: 2026-09-01, nothing_follows: It is over}\n"
        if status == "retired"
        else ""
    )
    log = "changelog: [{version: 1.0.0, date: 2020-01-06, summary: First version}]\n"
    team = Example(f"id: night\nstatus: {status}\nreview: {{every: {every}}}\n{log}{gone}", kind="team", also=(review,))
    # What the team rests on is younger than some of these reviews, so they list none of it.
    return [verdict.code for verdict in judge(team) if verdict.code != "V112"]


@pytest.mark.parametrize(
    ("days_ago", "codes"),
    [
        (-1, ["V104"]),
        (0, []),
        (149, []),
        (150, ["V103"]),
        (180, ["V103"]),
        (181, ["V102"]),
    ],
)
def test_a_review_is_good_until_the_day_it_is_due(days_ago: int, codes: list[str]) -> None:
    assert reviewed(days_ago) == codes


@pytest.mark.parametrize("days_ago", [0, 170, 1000])
def test_retired_records_need_no_review(days_ago: int) -> None:
    assert reviewed(days_ago, status="retired") == []


def test_a_review_dated_ahead_is_one_finding_whatever_its_cadence() -> None:
    assert reviewed(-5, every="10d") == ["V104"]


def test_a_review_at_the_end_of_time_is_a_finding_and_no_crash() -> None:
    review = Example("id: by-hand\nrecord: team/night\ndate: 9999-12-31\n", kind="review")
    team = Example("id: night\nreview: {every: 365d}\n", kind="team", also=(review,))
    assert [verdict.code for verdict in judge(team)] == ["V104"]


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ("[]", (2, 1)),
        ("[{version: 1.9.0, date: 2026-09-02, summary: Old}]", (1, 10)),
        (
            "[{version: 1.10.0, date: 2026-09-02, summary: B}, {version: 1.9.0, date: 2026-09-03, summary: A}]",
            (2, 72),
        ),
        (
            "[{version: 1.10.0, date: 2026-09-02, summary: B}, {version: 1.10.0, date: 2026-09-01, summary: A}]",
            (2, 72),
        ),
    ],
)
def test_the_changelog_leads_up_to_the_version(entries: str, place: tuple[int, int]) -> None:
    assert found(Example(f"version: 1.10.0\nchangelog: {entries}\n", kind="team")) == [("V105", *place)]


def test_versions_are_compared_as_numbers() -> None:
    entries = "[{version: 1.10.0, date: 2026-09-02, summary: B}, {version: 1.9.0, date: 2026-09-01, summary: A}]"
    assert found(Example(f"version: 1.10.0\nchangelog: {entries}\n", kind="team")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaffold_has_only_its_todos_against_it(kind: str) -> None:
    texts = {**specimen_files(), "new/fresh.yaml": scaffold(kind, "fresh", "schema.json")}
    files = {name: text.encode() for name, text in texts.items()}
    seal(files)
    loaded = load_files(files.items())
    assert loaded.findings == ()
    findings = check(loaded.catalogue, date(2026, 9, 2))
    assert {finding.code for finding in findings} == {"S201"}
    assert {finding.span.file for finding in findings} == {"new/fresh.yaml"}


def test_a_target_that_is_still_to_be_chosen_is_found_once() -> None:
    outcome = "{title: Fix it, gate: fix-in-place, criteria: Known, decides: incident-lead, go: playbook/todo-next}"
    text = f"""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {{ask: Is it on?, answers: {{Surely: outcome/fix}}}}
  outcomes:
    fix: {outcome}
"""
    assert found(Example(text, kind="playbook")) == [("S201", 6, 91)]


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://a.example)",
        "[x](HTTPS://a.example)",
        "[x](mailto:a@b.example)",
        "[x](../signals/gap.md)",
        "[x](#steps)",
        "<https://a.example>",
        "`[x](javascript:alert(1))` is how it looked",
        r"\[x](javascript:alert(1))",
        "Write <name: value> into the field",
        "At 12:30 open the run history [second tab]",
    ],
)
def test_texts_without_an_unsafe_link(text: str) -> None:
    assert found(Example(f"about: '{text}'\n", kind="team")) == []


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JavaScript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,hello)",
        "[x](file:///etc/passwd)",
        "[x](ftp://a.example)",
        "<javascript:alert(1)>",
        "a **[x](vbscript:b)** c",
    ],
)
def test_texts_with_an_unsafe_link(text: str) -> None:
    assert found(Example(f"about: '{text}'\n", kind="team")) == [("X101", 1, 8)]


def test_links_in_answers_are_read_as_well() -> None:
    text = """\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {ask: Is it on?, answers: {"[Yes](javascript:a)": outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: Known, decides: incident-lead}
"""
    assert found(Example(text, kind="playbook")) == [("X101", 4, 47)]
