"""What the rules say of limits: the way back from containment, proof, law, and who may do and decide what."""

from __future__ import annotations

import pytest

from breakglass.checks import harness
from breakglass.checks.harness import judge, specimen_files
from breakglass.checks.rule import Example

GONE = "retirement: {reason: There is no batch any more, date: 2026-09-01, nothing_follows: It is over}\n"
WHO = "within: 5m, verify: The page shows it"


def codes(example: Example) -> list[str]:
    return [verdict.code for verdict in judge(example)]


def module(
    step: str, *also: Example, phase: str = "contain", more: str = "", role: str = "technical-resolver"
) -> Example:
    checks = "[{check: The count., expect: It is equal.}]"
    head = f"id: hold\npattern: It broke.\nphase: {phase}\nparameters: {{}}\nrollback: [Take it back.]\n{more}"
    return Example(
        f"{head}integrity: {checks}\nverification: {checks}\nsteps:\n  - {{id: hold, role: {role}, {WHO}, {step}}}\n",
        kind="module",
        also=also,
    )


def platform(name: str, undo: str = "", effect: str = "changes") -> Example:
    back = f", undo: {undo}" if undo else ""
    action = f"{{title: Hold, effect: {effect}, steps: [Choose *Hold*.]{back}}}"
    return Example(f"id: {name}\nactions: {{hold-it: {action}}}\n", kind="platform")


ASK = "otherwise: Ask"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (f"do: Hold it, {ASK}, undo: Let go, side_effects: It waits", []),
        (f"do: Hold it, {ASK}, side_effects: It waits", ["P108"]),
        (f"do: Hold it, {ASK}, undo: Let go", ["P108"]),
        (f"do: Hold it, {ASK}", ["P108"]),
        (f"do: Look at it, {ASK}, effect: reads", []),
        (f"do: Count it, {ASK}, scope: true", []),
        (f"do: Hold it, {ASK}, scope: true, effect: changes", ["P108"]),
        ("do: Hold it, undo: Let go, side_effects: It waits, otherwise: step/hold", ["P108"]),
        ("do: Hold it, otherwise: step/hold", ["P108", "P108"]),
    ],
)
def test_containment_has_a_way_back_and_another_way_on(step: str, expected: list[str]) -> None:
    assert codes(module(step)) == expected


@pytest.mark.parametrize(("phase", "expected"), [("contain", ["P108"]), ("remediate", []), ("recover", [])])
def test_only_containment_is_done_in_such_a_hurry(phase: str, expected: list[str]) -> None:
    assert codes(module(f"do: Hold it, {ASK}", phase=phase)) == expected


def test_a_retired_module_needs_no_way_back() -> None:
    assert codes(module(f"do: Hold it, {ASK}", more=f"status: retired\n{GONE}")) == []


@pytest.mark.parametrize(
    ("only", "expected"),
    [("", ["P108"]), (", platforms: [with-undo]", []), (", platforms: [without-undo]", ["P108"])],
)
def test_the_undo_of_an_action_counts_on_the_platforms_that_are_meant(only: str, expected: list[str]) -> None:
    step = f"action: hold-it, {ASK}, side_effects: It waits{only}"
    able = role("hand", ", actions: [hold-it]")
    assert (
        codes(module(step, platform("with-undo", "Choose *Go*."), platform("without-undo"), able, role="hand"))
        == expected
    )


def test_an_action_that_only_looks_contains_nothing() -> None:
    assert codes(module(f"action: hold-it, {ASK}", platform("looking", effect="reads"))) == []


@pytest.mark.parametrize("key", ["integrity", "verification"])
def test_a_module_proves_its_mend_twice(key: str) -> None:
    [verdict] = judge(Example(f"{key}: []\n", kind="module"))
    assert (verdict.code, verdict.line, verdict.column) == ("P109", 1, 1)


def retired(text: str) -> Example:
    return Example(f"id: old\nstatus: retired\n{GONE}{text}", kind="playbook")


@pytest.mark.parametrize(
    "text",
    [
        "validation: []\n",
        "workarounds: [{what: A, owner: automation-platform, longest: 900d, permanent: B}]\n",
        "failure: {mode: wrong-recipient, detail: To the wrong one}\ncompliance: []\n",
    ],
)
def test_retired_playbooks_are_passed_over(text: str) -> None:
    assert codes(retired(text)) == []


def workaround(longest: str) -> Example:
    item = f"{{what: A scheduled flow, owner: automation-platform, longest: {longest}, permanent: The trigger rebuilt}}"
    return Example(f"workarounds: [{item}]\n", kind="playbook")


@pytest.mark.parametrize(("longest", "expected"), [("30d", []), ("720h", []), ("43201m", ["P110"]), ("31d", ["P110"])])
def test_a_workaround_may_stay_for_as_long_as_the_policy_says(longest: str, expected: list[str]) -> None:
    policy = Example("workaround: 30d\n", kind="policy")
    example = workaround(longest)
    assert codes(Example(example.text, kind="playbook", also=(policy,))) == expected


