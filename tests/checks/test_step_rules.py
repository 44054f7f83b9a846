"""What the rules say of steps and modules: their order, their nesting, their blanks."""

from __future__ import annotations

import pytest

from breakglass.checks.harness import judge
from breakglass.checks.rule import Example

REST = """\
  contain: {skip: Nothing to stop}
  remediate: {skip: Nothing to mend}
  recover: {skip: Nothing to restore}
  review: {skip: Covered by the weekly review}
decisions:
  start: known
  nodes:
    known: {ask: Is the cause known?, answers: {Of course: outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: The cause is known, decides: incident-lead}
"""
WHO = "role: technical-resolver, within: 5m, verify: The page shows it., otherwise: Ask."


def step(name: str, more: str = "") -> str:
    return f"{{id: {name}, do: Do it., {WHO.removesuffix('.')}{more}}}"


SCOPE = step("count", ", scope: true")


def playbook(*items: str, also: tuple[Example, ...] = (), more: str = "") -> Example:
    """The specimen playbook with these steps in its first phase; the first stands in line 4."""
    lines = ["phases:", "  detect:", "    steps:", *(f"      - {item}" for item in items)]
    text = "\n".join([*lines, "  triage: {skip: One look is enough}"]) + f"\n{REST}{more}"
    return Example(text, kind="playbook", also=also)


def module(name: str, *items: str) -> Example:
    checks = "[{check: The count., expect: It is equal.}]"
    lines = [
        f"id: {name}",
        "pattern: Something broke.",
        "parameters: {}",
        "rollback: [Take it back.]",
        f"integrity: {checks}",
        f"verification: {checks}",
        "steps:",
    ]
    return Example("\n".join([*lines, *(f"  - {item}" for item in items)]) + "\n", kind="module")


def found(example: Example) -> list[tuple[str, int, int]]:
    return [(verdict.code, verdict.line, verdict.column) for verdict in judge(example)]


@pytest.mark.parametrize(
    ("more", "corrective"),
    [
        ("", False),
        (", effect: reads", False),
        (", effect: changes", True),
        (", action: pause-automation", True),
        (", action: pause-automation, effect: reads", True),
        (", action: pause-automation, platforms: [power-automate]", True),
        (", action: read-history", False),
        (", action: read-history, effect: changes", True),
    ],
)
def test_what_counts_as_corrective_in_a_phase_that_looks(more: str, *, corrective: bool) -> None:
    actions = """\
actions:
  pause-automation: {title: Turn it off, effect: changes, steps: [Turn it off.]}
  read-history: {title: Read the runs, effect: reads, steps: [Open the run history.]}
"""
    platform = Example(actions, kind="platform")
    able = "authority: [{may: Do it, limit: Once, actions: [pause-automation, read-history]}]\n"
    role = Example(f"id: technical-resolver\n{able}", kind="role")
    example = playbook(step("early", more), SCOPE, also=(platform, role))
    assert found(example) == ([("P101", 4, 14)] if corrective else [])


def test_a_step_on_one_platform_is_judged_by_that_platform() -> None:
    reads = "{title: Look, effect: reads, steps: [Look.]}"
    also = (Example(f"id: n8n\nactions:\n  pause-automation: {reads}\n", kind="platform"),)
    early = step("early", ", action: pause-automation, platforms: [n8n]")
    assert found(playbook(early, SCOPE, also=also, more="platforms: [power-automate, n8n]\n")) == []


LOOK = step("look", ", effect: reads").replace("do: ", "do: Look and ")


def test_steps_of_contain_change_something_unless_they_say_otherwise() -> None:
    text = playbook(SCOPE).text.replace("detect", "remediate", 1)
    back = ", undo: Do it again., side_effects: It waits."
    early = f"  contain:\n    steps:\n      - {step('early', back)}\n      - {LOOK}\n"
    text = text.replace("phases:\n", f"phases:\n  detect: {{skip: An alert says so}}\n{early}")
    text = text.replace("  contain: {skip: Nothing to stop}\n  remediate: {skip: Nothing to mend}\n", "")
    assert found(Example(text, kind="playbook")) == [("P101", 5, 14)]


def test_the_steps_of_a_module_before_the_scope_check_are_one_finding() -> None:
    early = module("early", step("one"), step("two"))
    assert found(playbook("{uses: early}", SCOPE, also=(early,))) == [("P101", 4, 16)]


def test_the_scope_check_may_stand_in_a_module_of_a_module() -> None:
    also = (module("outer", step("look", ", effect: reads"), "{uses: inner}"), module("inner", SCOPE, step("mend")))
    assert found(playbook("{uses: outer}", step("pause", ", effect: changes"), also=also)) == []


def test_a_corrective_step_in_a_module_of_a_module_is_found() -> None:
    also = (module("outer", "{uses: inner}"), module("inner", step("mend")))
    [verdict] = judge(playbook("{uses: outer}", SCOPE, also=also))
    assert (verdict.code, verdict.line) == ("P101", 4)
    assert "module inner" in verdict.message


def test_a_missing_module_may_hold_the_scope_check() -> None:
    assert found(playbook("{uses: replay-missed-run}")) == [("R101", 4, 16)]


