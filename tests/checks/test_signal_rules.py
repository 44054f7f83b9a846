"""What the rules say of signals: whether anybody acts on them, and how far they can be trusted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from breakglass.catalogue.load import load_files
from breakglass.checks import harness
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, judge, specimen_files
from breakglass.checks.rule import Example

GONE = "status: retired\nretirement: {reason: The monitor is off, date: 2026-09-01, nothing_follows: It is over}\n"


def codes(example: Example) -> list[str]:
    return [verdict.code for verdict in judge(example)]


def reliability(days_ago: int = 30, result: str = "fired", per_week: str = "0.4", false_rate: str = "8") -> str:
    tested = TODAY - timedelta(days=days_ago)
    return (
        f"reliability: {{tested: {tested}, result: {result}, how: Paused the test flow, "
        f"per_week: {per_week}, false_rate: {false_rate}}}\n"
    )


def without_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {name: text for name, text in specimen_files().items() if not name.startswith("policy/")}
    monkeypatch.setattr(harness, "specimen_files", lambda: files)


def test_no_signal_is_said_to_lead_nowhere_while_a_playbook_cannot_be_read() -> None:
    files = {name: text.encode() for name, text in specimen_files().items()}
    name = next(name for name in files if name.startswith("playbook/"))
    files[name] = files[name].replace(b"\npurpose:", b"\npurpos:")
    loaded = load_files(files.items())
    assert [finding.code for finding in loaded.findings]
    assert "T101" not in {finding.code for finding in check(loaded.catalogue, TODAY)}


@pytest.mark.parametrize(("days_ago", "expected"), [(0, []), (364, []), (365, []), (366, ["T103"])])
def test_a_test_is_good_until_its_last_day(days_ago: int, expected: list[str]) -> None:
    assert codes(Example(reliability(days_ago), kind="signal")) == expected


def test_without_a_policy_no_test_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    without_policy(monkeypatch)
    assert codes(Example(reliability(3650), kind="signal")) == []


def test_without_a_policy_a_signal_is_tested_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    without_policy(monkeypatch)
    assert codes(Example(kind="signal", without=("reliability",))) == ["T103"]


@pytest.mark.parametrize(("result", "expected"), [("fired", []), ("late", ["T104"]), ("silent", ["T104"])])
def test_only_a_signal_that_fired_in_time_is_good(result: str, expected: list[str]) -> None:
    assert codes(Example(reliability(result=result), kind="signal")) == expected


@pytest.mark.parametrize(
    ("per_week", "false_rate", "expected"),
    [
        ("1", "50", []),
        ("1", "50.5", ["T106"]),
        ("0.9", "80", []),
        ("0.9", "81", ["T106"]),
        ("0", "100", []),
        ("1", "100", ["T106"]),
    ],
)
def test_a_signal_is_noisy_when_it_is_often_and_mostly_false(
    per_week: str, false_rate: str, expected: list[str]
) -> None:
    assert codes(Example(reliability(per_week=per_week, false_rate=false_rate), kind="signal")) == expected


@pytest.mark.parametrize("about", [reliability(3650, "silent", "9", "99"), ""])
def test_retired_signals_are_not_tested_and_lead_nowhere(about: str) -> None:
    example = Example(f"id: old\n{GONE}{about}", kind="signal", without=("reliability",))
    assert codes(example) == []


def signal(name: str, more: str = "", *, named_by: str = "") -> Example:
    text = f"id: {name}\ntitle: The lights are out\ncondition: The warehouse is dark\nwords: []\n{more}"
    return Example(text, kind="signal", also=(Example(named_by, kind="playbook"),) if named_by else ())


@pytest.mark.parametrize(
    ("status", "expected"), [("approved", []), ("deprecated", []), ("draft", ["T101"]), ("retired", ["T101"])]
)
def test_a_signal_needs_a_playbook_that_people_work_by(status: str, expected: list[str]) -> None:
    gone = "retirement: {reason: Another one is better, date: 2026-09-01, nothing_follows: It is over}\n"
    more = gone if status in {"deprecated", "retired"} else ""
    drilled = Example("playbooks: [payment-flow-stopped, dark]\n", kind="drill")
    playbook = Example(f"id: dark\nstatus: {status}\nsignals: [lights]\n{more}", kind="playbook")
    text = "id: lights\ntitle: The lights are out\ncondition: The warehouse is dark\nwords: []\n"
    example = Example(text, kind="signal", also=(playbook, *((drilled,) if status != "retired" else ())))
    assert codes(example) == expected


BOTH = "signals: [payment-run-gap, other]\n"


def beside(more: str, words: str = "[]") -> Example:
    """The specimen signal with these words, and another one beside it. Findings stand in the later of the two."""
    return Example(
        f"words: {words}\n",
        kind="signal",
        also=(Example(f"id: other\n{more}", kind="signal"), Example(BOTH, kind="playbook")),
    )


UNLIKE = "title: Orders pile up in the shop\ncondition: More than 75 orders are unpaid\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: No charging run for 15 minutes\ncondition: No run of *Charge order* has started\n", ["T105"]),
        ("title: NO CHARGING RUN FOR 15 MINUTES\ncondition: No run of Charge order has started\n", ["T105"]),
        ("title: For 15 minutes no charging run\ncondition: Has no run of *Charge order* started\n", ["T105"]),
        (UNLIKE, []),
    ],
)
def test_signals_that_read_alike_are_found_whatever_the_order_and_case(text: str, expected: list[str]) -> None:
    assert codes(beside(f"{text}words: []\n")) == expected


@pytest.mark.parametrize(
    ("words", "others", "expected"),
    [
        ("[a1]", "[a1]", []),
        ("[a1, b2]", "[a1, b2]", ["T105"]),
        ("[a1, b2]", "[B2, A1]", ["T105"]),
        ("[a1, b2]", "[a1, b2, c3]", ["T105"]),
        ("[a1, b2]", "[a1, b2, c3, d4]", []),
        ("[a1, b2]", "[c3, d4]", []),
    ],
)
def test_signals_with_mostly_the_same_words_are_found(words: str, others: str, expected: list[str]) -> None:
    assert codes(beside(f"{UNLIKE}words: {others}\n", words)) == expected


@pytest.mark.parametrize(("apart", "expected"), [("source: log\n", ["T105"]), (GONE, [])])
def test_the_same_from_another_source_is_a_duplicate_but_not_of_a_retired_signal(
    apart: str, expected: list[str]
) -> None:
    same = Example(f"id: other\nwords: []\n{apart}", kind="signal")
    named = () if apart == GONE else (Example(BOTH, kind="playbook"),)
    assert codes(Example("words: []\n", kind="signal", also=(same, *named))) == expected


def test_a_duplicate_stands_in_the_later_one_and_names_the_other() -> None:
    example = Example(
        "id: zz-again\n", kind="signal", also=(Example("signals: [payment-run-gap, zz-again]\n", "playbook"),)
    )
    [verdict] = judge(example)
    assert (verdict.code, verdict.message) == ("T105", "this says the same as payment-run-gap")


@pytest.mark.parametrize(("status", "expected"), [("approved", ["T102"]), ("retired", [])])
def test_a_playbook_without_signals(status: str, expected: list[str]) -> None:
    gone = (
        "retirement: {reason: There is no batch any more, date: 2026-09-01, nothing_follows: It is over}\n"
        if status == "retired"
        else ""
    )
    also = (Example("playbooks: [payment-flow-stopped, quiet]\n", kind="drill"),) if not gone else ()
    assert codes(Example(f"id: quiet\nstatus: {status}\nsignals: []\n{gone}", kind="playbook", also=also)) == expected
