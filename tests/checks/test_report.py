"""The reporters: what people, editors, programs and GitHub are shown."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from rich.console import Console

from breakglass.catalogue.load import load_files
from breakglass.checks.report import FORMATS, Aside, count, summary
from breakglass.findings import Finding, Severity, Span

SOURCE = """\
kind: team
id: desk
hours: Wochentags – ab\t08:00 Uhr
"""
DOCUMENTS = load_files([("desk.yaml", SOURCE.encode())]).texts

ODD_HOURS = Finding(
    "S103",
    Severity.ERROR,
    Span("desk.yaml", 3, 8, 3, 18),
    "these are odd hours",
    "Write them otherwise.",
    (("the desk", Span("desk.yaml", 2, 5, 2, 9)),),
    record="team/desk",
    field_of=lambda: "hours",
)
SOON = Finding("V103", Severity.WARNING, Span("other.yaml", 1, 1, 1, 5), "it is due soon")


def shown(form: str, *findings: Finding) -> str:
    return FORMATS[form](findings, DOCUMENTS, "").plain


def test_full_shows_the_line_with_a_caret_below_what_is_meant() -> None:
    assert shown("full", ODD_HOURS) == (
        "error[S103] these are odd hours\n"
        "  --> desk.yaml:3:8\n"
        "    |\n"
        "  3 | hours: Wochentags – ab  08:00 Uhr\n"
        "    |        ^^^^^^^^^^\n"
        "  --> desk.yaml:2:5  the desk\n"
        "    |\n"
        "  2 | id: desk\n"
        "    |     ^^^^\n"
        "  = Write them otherwise.\n"
        "  = more: breakglass explain S103\n"
        "\n"
    )


def test_full_puts_the_caret_right_behind_a_tab() -> None:
    finding = Finding("S103", Severity.ERROR, Span("desk.yaml", 3, 24, 3, 29), "too early")
    [line, caret] = shown("full", finding).split("\n")[3:5]
    assert line[caret.index("^") : caret.rindex("^") + 1] == "08:00"


def test_full_underlines_the_rest_of_the_line_where_the_place_goes_on_below() -> None:
    finding = Finding("S103", Severity.ERROR, Span("desk.yaml", 2, 5, 3, 30), "too much")
    assert shown("full", finding).split("\n")[4] == "    |     ^^^^"


def test_full_does_without_the_line_of_a_file_that_it_has_not() -> None:
    assert shown("full", SOON) == (
        "warning[V103] it is due soon\n  --> other.yaml:1:1\n  = more: breakglass explain V103\n\n"
    )


def test_full_shows_brackets_of_a_record_as_they_are() -> None:
    finding = Finding("S103", Severity.ERROR, Span("x.yaml", 1, 1, 1, 2), "“[bold]” is no value")
    console = Console(file=io.StringIO(), width=200, force_terminal=False)
    console.print(FORMATS["full"]([finding], {}, ""))
    assert isinstance(console.file, io.StringIO)
    assert "“[bold]” is no value" in console.file.getvalue()


def test_concise_is_one_line_a_finding_that_editors_can_follow() -> None:
    lines = shown("concise", ODD_HOURS, SOON).splitlines()
    assert lines == [
        "desk.yaml:3:8: error S103 these are odd hours",
        "other.yaml:1:1: warning V103 it is due soon",
    ]
    assert all(re.fullmatch(r"[^:]+:\d+:\d+: (error|warning) [A-Z]\d{3} .+", line) for line in lines)


def test_json_has_everything_that_a_finding_has() -> None:
    report = json.loads(shown("json", ODD_HOURS))
    place = {"file": "desk.yaml", "line": 3, "column": 8, "end_line": 3, "end_column": 18}
    other = {"file": "desk.yaml", "line": 2, "column": 5, "end_line": 2, "end_column": 9}
    assert report == {
        "version": 1,
        "findings": [
            {
                "code": "S103",
                "rule": "bad-value",
                "severity": "error",
                **place,
                "record": "team/desk",
                "field": "hours",
                "message": "these are odd hours",
                "mend": "Write them otherwise.",
                "help": "",
                "others": [{"label": "the desk", **other}],
                "fingerprint": ODD_HOURS.fingerprint,
            }
        ],
    }


def test_json_of_nothing_is_still_a_report() -> None:
    assert json.loads(shown("json")) == {"version": 1, "findings": []}


def test_github_gets_a_workflow_command_for_each_finding() -> None:
    error, warning = shown("github", ODD_HOURS, SOON).splitlines()
    place = "file=desk.yaml,line=3,endLine=3,col=8,endColumn=18"
    assert error == f"::error {place},title=S103 bad-value::these are odd hours. Write them otherwise."
    place = "file=other.yaml,line=1,endLine=1,col=1,endColumn=5"
    assert warning == f"::warning {place},title=V103 review-due-soon::it is due soon"


@pytest.mark.parametrize(
    ("written", "message", "property_"),
    [
        ("100 %", "100 %25", "100 %25"),
        ("a\nb", "a%0Ab", "a%0Ab"),
        ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
        ("a: b, c", "a: b, c", "a%3A b%2C c"),
        ("%0A", "%250A", "%250A"),
    ],
)
def test_github_codes_what_would_end_a_command(written: str, message: str, property_: str) -> None:
    finding = Finding("S103", Severity.ERROR, Span(written, 1, 1, 1, 2), written)
    [command] = shown("github", finding).splitlines()
    assert command.startswith(f"::error file={property_},line=1,")
    assert command.endswith(f"::{message}")


@pytest.mark.parametrize(
    ("findings", "records", "line"),
    [
        ((), 1, "1 record checked: nothing to mend."),
        ((), 12, "12 records checked: nothing to mend."),
        ((ODD_HOURS,), 2, "2 records checked: 1 error, 0 warnings."),
        ((ODD_HOURS, ODD_HOURS, SOON), 2, "2 records checked: 2 errors, 1 warning."),
    ],
)
def test_the_summary_counts(findings: tuple[Finding, ...], records: int, line: str) -> None:
    assert summary(findings, records) == line


@pytest.mark.parametrize(
    ("aside", "gone", "line"),
    [
        (Aside(waived=1), 0, "1 record checked: nothing to mend; 1 finding waived."),
        (Aside(suppressed=2), 0, "1 record checked: nothing to mend; 2 findings suppressed by a comment."),
        (Aside(known=3), 0, "1 record checked: nothing to mend; 3 findings known to the baseline."),
        (Aside(elsewhere=1), 0, "1 record checked: nothing to mend; 1 finding in other files."),
        (
            Aside(waived=1, other_rules=2),
            0,
            "1 record checked: nothing to mend; 1 finding waived; 2 findings of other rules.",
        ),
        (
            Aside(),
            1,
            "1 record checked: nothing to mend. The baseline holds 1 finding no longer there: write it anew.",
        ),
    ],
)
def test_the_summary_says_what_is_not_shown_and_why(aside: Aside, gone: int, line: str) -> None:
    assert summary((), 1, aside, gone) == line


def test_counts_are_those_of_the_severity_that_holds_here() -> None:
    [text] = count([replace(SOON, severity=Severity.ERROR)]).spans
    assert text.style == "bold red"


@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_nothing_in_a_finding_can_command_the_terminal_or_forge_a_line(form: str) -> None:
    span = Span("a\n\x1b[31mb.yaml", 1, 1, 1, 2)
    finding = Finding("S104", Severity.ERROR, span, "“\x1b[31m\nERROR fake:1:1” is not known", "Did you\rmean?")
    text = FORMATS[form]([finding], {}, "").plain
    assert "\x1b" not in text
    assert "\r" not in text
    assert not any(line.startswith("ERROR fake") for line in text.split("\n"))