def test_without_a_policy_a_workaround_may_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {name: text for name, text in specimen_files().items() if not name.startswith("policy/")}
    monkeypatch.setattr(harness, "specimen_files", lambda: files)
    assert codes(workaround("900d")) == []


@pytest.mark.parametrize(
    ("regulatory", "mode", "expected"),
    [
        (3, "silent-trigger", []),
        (4, "silent-trigger", ["P111"]),
        (5, "silent-trigger", ["P111"]),
        (1, "access-violation", ["P111"]),
        (1, "wrong-recipient", ["P111"]),
    ],
)
def test_what_touches_the_law_names_a_duty(regulatory: int, mode: str, expected: list[str]) -> None:
    impact = f"impact: {{urgency: 4, financial: 5, regulatory: {regulatory}, goodwill: 4, why: So}}\n"
    text = f"{impact}failure: {{mode: {mode}, detail: It breaks}}\ncompliance: []\n"
    assert codes(Example(text, kind="playbook")) == expected


def role(name: str, authority: str, more: str = "") -> Example:
    return Example(f"id: {name}\nauthority: [{{may: Do it, limit: Once{authority}}}]\n{more}", kind="role")


NOTHING = role("hand", "")
HOLD = f"action: hold-it, {ASK}, undo: Let go, side_effects: It waits"
HERE = platform("here", "Choose *Go*.")
LOOKS = platform("looks", effect="reads")


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((NOTHING,), ["P112"]),
        ((NOTHING, role("other", ", actions: [hold-it]")), ["P112"]),
        ((role("hand", ", actions: [hold-it]"), role("other", ", actions: [hold-it]")), []),
        ((NOTHING, role("other", ", actions: [hold-it]", f"status: retired\n{GONE}")), ["P112"]),
    ],
)
def test_what_no_role_in_use_may_do_nobody_may(roles: tuple[Example, ...], expected: list[str]) -> None:
    assert codes(module(HOLD, HERE, *roles, role="hand")) == expected


@pytest.mark.parametrize(("only", "expected"), [("[looks]", []), ("[here]", ["P112"])])
def test_authority_is_asked_for_where_the_step_changes_something(only: str, expected: list[str]) -> None:
    step = f"{HOLD}, platforms: {only}"
    other = role("other", ", actions: [hold-it]")
    assert codes(module(step, HERE, LOOKS, NOTHING, other, role="hand")) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [("5000", "GBP", []), ("5000.01", "GBP", ["P112"]), ("1", "EUR", ["P112"])],
)
def test_money_stays_within_the_limit_of_its_own_currency(amount: str, currency: str, expected: list[str]) -> None:
    step = (
        f"do: Hold it, {ASK}, undo: Let go, side_effects: It waits, money: {{amount: {amount}, currency: {currency}}}"
    )
    limited = role("hand", ", money: {amount: 5000, currency: GBP}")
    assert codes(module(step, limited, role="hand")) == expected


def test_a_role_without_a_limit_commits_no_money() -> None:
    step = f"do: Pay, {ASK}, undo: Ask for it, side_effects: It waits, money: {{amount: 1, currency: GBP}}"
    assert codes(module(step, NOTHING, role="hand")) == ["P112"]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((NOTHING, role("other", ", gates: [stand-down]")), ["D106"]),
        ((role("hand", ", gates: [stand-down]"),), []),
        ((NOTHING,), ["D106"]),
        ((NOTHING, role("other", ", gates: [stand-down]", f"status: retired\n{GONE}")), ["D106"]),
    ],
)
def test_a_gate_is_decided_by_a_role_that_may(roles: tuple[Example, ...], expected: list[str]) -> None:
    outcome = "{title: Stand down, gate: stand-down, criteria: It is over, decides: hand}"
    text = f"""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {{ask: Is it over?, answers: {{Surely: outcome/over}}}}
  outcomes:
    over: {outcome}
"""
    assert codes(Example(text, kind="playbook", also=roles)) == expected


@pytest.mark.parametrize("key", ["authority", "may_not", "handoff"])
def test_a_role_says_where_it_ends(key: str) -> None:
    [verdict] = judge(Example(f"id: other\n{key}: []\n", kind="role"))
    assert (verdict.code, verdict.line, verdict.column) == ("O104", 2, 1)


def test_limits_that_are_not_written_are_told_at_the_id() -> None:
    assert [(v.code, v.line) for v in judge(Example("id: other\n", kind="role", without=("may_not",)))] == [("O104", 1)]


def test_a_retired_role_has_no_limits() -> None:
    text = f"id: old\nstatus: retired\n{GONE}authority: []\nmay_not: []\nhandoff: []\n"
    assert codes(Example(text, kind="role")) == []
