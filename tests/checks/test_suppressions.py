"""Comments that excuse a finding: on which line, until which day, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from breakglass.catalogue.load import Loaded, load_files
from breakglass.checks.engine import check, check_all
from breakglass.checks.harness import TODAY, judge, seal, specimen_files
from breakglass.checks.rule import Example, all_rules
from breakglass.checks.waivers import NEVER_WAIVED

RIGHT = "# breakglass: ignore[O103] until=2026-12-31 reason=The pager is ordered"


def team(comment: str, body: str = "channels: []\n") -> Example:
    return Example(f"{comment}\n{body}", kind="team")


def codes(example: Example) -> list[str]:
    return [verdict.code for verdict in judge(example)]


def loaded(example: str) -> Loaded:
    files = {name: text.encode() for name, text in specimen_files().items()}
    name = "team/automation-platform.yaml"
    base = files[name].decode()
    start = base.index("channels:")
    files[name] = f"{base[:start]}{example}".encode()
    seal(files)
    return load_files(files.items())


def test_without_a_comment_the_finding_is_there() -> None:
    assert codes(team("# a pager is ordered")) == ["O103"]


@pytest.mark.parametrize(
    "comment",
    [
        RIGHT,
        RIGHT.replace("O103", " O103 "),
        RIGHT.replace("O103", "o103"),
        f"{RIGHT}\n# and who has ordered it",
        f"# who has ordered it\n{RIGHT}\n",
        RIGHT.replace("# breakglass", "#breakglass"),
        f'{RIGHT} # until=never reason="[O101]": ünd mehr',
    ],
)
def test_a_comment_above_the_line_excuses_it(comment: str) -> None:
    assert codes(team(comment)) == []


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        ("ignore[o103]", "ignore[O103] until=2027-01-31 reason=why it is all right for now"),
        ("ignore[O103, G105] reason=Soon", "ignore[O103, G105] until=2027-01-31 reason=Soon"),
        ("ignore[O103] until=2026-12-31", "ignore[O103] until=2026-12-31 reason=why it is all right for now"),
        ("ignore[O103] reason=Soon until=2026-12-31", "ignore[O103] until=2026-12-31 reason=Soon"),
        ("ignore O103", "ignore[E102] until=2027-01-31 reason=why it is all right for now"),
    ],
)
def test_the_mend_of_a_comment_keeps_what_it_says(said: str, mend: str) -> None:
    [refused] = [verdict for verdict in judge(team(f"# breakglass: {said}")) if verdict.code == "G301"]
    assert refused.mend == f"Write # breakglass: {mend}"


def test_what_is_excused_is_kept_with_its_reason() -> None:
    checked = check_all(loaded(f"{RIGHT}\nchannels: []\n").catalogue, TODAY)
    [(finding, suppression)] = checked.suppressed
    assert (finding.code, suppression.reason) == ("O103", "The pager is ordered")
    assert checked.findings == ()


@pytest.mark.parametrize(("days", "expected"), [(1, []), (0, []), (-1, ["G302", "O103"])])
def test_the_last_day_still_counts(days: int, expected: list[str]) -> None:
    day = TODAY + timedelta(days=days)
    assert codes(team(RIGHT.replace("2026-12-31", str(day)))) == expected


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "31.12.2026", "soon", "2026-12-31T", "²026-12-31"])
def test_a_day_that_is_none_has_passed(day: str) -> None:
    assert codes(team(RIGHT.replace("2026-12-31", day))) == ["G302", "O103"]


def test_no_comment_runs_longer_than_the_policy_allows_a_waiver() -> None:
    """The specimen of a policy says 90 days."""
    latest = TODAY + timedelta(days=90)
    assert codes(team(RIGHT.replace("2026-12-31", str(latest)))) == []
    after = judge(team(RIGHT.replace("2026-12-31", str(latest + timedelta(days=1)))))
    assert [verdict.code for verdict in after] == ["G301", "O103"]
    assert str(latest) in after[0].mend


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# breakglass: ignore[O103]", "no reason"),
        ("# breakglass: ignore[O103] until=2026-12-31", "no reason"),
        ("# breakglass: ignore[O103] until=2026-12-31 reason=", "words that it should not"),
        ("# breakglass: ignore[O103] reason=Ordered", "no last day"),
        ("# breakglass: ignore[O103] reason=Ordered until=2026-12-31", "no last day"),
        ("# breakglass: ignore[O103] since=1 until=2026-12-31 reason=Ordered", "words that it should not"),
        ("# breakglass: ignore", "says nothing that Breakglass knows"),
        ("# breakglass: disable[O103] until=2026-12-31 reason=Ordered", "says nothing that Breakglass knows"),
        ("# breakglass: ignore[] until=2026-12-31 reason=Ordered", "there is no rule “”"),
        ("# breakglass: ignore[O1] until=2026-12-31 reason=Ordered", "there is no rule “O1”"),
        ("# breakglass: ignore[O103,O999] until=2026-12-31 reason=Ordered", "there is no rule “O999”"),
        ("# breakglass: ignore[O103, G105] until=2026-12-31 reason=Ordered", "G105 can never be suppressed"),
    ],
)
def test_a_comment_that_says_too_little_excuses_nothing(comment: str, message: str) -> None:
    verdicts = judge(team(comment))
    assert [verdict.code for verdict in verdicts] == ["G301", "O103"]
    assert message in verdicts[0].message
    assert verdicts[0].mend


@pytest.mark.parametrize("code", [code for code in all_rules() if code.startswith(NEVER_WAIVED)])
def test_reading_schema_and_governance_are_never_suppressed(code: str) -> None:
    assert "G301" in codes(team(f"# breakglass: ignore[{code}] until=2026-12-31 reason=x", "hours: Weekdays\n"))


def test_a_comment_beside_a_value_excuses_its_own_line() -> None:
    assert judge(Example(f"channels: []  {RIGHT}\n", kind="team")) == []
    assert codes(Example(f"hours: Weekdays  {RIGHT}\nchannels: []\n", kind="team")) == ["G303", "O103"]


def test_a_comment_above_another_line_excuses_nothing_and_is_told() -> None:
    assert codes(team(RIGHT, "hours: Weekdays\nchannels: []\n")) == ["G303", "O103"]


def test_text_that_looks_like_a_comment_is_text() -> None:
    block = f"about: |\n  Write it so:\n  {RIGHT}\nchannels: []\n"
    assert codes(Example(block, kind="team")) == ["O103"]
    assert codes(Example(f'about: "{RIGHT}"\nchannels: []\n', kind="team")) == ["O103"]


def test_each_code_of_a_comment_must_excuse_something() -> None:
    verdicts = judge(team(RIGHT.replace("O103", "O103, O104")))
    assert [(v.code, "O104" in v.message) for v in verdicts] == [("G303", True)]


def test_the_same_said_twice_is_said_once_too_often() -> None:
    verdicts = judge(team(f"{RIGHT}\n{RIGHT}"))
    assert [(v.code, v.line) for v in verdicts] == [("G303", 2)]


def test_what_a_waiver_excuses_needs_no_comment() -> None:
    waiver = Example("rule: O103\nrecord: team/automation-platform\n", kind="waiver")
    with_both = Example(f"{RIGHT}\nchannels: []\n", kind="team", also=(waiver,))
    assert codes(with_both) == ["G303"]


def test_a_comment_does_not_change_the_record() -> None:
    plain, excused = loaded("channels: []\n"), loaded(f"{RIGHT}\nchannels: []\n")
    key = ("team", "automation-platform")
    assert plain.catalogue.digest(key) == excused.catalogue.digest(key)
    assert [finding.code for finding in check(plain.catalogue, TODAY)] == ["O103"]
