"""The shell of the workflows, run against a forge that is made up: what they write, and what they refuse to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HEAD = "a" * 40
GH = f"""#!{sys.executable}
\"\"\"Stands in for GitHub's command line: answers from a file, filters with jq, notes what is written.\"\"\"
import json, os, pathlib, sys
import jq
arguments = sys.argv[2:]
options, path = {{"--field": []}}, ""
while arguments:
    one = arguments.pop(0)
    if one in ("--silent", "--paginate"):
        continue
    if one == "--field":
        options["--field"].append(arguments.pop(0))
    elif one.startswith("--"):
        options[one] = arguments.pop(0)
    else:
        path = one
home = pathlib.Path(os.environ["FORGE"])
if "--method" in options:
    fields = dict(one.split("=", 1) for one in options["--field"])
    fields = {{k: pathlib.Path(v[1:]).read_text() if v.startswith("@") else v for k, v in fields.items()}}
    with (home / "written").open("a") as file:
        file.write(json.dumps([options["--method"], path, fields]) + "\\n")
elif path.endswith("/zip"):
    sys.stdout.buffer.write((home / "left.zip").read_bytes())
else:
    answer = json.loads((home / "answers.json").read_text())[path.split("?")[0]]
    for found in jq.compile(options["--jq"]).input_value(answer).all():
        print(found if isinstance(found, str) else json.dumps(found))
