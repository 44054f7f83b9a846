"""What the rules say of decision trees that are built in less usual ways than their examples."""

from __future__ import annotations

import pytest

from breakglass.checks.harness import judge
from breakglass.checks.rule import Example

OUTCOME = "{title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}"


def tree(*nodes: str, outcomes: tuple[str, ...] = (f"fix: {OUTCOME}",), start: str = "runs-starting") -> Example:
    """The specimen playbook with these nodes; the first stands in line 4."""
    lines = ["decisions:", f"  start: {start}", "  nodes:", *(f"    {node}" for node in nodes), "  outcomes:"]
    return Example("\n".join([*lines, *(f"    {outcome}" for outcome in outcomes)]) + "\n", kind="playbook")


def found(example: Example) -> list[tuple[str, int, int]]:
    return [(verdict.code, verdict.line, verdict.column) for verdict in judge(example)]


def question(name: str, *targets: str) -> str:
    answers = ", ".join(f"Answer {number}: {target}" for number, target in enumerate(targets))
    return f"{name}: {{ask: And now?, answers: {{{answers}}}}}"


def test_a_bare_target_means_a_node_or_an_outcome() -> None:
    assert found(tree(question("runs-starting", "second"), question("second", "fix"))) == []


@pytest.mark.parametrize("target", ["playbook/payment-flow-stopped", "escalation/payments", "step/pause"])
def test_a_tree_may_end_outside_itself(target: str) -> None:
    assert found(tree(question("runs-starting", "outcome/fix", target))) == []


def test_a_start_that_is_no_node_is_told_with_a_name_that_can_be_pasted() -> None:
    [verdict] = judge(tree(question("runs-starting", "outcome/fix"), start="runs-startin"))
    assert (verdict.code, verdict.line, verdict.column) == ("D101", 2, 10)
    assert verdict.mend == "Did you mean “runs-starting”?"


def test_an_action_names_a_step_of_the_playbook() -> None:
    node = "stop: {step: pauze, then: outcome/fix}"
    [verdict] = judge(tree(question("runs-starting", "stop"), node))
    assert (verdict.code, verdict.line, verdict.column) == ("D101", 5, 18)
    assert verdict.mend == "Did you mean “pause”?"


def test_an_outcome_goes_on_to_something_that_exists() -> None:
    outcome = OUTCOME.replace("}", ", go: step/rest}")
    assert found(tree(question("runs-starting", "fix"), outcomes=(f"fix: {outcome}",))) == [("D101", 6, 104)]


def test_a_failed_step_leads_to_something_that_exists() -> None:
    example = Example(
        """\
phases:
  detect: {skip: An alert says so}
  triage:
    steps:
      - id: pause
        do: Count the orders.
        role: technical-resolver
        within: 5m
        scope: true
        verify: You know the number.
        otherwise: decision/bridge
  contain: {skip: Nothing to stop}
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
""",
        kind="playbook",
    )
    assert found(example) == [("D101", 11, 20)]


def test_a_mistyped_target_does_not_make_others_unreachable() -> None:
    nodes = (question("runs-starting", "outcome/fix", "secnd"), question("second", "outcome/fix"))
    assert [verdict.code for verdict in judge(tree(*nodes))] == ["D101"]


def test_an_outcome_that_no_answer_leads_to_is_found() -> None:
    example = tree(question("runs-starting", "fix"), outcomes=(f"fix: {OUTCOME}", f"rest: {OUTCOME}"))
    assert found(example) == [("D102", 7, 5)]


def test_nodes_that_only_know_each_other_are_unreachable() -> None:
    nodes = (question("runs-starting", "fix"), question("a", "b", "fix"), question("b", "a"))
    assert found(tree(*nodes)) == [("D102", 5, 5), ("D102", 6, 5)]


def test_what_an_outcome_goes_on_to_is_reached() -> None:
    outcome = OUTCOME.replace("}", ", go: decision/later}")
    nodes = (question("runs-starting", "fix"), question("later", "step/pause"))
    assert found(tree(*nodes, outcomes=(f"fix: {outcome}",))) == []


def test_what_a_failed_step_leads_to_is_reached() -> None:
    # The step `watch` of the specimen goes to decision/runs-starting where it fails.
    nodes = (question("first", "outcome/fix"), question("runs-starting", "outcome/fix"))
    assert found(tree(*nodes, start="first")) == []


@pytest.mark.parametrize(
    ("node", "code"),
    [
        ("second: {ask: And now?, answers: {}}", "D103"),
        ("second: {ask: And now?}", "D103"),
        ("second: {step: pause}", "D103"),
        ("second: {help: Look at the run history.}", "D105"),
        ("second: {ask: And now?, step: pause}", "D105"),
        ("second: {ask: And now?, then: outcome/fix}", "D105"),
        ("second: {step: pause, answers: {Good: outcome/fix}}", "D105"),
        ("second: {answers: {Good: outcome/fix}}", "D105"),
        ("second: {then: outcome/fix}", "D105"),
    ],
)
def test_each_fault_of_a_node_is_told_once(node: str, code: str) -> None:
    assert found(tree(question("runs-starting", "fix", "second"), node)) == [(code, 5, 5)]


def test_a_question_that_only_leads_back_to_itself_is_a_loop() -> None:
    nodes = (question("runs-starting", "fix", "second"), question("second", "second"))
    assert found(tree(*nodes)) == [("D104", 5, 5)]


def test_the_way_into_a_loop_is_no_part_of_it() -> None:
    nodes = (
        question("runs-starting", "fix", "way-in"),
        question("way-in", "left"),
        question("left", "right"),
        question("right", "left"),
    )
    [verdict] = judge(tree(*nodes))
    assert (verdict.code, verdict.line) == ("D104", 6)
    assert "way-in" not in verdict.message


def test_two_loops_are_two_findings() -> None:
    nodes = (
        question("runs-starting", "fix", "fork"),
        question("fork", "left", "right"),
        question("left", "left"),
        question("right", "right"),
    )
    assert found(tree(*nodes)) == [("D104", 6, 5), ("D104", 7, 5)]


@pytest.mark.parametrize("way_out", ["outcome/fix", "step/pause", "escalation/payments"])
def test_a_loop_with_a_way_out_anywhere_is_none(way_out: str) -> None:
    nodes = (question("runs-starting", "fix", "left"), question("left", "right"), question("right", "left", way_out))
    assert found(tree(*nodes)) == []


def test_a_dead_end_is_no_loop() -> None:
    nodes = (question("runs-starting", "fix", "left"), question("left", "left", "right"), "right: {step: pause}")
    assert found(tree(*nodes)) == [("D103", 6, 5)]
