"""`breakglass codeowners`, read by a parser of the format: who is asked for which file."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from codeowners import CodeOwners

from breakglass.checks.harness import seal, specimen_files
from breakglass.cli import commands, main

if TYPE_CHECKING:
    from pathlib import Path

CLEAN, FINDINGS, WRONG_USE, COULD_NOT_FINISH = 0, 1, 2, 3
HANDLES = {
    "automation-platform": "@fernway/automation",
    "order-to-cash": "@fernway/orders",
    "duty-management": "@fernway/duty",
}
POLICY = "policy/change-control.yaml"
BUSINESS_TOO = ("      - owner: technical\n    risk", "      - owner: technical\n      - owner: business\n    risk")


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a collection below ./playbooks in which three of the teams have a name on the forge."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    for team, handle in HANDLES.items():
        files[f"team/{team}.yaml"] += f'forge: "{handle}"\n'.encode()
    for name, raw in files.items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    change(tmp_path / "playbooks" / POLICY, *BUSINESS_TOO)
    return tmp_path / "playbooks"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["codeowners", *arguments])


def written(*arguments: str) -> str:
    done = run("--output", "-", *arguments)
    assert done.exit_code == CLEAN, done.stderr
    return done.stdout


def asked(text: str, file: str) -> list[str]:
    return [name for _, name in CodeOwners(text).of(file)]


def sections(text: str) -> dict[str, str]:
    """The sections of a file for GitLab by their headings."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith(("[", "^[")):
            heading = line
        found.setdefault(heading, []).append(line)
    return {name: "\n".join(lines[1:]) for name, lines in found.items() if name}


@pytest.mark.usefixtures("records")
def test_the_owners_of_a_record_are_asked_for_its_file() -> None:
    text = written()
    assert asked(text, "playbooks/signal/payment-run-gap.yaml") == ["@fernway/automation", "@fernway/orders"]
    assert asked(text, "playbooks/incident/inc-2026-014.yaml") == []  # nobody owns what has happened
    assert asked(text, "README.md") == []


def test_a_folder_is_named_once_where_everything_in_it_has_the_same_owners(records: Path) -> None:
    assert "\n/playbooks/role/ @fernway/automation @fernway/orders\n" in written()
    change(records / "role/privacy-officer.yaml", "technical: automation-platform", "technical: duty-management")
    text = written()
    assert "/playbooks/role/ " not in text
    assert asked(text, "playbooks/role/privacy-officer.yaml") == ["@fernway/duty", "@fernway/orders"]
    assert asked(text, "playbooks/role/incident-lead.yaml") == ["@fernway/automation", "@fernway/orders"]


def test_what_governs_belongs_to_those_who_approve_the_policy_whoever_owns_it_otherwise(records: Path) -> None:
    change(records / POLICY, "technical: automation-platform", "technical: duty-management")
    text = written()
    for file in (
        "playbooks/policy/change-control.yaml",
        "playbooks/approval/another.yaml",
        "playbooks/change/another.yaml",
        "playbooks/waivers/the-first.yaml",  # there is none yet; this is where it would be put
        "playbooks/allowed_signers",
        "playbooks/revoked_signers",
        ".github/CODEOWNERS",
        ".github/workflows/review.yml",
        "mkdocs.yml",
        "pyproject.toml",
    ):
        assert asked(text, file) == ["@fernway/duty", "@fernway/orders"], file
    assert text.splitlines()[-1].startswith("/pyproject.toml ")


def test_who_is_asked_follows_the_policy(records: Path) -> None:
    change(records / POLICY, "      - owner: business\n    risk", "      - role: incident-lead\n    risk")
    change(records / "role/incident-lead.yaml", "- automation-platform", "- duty-management")
    assert asked(written(), "playbooks/signal/payment-run-gap.yaml") == ["@fernway/automation", "@fernway/duty"]


def test_a_team_without_a_name_on_the_forge_is_left_out_and_said(records: Path) -> None:
    change(records / "signal/payment-run-gap.yaml", "technical: automation-platform", "technical: platform-security")
    change(records / "signal/payment-run-gap.yaml", "business: order-to-cash", "business: platform-security")
    done = run("--output", "-")
    assert done.exit_code == CLEAN
    assert asked(done.stdout, "playbooks/signal/payment-run-gap.yaml") == []
    assert "1 team has no name on the forge, so nobody of it is asked: platform-security. Add" in done.stderr


def test_teams_without_a_name_are_one_line(records: Path) -> None:
    for number, kind in enumerate(("signal/payment-run-gap", "escalation/payments", "role/incident-lead")):
        change(records / f"{kind}.yaml", "technical: automation-platform", f"technical: team-{number}")
    [said] = run("--output", "-").stderr.splitlines()
    assert "3 teams have no name on the forge, so nobody of them is asked: team-0, team-1" in said


def test_a_file_that_would_ask_nobody_is_not_written(records: Path) -> None:
    for team in (records / "team").glob("*.yaml"):
        team.write_text(re.sub(r"(?m)^forge: .*\n", "", team.read_text("utf-8")), encoding="utf-8")
    done = run()
    assert (done.exit_code, done.stdout) == (WRONG_USE, "")
    assert done.stderr.count("name on the forge") == 1
    assert not (records.parent / ".github").exists()
    assert "platform-security" not in done.stdout


@pytest.mark.parametrize(
    "handle", ["fernway/automation", "@fernway/automation @evil", "@fernway automation", "@", "@a/\\nb", "* @evil"]
)
def test_only_a_name_can_stand_where_a_name_is_meant(records: Path, handle: str) -> None:
    change(records / "team/order-to-cash.yaml", '"@fernway/orders"', f'"{handle}"')
    assert run("--output", "-").exit_code == COULD_NOT_FINISH
    assert "@evil" not in run("--output", "-").stdout


@pytest.mark.parametrize("folder", ["two words", "a#b", "brackets [x]", "star*", "quo'te", "ümlaut"])
def test_a_path_means_itself(records: Path, folder: str) -> None:
    (records / "role").rename(records / folder)
    change(records / folder / "privacy-officer.yaml", "technical: automation-platform", "technical: duty-management")
    text = written()
    assert asked(text, f"playbooks/{folder}/privacy-officer.yaml") == ["@fernway/duty", "@fernway/orders"]
    assert "[" not in text  # GitHub passes over a line that has one
    gitlab = written("--format", "gitlab")
    escaped = folder.replace("[", "\\[").replace("]", "\\]").replace("*", "\\*").replace(" ", "\\ ")
    assert f"\n/playbooks/{escaped}/privacy-officer.yaml @fernway/duty\n" in gitlab


def test_a_path_that_no_pattern_can_hold_is_said_and_writes_no_line(records: Path) -> None:
    (records / "role").rename(records / "x\n* @evil\n")
    done = run("--output", "-")
    assert not any(line.startswith("*") for line in done.stdout.splitlines())
    assert "has characters that no pattern can hold" in done.stderr


def test_gitlab_requires_what_every_class_asks_for_and_no_more(records: Path) -> None:
    change(
        records / POLICY, "      - owner: technical\n  normal", "      - owner: technical\n        count: 2\n  normal"
    )
    found = sections(written("--format", "gitlab"))
    assert list(found) == ["[Technical owner]", "^[Business owner]"]
    assert asked(found["[Technical owner]"], "playbooks/signal/payment-run-gap.yaml") == ["@fernway/automation"]
    assert asked(found["^[Business owner]"], "playbooks/signal/payment-run-gap.yaml") == ["@fernway/orders"]
    assert asked(found["[Technical owner]"], ".gitlab-ci.yml") == ["@fernway/automation"]
    change(records / POLICY, "      - owner: technical\n      - owner: business",
           "      - owner: technical\n        count: 3\n      - owner: business")  # fmt: skip
    assert list(sections(written("--format", "gitlab"))) == ["[Technical owner][2]", "^[Business owner]"]


@pytest.mark.parametrize(("forge", "place"), [("github", ".github/CODEOWNERS"), ("gitlab", ".gitlab/CODEOWNERS")])
def test_it_is_written_where_the_forge_looks_and_is_the_same_each_time(
    records: Path, monkeypatch: pytest.MonkeyPatch, forge: str, place: str
) -> None:
    monkeypatch.chdir(records)
    assert run("--records", ".", "--format", forge).exit_code == CLEAN
    text = (records.parent / place).read_text(encoding="utf-8")
    monkeypatch.chdir(records.parent)
    assert text == written("--format", forge)
    assert run("--format", forge, "--check").exit_code == CLEAN


def test_check_says_what_differs_and_how_to_mend_it_and_writes_nothing(records: Path) -> None:
    missing = run("--check")
    assert missing.exit_code == FINDINGS
    assert "Run: breakglass codeowners" in missing.stderr
    assert not (records.parent / ".github").exists()
    assert run().exit_code == CLEAN
    change(records / "signal/payment-run-gap.yaml", "technical: automation-platform", "technical: duty-management")
    done = run("--check")
    assert done.exit_code == FINDINGS
    assert "-/playbooks/signal/ @fernway/automation @fernway/orders\n" in done.stdout
    assert "+/playbooks/signal/ @fernway/duty @fernway/orders\n" in done.stdout
    assert run("--check", "--output", "-").exit_code == WRONG_USE


def test_nothing_is_written_while_a_record_cannot_be_read(
    records: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (records / "broken.yaml").write_text("kind: [", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["breakglass", "codeowners"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == COULD_NOT_FINISH
    assert "playbooks/broken.yaml could not be read" in capsys.readouterr().err
    assert not (records.parent / ".github").exists()


def test_without_a_policy_both_owners_are_asked(records: Path) -> None:
    (records / POLICY).unlink()
    text = written()
    assert asked(text, "playbooks/signal/payment-run-gap.yaml") == ["@fernway/automation", "@fernway/orders"]
    assert asked(text, ".github/CODEOWNERS") == []