"""


@dataclass
class Forge:
    """What the forge knows, and what was written to it."""

    home: Path
    answers: dict[str, Any] = field(default_factory=dict)

    def run(self, workflow: str, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The step of a workflow that has a name, in the shell that the forge would take."""
        data = yaml.safe_load((ROOT / workflow).read_text(encoding="utf-8"))
        jobs = [data["runs"]] if "runs" in data else data["jobs"].values()
        script = next(step["run"] for job in jobs for step in job["steps"] if step.get("name") == name)
        (self.home / "answers.json").write_text(json.dumps(self.answers), encoding="utf-8")
        (self.home / "bin").mkdir(exist_ok=True)
        (self.home / "bin/gh").write_text(GH, encoding="utf-8")
        (self.home / "bin/gh").chmod(0o755)
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            env={"PATH": f"{self.home / 'bin'}:{os.environ['PATH']}", "FORGE": str(self.home), **environment},
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def written(self) -> list[Any]:
        path = self.home / "written"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def request(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - values of JSON
    head = {"sha": HEAD, "repo": {"full_name": "stranger/playbooks"}}
    return {"number": 7, "state": "open", "head": head, **changes}


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    made = Forge(tmp_path)
    made.answers = {
        "repos/o/r/actions/runs/1/artifacts": {"artifacts": [{"id": 9, "expired": False, "size_in_bytes": 900}]},
        "repos/o/r/pulls/7": request(),
        "repos/o/r/pulls/8": request(number=8, head={"sha": "b" * 40, "repo": {"full_name": "stranger/playbooks"}}),
        "repos/o/r/issues/7/comments": [],
    }
    left(made, {"number": "7\n", "report.md": "# Two records changed\n"})
    return made


def left(forge: Forge, files: dict[str, str]) -> None:
    """What the review has left behind."""
    with zipfile.ZipFile(forge.home / "left.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def comment(forge: Forge) -> subprocess.CompletedProcess[str]:
    return forge.run(
        ".github/workflows/comment.yml",
        "Write the comment, or bring it up to date",
        RUNNER_TEMP=str(forge.home),
        REPOSITORY="o/r",
        RUN="1",
        RUN_ADDRESS="https://forge.example/o/r/actions/runs/1",
        HEAD_SHA=HEAD,
        HEAD_REPOSITORY="stranger/playbooks",
    )


def test_the_report_becomes_a_comment(forge: Forge) -> None:
    done = comment(forge)
    assert done.returncode == 0, done.stderr
    [[method, path, fields]] = forge.written
    assert (method, path) == ("POST", "repos/o/r/issues/7/comments")
    assert fields["body"].startswith("<!-- breakglass review -->\n")
    assert "# Two records changed" in fields["body"]


def test_a_second_report_takes_the_place_of_the_first_and_of_nobody_elses(forge: Forge) -> None:
    forge.answers["repos/o/r/issues/7/comments"] = [
        {"id": 1, "user": {"login": "stranger"}, "body": "<!-- breakglass review --> mine"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "Something else"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": "<!-- breakglass review -->\nOld"},
        {"id": 4, "user": {"login": "github-actions[bot]"}, "body": "<!-- breakglass review -->\nOlder"},
    ]
    assert comment(forge).returncode == 0
    assert [line[:2] for line in forge.written] == [["PATCH", "repos/o/r/issues/comments/3"]]


@pytest.mark.parametrize("number", ["8", "", "0", "-7", "7 8", "7/../8", "$(id)", "7\n8", "99999999999999999999", "٧"])
def test_a_report_cannot_choose_the_request_it_is_shown_under(forge: Forge, number: str) -> None:
    left(forge, {"number": number, "report.md": "x"})
    comment(forge)
    assert forge.written == []


@pytest.mark.parametrize(
    "changes", [{"state": "closed"}, {"head": {"sha": HEAD, "repo": {"full_name": "another/fork"}}},
                {"head": {"sha": HEAD, "repo": None}}, {"number": 70},
                {"head": {"sha": "c" * 40, "repo": {"full_name": "stranger/playbooks"}}}]
)  # fmt: skip
def test_a_request_that_is_not_the_one_that_was_reviewed_gets_no_comment(forge: Forge, changes: dict[str, Any]) -> None:
    forge.answers["repos/o/r/pulls/7"] = request(**changes)
    comment(forge)
    assert forge.written == []


@pytest.mark.parametrize("artifacts", [[], [{"id": 9, "expired": True, "size_in_bytes": 1}],
                                       [{"id": 9, "expired": False, "size_in_bytes": 5_000_000}]])  # fmt: skip
def test_no_report_or_one_too_large_is_passed_over(forge: Forge, artifacts: list[dict[str, Any]]) -> None:
    forge.answers["repos/o/r/actions/runs/1/artifacts"] = {"artifacts": artifacts}
    assert comment(forge).returncode == 0
    assert forge.written == []


def test_a_report_is_cut_calls_nobody_and_runs_nothing(forge: Forge) -> None:
    text = "@everyone $(touch ran) `touch ran` @/etc/passwd é" + "@" * 1_000_000
    left(forge, {"number": "7", "report.md": text, "../outside": "x"})
    assert comment(forge).returncode == 0
    [[_, _, fields]] = forge.written
    assert len(fields["body"]) < 65_536
    assert "@everyone" not in fields["body"]
    assert "$(touch ran)" in fields["body"]
    assert not (forge.home / "ran").exists()
    assert not (forge.home.parent / "outside").exists()


def due(forge: Forge, overdue: str) -> list[Any]:
    (forge.home / "due.md").write_text("As of 2026-11-23: 1 overdue\n", encoding="utf-8")
    done = forge.run(
        ".github/workflows/due.yml",
        "Open the issue, bring it up to date, or close it",
        REPOSITORY="o/r",
        OVERDUE=overdue,
    )
    assert done.returncode == 0, done.stderr
    return forge.written


ISSUES = [
    {"number": 2, "body": None},
    {"number": 3, "body": "<!-- breakglass due --> a request", "pull_request": {}},
    {"number": 4, "body": "<!-- breakglass due -->\nlast week"},
]


def test_what_is_overdue_opens_one_issue_and_then_keeps_it_up_to_date(forge: Forge) -> None:
    forge.answers["repos/o/r/issues"] = ISSUES[:2]
    [[method, path, fields]] = due(forge, "1")
    assert (method, path) == ("POST", "repos/o/r/issues")
    assert fields["body"].startswith("<!-- breakglass due -->\nAs of 2026-11-23")
    forge.answers["repos/o/r/issues"] = ISSUES
    method, path, fields = due(forge, "1")[-1]
    assert (method, path, fields["state"]) == ("PATCH", "repos/o/r/issues/4", "open")


def test_the_issue_is_closed_when_nothing_is_overdue_and_none_is_opened(forge: Forge) -> None:
    forge.answers["repos/o/r/issues"] = ISSUES
    [[method, path, fields]] = due(forge, "0")
    assert (method, path, fields["state"]) == ("PATCH", "repos/o/r/issues/4", "closed")
    forge.answers["repos/o/r/issues"] = ISSUES[:2]
    assert len(due(forge, "0")) == 1


BREAKGLASS = """#!/usr/bin/env bash
echo "$@" >>"$FORGE/called"
if [ "$1" = review ]; then echo '# Report' >"$RUNNER_TEMP/breakglass-reports/report.md"; exit "$REVIEW"; fi
exit "$OWNERS"
"""


@pytest.mark.parametrize(("review", "owners", "code"), [(0, 0, 0), (1, 0, 1), (3, 1, 3), (0, 1, 1)])
def test_the_action_ends_as_the_review_does_and_shows_its_report(
    forge: Forge, review: int, owners: int, code: int
) -> None:
    command = forge.home / "breakglass/bin/breakglass"
    command.parent.mkdir(parents=True)
    command.write_text(BREAKGLASS, encoding="utf-8")
    command.chmod(0o755)
    (forge.home / ".github").mkdir()
    (forge.home / ".github/CODEOWNERS").touch()
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-C", str(forge.home)]
    for words in (["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "base"],
                  ["checkout", "-q", "-b", "head"], ["commit", "-q", "--allow-empty", "-m", "head"],
                  ["checkout", "-q", "main"], ["merge", "-q", "--no-ff", "-m", "trial", "head"]):  # fmt: skip
        subprocess.run([*git, *words], check=True, capture_output=True)
    head = subprocess.run([*git, "rev-parse", "head"], check=True, capture_output=True, text=True).stdout.strip()
    given = {
        "RUNNER_TEMP": str(forge.home),
        "GITHUB_OUTPUT": str(forge.home / "output"),
        "GITHUB_STEP_SUMMARY": str(forge.home / "summary"),
        "RECORDS": "playbooks",
        "BASE": "",
        "EVENT_BASE": "b" * 40,
        "EVENT_HEAD": head,
        "REVIEW": str(review),
        "OWNERS": str(owners),
    }
    assert forge.run("action.yml", "Review", **given).returncode == code
    assert (forge.home / "summary").read_text() == "# Report\n"
    called = (forge.home / "called").read_text().splitlines()
    assert called[0].startswith("review --base HEAD^1 --records playbooks --format github --write markdown=")
    assert called[1] == "codeowners --records playbooks --check"
    # Where the request itself is checked out and not its trial merge, the base of the event counts.
    forge.run("action.yml", "Review", **given | {"EVENT_HEAD": "c" * 40})
    assert f"review --base {'b' * 40} " in (forge.home / "called").read_text()
