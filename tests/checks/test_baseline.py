"""Findings that were there before are set aside, by what they are about and not by where they stand."""

from __future__ import annotations

import pytest

from breakglass.checks.baseline import BaselineError, baseline_of, compare, read_baseline, written
from breakglass.checks.rule import all_rules
from breakglass.findings import Finding, Severity, Span


def finding(code: str = "O102", field: str = "owners.technical", line: int = 3, record: str = "team/desk") -> Finding:
    return Finding(
        code, Severity.ERROR, Span("desk.yaml", line, 1, line, 2), "m", record=record, field_of=lambda: field
    )


def test_what_is_known_is_set_aside_wherever_it_stands_now() -> None:
    baseline = baseline_of([finding(), finding("E104", "levels[lead]")])
    new = finding("E104", "levels[desk]", 4)
    compared = compare([finding(line=30), new, finding("E104", "levels[lead]", 50)], baseline)
    assert (compared.new, compared.known, compared.gone) == ((new,), 2, 0)


def test_what_was_mended_is_counted() -> None:
    compared = compare([finding()], baseline_of([finding(), finding("E104"), finding("E104", "levels")]))
    assert (compared.new, compared.known, compared.gone) == ((), 1, 2)


def test_more_of_the_same_than_were_known_are_new() -> None:
    baseline = baseline_of([finding(line=1), finding(line=2)])
    assert baseline.findings[0].count == 2
    third = finding(line=9)
    assert compare([finding(line=1), finding(line=2), third], baseline).new == (third,)
    assert compare([finding(line=1)], baseline).gone == 1


@pytest.mark.parametrize("code", [code for code, rule in all_rules().items() if rule.scope == "file"])
def test_a_record_that_cannot_be_read_is_never_known(code: str) -> None:
    assert code[0] in "YS"
    unread = finding(code)
    assert baseline_of([unread]).findings == ()
    forged = written(baseline_of([finding()])).replace(finding().fingerprint, unread.fingerprint)
    assert compare([unread], read_baseline(forged)).new == (unread,)


def test_the_file_is_sorted_has_a_line_a_finding_and_is_the_same_each_time() -> None:
    some = [finding("V103", "review"), finding(record="team/a"), finding(), finding("E104", record="")]
    text = written(baseline_of(some))
    assert written(baseline_of(reversed(some))) == text
    assert read_baseline(text) == baseline_of(some)
    lines = [line for line in text.splitlines() if '"code"' in line]
    assert [line.split('"record": ')[1].split(",")[0] for line in lines] == [
        '"desk.yaml"',
        '"team/a"',
        '"team/desk"',
        '"team/desk"',
    ]


def test_an_empty_baseline_is_one_too() -> None:
    assert read_baseline(written(baseline_of([]))).findings == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Invalid JSON"),
        ("[]", "object"),
        ("{}", "findings"),
        ('{"version": 2, "findings": []}', "version"),
        ('{"version": 1, "findings": [{"code": "O102"}]}', "findings.0.record"),
        ('{"version": 1, "findings": [], "more": 1}', "more"),
        ("\udc80", "str"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(BaselineError, match=told) as raised:
        read_baseline(text)
    assert "\n" not in str(raised.value)
