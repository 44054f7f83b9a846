"""Every rule is documented, refuses its bad examples at exactly the right place, and accepts its good ones."""

from __future__ import annotations

import pytest

from breakglass.catalogue.load import load_files
from breakglass.checks import rule as rule_module
from breakglass.checks.engine import RuleCrashedError, check
from breakglass.checks.harness import TODAY, Verdict, judge, seal, specimen_files
from breakglass.checks.rule import Example, Rule, all_rules

RULES = list(all_rules().values())
GOOD = [(rule, example) for rule in RULES for example in rule.good]
BAD = [(rule, example) for rule in RULES for example in rule.bad]


def name(value: object) -> str:
    return value.code if isinstance(value, Rule) else ""


def test_the_specimens_are_in_order() -> None:
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    loaded = load_files(files.items())
    assert loaded.findings == ()
    assert check(loaded.catalogue, TODAY) == []


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_says_what_it_is_for(rule: Rule) -> None:
    assert len(rule.doc.split("\n\n")) >= 3, "what it finds, why it matters, how to mend it"
    assert rule.good
    assert rule.bad
    assert len(rule.code) == 4


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=name)
def test_a_good_example_yields_nothing(rule: Rule, example: Example) -> None:
    assert judge(example) == [], rule.code


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_a_bad_example_yields_its_code_at_its_place(rule: Rule, example: Example) -> None:
    verdicts = judge(example)
    assert [(v.code, v.line, v.column) for v in verdicts] == [(rule.code, *(example.at or ()))], verdicts


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_rule_that_crashes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Verdict:
        raise KeyError("oops")

    broken = Rule("X999", "broken", RULES[0].severity, "", (), (), crash, None)  # type: ignore[arg-type]
    monkeypatch.setattr(rule_module, "all_rules", lambda: {"X999": broken})
    monkeypatch.setattr("breakglass.checks.engine.all_rules", lambda: {"X999": broken})
    loaded = load_files((name, text.encode()) for name, text in specimen_files().items())
    with pytest.raises(RuleCrashedError, match="X999"):
        check(loaded.catalogue, TODAY)