def test_a_module_that_could_not_be_read_may_hold_the_scope_check() -> None:
    broken = Example("id: broken\nsteps: none\n", kind="module")
    assert [verdict.code for verdict in judge(playbook("{uses: broken}", also=(broken,)))] == ["S105"]


def test_modules_in_a_circle_are_one_finding_and_the_rest_is_still_checked() -> None:
    also = (module("a", "{uses: b}", "{uses: b}"), module("b", "{uses: a}", step("mend")))
    verdicts = judge(playbook("{uses: a}", SCOPE, also=also))
    assert sorted(verdict.code for verdict in verdicts) == ["P101", "R102"]
    [circle] = [verdict for verdict in verdicts if verdict.code == "R102"]
    assert "a → b → a" in circle.message


def test_a_module_that_uses_itself_is_a_circle() -> None:
    example = Example(module("a", "{uses: a}").text, kind="module")
    assert found(example) == [("R102", 8, 12)]


def test_modules_that_use_each_other_twice_at_every_depth_cost_nothing() -> None:
    also = tuple(module(f"m{n}", f"{{uses: m{n + 1}}}", f"{{uses: m{n + 1}}}") for n in range(40))
    deep = playbook(SCOPE, "{uses: m0}", also=(*also, module("m40", step("mend"))))
    assert found(deep) == []


def test_only_the_platforms_that_lack_an_action_are_named() -> None:
    also = (Example("id: n8n\ntitle: n8n\nactions: {}\n", kind="platform"),)
    pause = step("early", ", action: pause-automation, effect: reads")
    example = playbook(SCOPE, pause, also=also, more="platforms: [power-automate, n8n]\n")
    [verdict] = judge(example)
    assert (verdict.code, verdict.line) == ("P105", 5)
    assert "n8n does not explain" in verdict.message


def test_a_step_for_one_platform_needs_its_action_only_there() -> None:
    also = (Example("id: n8n\nactions: {}\n", kind="platform"),)
    pause = step("early", ", action: pause-automation, platforms: [power-automate]")
    assert found(playbook(SCOPE, pause, also=also, more="platforms: [power-automate, n8n]\n")) == []


def test_the_action_of_a_modules_step_is_looked_up_on_the_playbooks_platforms() -> None:
    pause = module("stop", step("early", ", action: pause-automaton"))
    [verdict] = judge(playbook(SCOPE, "{uses: stop}", also=(pause,)))
    assert (verdict.code, verdict.line, verdict.column) == ("P105", 5, 16)
    assert "module stop" in verdict.message


def test_the_evidence_of_a_modules_step_is_on_the_playbooks_list() -> None:
    keep = module("keep", step("export", ", evidence: [run-history-exprot]"))
    [verdict] = judge(playbook(SCOPE, "{uses: keep}", also=(keep,)))
    assert (verdict.code, verdict.line, verdict.column) == ("P106", 5, 16)
    assert verdict.mend == "Did you mean “run-history-export”?"


@pytest.mark.parametrize(
    ("use", "place", "mend"),
    [
        ("{uses: replay-missed-runs}", (5, 16), "Add key: under with:, for example order number."),
        ("{uses: replay-missed-runs, with: {key: number, keys: number}}", (5, 56), "Did you mean “key”?"),
    ],
)
def test_a_use_fills_the_parameters_of_the_module(use: str, place: tuple[int, int], mend: str) -> None:
    [verdict] = judge(playbook(SCOPE, use))
    assert (verdict.code, (verdict.line, verdict.column), verdict.mend) == ("P107", place, mend)


def test_a_parameter_may_be_used_only_to_fill_that_of_an_inner_module() -> None:
    text = 'id: outer\nrollback: [Take it back.]\nsteps:\n  - {uses: replay-missed-runs, with: {key: "{key}"}}\n'
    assert found(Example(text, kind="module")) == []


def test_a_parameter_that_no_text_uses_is_found() -> None:
    text = "rollback: [Take it back.]\npattern: Events arrived twice.\nparameters:\n  key: {what: A, example: B}\n"
    assert [verdict.code for verdict in judge(Example(text, kind="module"))] == ["P107"]


def test_every_missing_phase_is_told() -> None:
    text = f"phases:\n  detect:\n    steps:\n      - {SCOPE}\n{REST[REST.index('decisions') :]}"
    assert found(Example(text, kind="playbook")) == [("P103", 1, 1)] * 5


def test_the_same_id_in_two_phases_is_found() -> None:
    text = playbook(SCOPE).text.replace("  contain: {skip: Nothing to stop}", f"  contain: {{steps: [{SCOPE}]}}")
    assert found(Example(text, kind="playbook")) == [("P104", 6, 26)]


def test_a_failed_step_of_a_module_leads_to_a_step_of_the_module() -> None:
    inner = step("second", ", undo: Take it back.").replace("otherwise: Ask", "otherwise: step/frist")
    [verdict] = judge(Example(module("m", step("first"), inner).text, kind="module"))
    assert (verdict.code, verdict.line) == ("D101", 9)
    assert verdict.mend == "Did you mean “step/first”?"
