"""`breakglass lint` and `breakglass explain` as they are called: what they print and how they end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.checks.rule import Rule, all_rules
from breakglass.cli import commands, main
from breakglass.cli.explain import explain
from breakglass.cli.lint import lint

if TYPE_CHECKING:
    from pathlib import Path

CLEAN, FINDINGS, WRONG_USE, COULD_NOT_FINISH = 0, 1, 2, 3
RULES = list(all_rules().values())


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a collection below ./playbooks in which nothing is wrong."""
    folder = tmp_path / "playbooks"
    write(folder, {name: text.encode() for name, text in specimen_files().items()})
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lint, ["--today", TODAY.isoformat(), *arguments])


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files with all their paperwork, so that nothing but the fault is found."""
    seal(files)
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    folder = next(parent for parent in path.parents if parent.name in {"playbooks", "other"})
    unsealed = {
        file.relative_to(folder).as_posix(): re.sub(rb"sha256:[0-9a-f]{64}", b"sha256:" + b"0" * 64, file.read_bytes())
        for file in folder.rglob("*.yaml")
    }
    write(folder, unsealed)


def whole(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the console command itself."""
    monkeypatch.setattr(sys, "argv", ["breakglass", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def number_of(records: Path) -> int:
    return len(list(records.rglob("*.yaml")))


def test_a_clean_collection_ends_with_0_and_one_line(records: Path) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (CLEAN, "")
    assert result.stderr == f"{number_of(records)} records checked: nothing to mend.\n"


def test_an_error_ends_with_1(records: Path) -> None:
    spoil(records / "team/automation-platform.yaml", "technical: automation-platform", "technical: nobody")
    result = run("--format", "concise")
    assert result.exit_code == FINDINGS
    assert result.stdout.startswith("playbooks/team/automation-platform.yaml:7:14: error O102 ")
    assert result.stderr.endswith("1 error, 0 warnings.\n")


def test_a_warning_ends_with_1_only_if_one_is_strict(records: Path) -> None:
    spoil(records / "team/automation-platform.yaml", "every: 180d", "every: 90d")
    assert run().exit_code == CLEAN
    assert "V103" in run().stdout
    assert run("--strict").exit_code == FINDINGS


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.yaml",),
        ("--format", "yaml"),
        ("--today", "tomorrow"),
        ("--today", "2026-02-30"),
        ("--today",),
        ("--unknown",),
    ],
)
@pytest.mark.usefixtures("records")
def test_wrong_use_ends_with_2_and_says_why(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == WRONG_USE
    assert "Error: " in result.stderr


def test_a_path_outside_the_collection_is_wrong_use(records: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text("kind: team\n", encoding="utf-8")
    result = run("elsewhere.yaml", str(records / "team"))
    assert result.exit_code == WRONG_USE
    assert "--records" in result.stderr


def test_a_missing_folder_ends_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert whole(monkeypatch, "lint") == COULD_NOT_FINISH
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == ("breakglass: playbooks: there is no such folder; name the folder that holds the records\n")


def test_a_file_that_cannot_be_opened_ends_with_3(
    records: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (records / "gone.yaml").symlink_to(records / "nowhere.yaml")
    assert whole(monkeypatch, "lint") == COULD_NOT_FINISH
    captured = capsys.readouterr()
    assert "gone.yaml: No such file" in captured.err
    assert "nothing to mend" not in captured.err


@pytest.mark.usefixtures("records")
def test_a_rule_that_crashes_ends_with_3(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def crash(*_: object) -> None:
        raise KeyError("oops")

    broken = Rule("X999", "broken", RULES[0].severity, "", (), (), crash, None)  # type: ignore[arg-type]
    monkeypatch.setattr("breakglass.checks.engine.all_rules", lambda: {"X999": broken})
    assert whole(monkeypatch, "lint") == COULD_NOT_FINISH
    assert "rule X999 (broken) failed: KeyError('oops')" in capsys.readouterr().err


ILLEGIBLE = [b"", b"\xff", b"kind: team\nid: [\n", b"a: &a [*a]\n", b"\x00"]
FAULTY = b"kind: team\nid: {a: 1}\n"


@pytest.mark.parametrize("bad", [*ILLEGIBLE, FAULTY])
def test_a_file_that_is_no_record_is_a_finding_and_no_crash(
    records: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    (records / "bad.yaml").write_bytes(bad)
    ended = whole(monkeypatch, "lint", "--format", "concise", "--today", str(TODAY))
    assert ended == (FINDINGS if bad == FAULTY else COULD_NOT_FINISH)
    captured = capsys.readouterr()
    assert captured.out.startswith("playbooks/bad.yaml:")
    assert ("playbooks/bad.yaml could not be read" in captured.err) == (bad != FAULTY)
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("bad", [ILLEGIBLE[2], FAULTY])
@pytest.mark.parametrize(
    "arguments", [("playbooks/team",), ("--select", "E1"), ("--diff",), ("--format", "json", "playbooks/team")]
)
def test_nothing_is_clean_while_a_file_could_not_be_read(
    records: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    bad: bytes,
) -> None:
    for number in (1, 2):
        (records / f"message/bad{number}.yaml").write_bytes(bad)
    assert whole(monkeypatch, "lint", "--today", str(TODAY), *arguments) == COULD_NOT_FINISH
    said = "breakglass: playbooks/message/bad1.yaml and 1 more could not be read, so nobody can say that this is all\n"
    assert capsys.readouterr().err.endswith(said)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "ends"), [(("explain",), CLEAN), (("schema",), CLEAN), (("lint", "--today", "2028-01-01"), FINDINGS)]
)
@pytest.mark.usefixtures("records")
def test_a_reader_who_leaves_early_changes_nothing(arguments: tuple[str, ...], ends: int, unbuffered: str) -> None:
    command = [sys.executable, "-c", "from breakglass.cli import commands, main; main()", *arguments]
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        said = started.stderr.read().decode()
    assert (started.returncode, "roken" in said) == (ends, False), said


def test_only_findings_below_the_given_paths_are_shown(records: Path) -> None:
    for kind, name in (("team", "automation-platform"), ("role", "incident-lead")):
        spoil(records / f"{kind}/{name}.yaml", "technical: automation-platform", "technical: nobody")
    files = {
        "team": {"playbooks/team/automation-platform.yaml"},
        "role/incident-lead.yaml": {"playbooks/role/incident-lead.yaml"},
        "message": set(),
    }
    for path, expected in files.items():
        found = json.loads(run("--format", "json", str(records / path)).stdout)["findings"]
        assert {finding["file"] for finding in found} == expected
    assert run(str(records / "message")).exit_code == CLEAN
    assert run(str(records / "message"), str(records / "team")).exit_code == FINDINGS


def test_a_reference_out_of_the_given_path_is_not_dangling(records: Path) -> None:
    assert run(str(records / "playbook")).exit_code == CLEAN


def test_a_single_folder_elsewhere_is_a_collection_of_its_own(records: Path, tmp_path: Path) -> None:
    number = number_of(records)
    records.rename(tmp_path / "other")
    (tmp_path / "playbooks").mkdir()
    assert run("other").stderr == f"{number} records checked: nothing to mend.\n"
    assert run("--records", "other").exit_code == CLEAN


def test_an_empty_folder_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "playbooks").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run().stderr == "0 records checked: nothing to mend.\n"


def test_the_date_is_handed_in(records: Path) -> None:
    del records
    assert CliRunner().invoke(lint, ["--today", "2027-03-02"]).exit_code == FINDINGS
    assert CliRunner().invoke(lint, ["--today", "2026-09-02"]).exit_code == CLEAN


def test_programs_get_nothing_but_the_report(records: Path) -> None:
    spoil(records / "team/automation-platform.yaml", "status: approved", "status: fine")
    result = run("--format", "json")
    assert json.loads(result.stdout)["findings"][0]["code"] == "S104"
    assert result.stderr == ""
    commands = run("--format", "github").stdout.splitlines()
    assert [command.split(" ")[0] for command in commands] == ["::error"]


def test_a_long_line_is_not_broken(records: Path) -> None:
    long = "x" * 300
    spoil(records / "team/automation-platform.yaml", "technical: automation-platform", f"technical: {long}")
    assert f"technical: {long}\n" in run().stdout


def test_no_color_means_none(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(records / "team/automation-platform.yaml", "status: approved", "status: fine")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run().stdout
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run().stdout
    assert "error[S104]" in plain
    assert "\x1b[3" not in plain


def test_a_command_that_there_is_not_is_wrong_use_with_the_nearest() -> None:
    for typed, told in (
        ("lnt", "Did you mean “lint”?"),
        ("approv", "Did you mean “approve”?"),
        ("foo", "There are lint"),
    ):
        result = CliRunner().invoke(commands, [typed])
        assert (result.exit_code, told in result.stderr) == (WRONG_USE, True), typed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_explained(rule: Rule) -> None:
    by_code = CliRunner().invoke(explain, [rule.code.lower()])
    assert by_code.exit_code == CLEAN, by_code.exception
    assert f"{rule.code} {rule.name}" in by_code.stdout
    assert "Refused" in by_code.stdout
    assert "Accepted" in by_code.stdout
    assert CliRunner().invoke(explain, [rule.name]).stdout == by_code.stdout


def test_explain_shows_what_stands_beside_an_example() -> None:
    assert "Beside it, a team\nchannels: []" in CliRunner().invoke(explain, ["waiver-unused"]).stdout
    deleted = CliRunner().invoke(explain, ["record-deleted"]).stdout
    assert "At the base, a team\nid: night" in deleted
    assert "The pull request deletes examples/night.yaml" in deleted


def test_explain_alone_lists_all_rules() -> None:
    lines = CliRunner().invoke(explain).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]


def test_a_code_that_does_not_exist_is_wrong_use_with_the_nearest() -> None:
    for typed, told in (
        ("E1O4", "Did you mean “E104”?"),
        ("no-ownr", "Did you mean “no-owner”?"),
        ("E999", "`breakglass explain` lists them."),
        ("", "`breakglass explain` lists them."),
    ):
        result = CliRunner().invoke(explain, [typed])
        assert (result.exit_code, told in result.stderr) == (WRONG_USE, True), typed


def test_a_beginning_or_a_word_lists_the_rules_that_are_meant() -> None:
    def listed(word: str) -> list[str]:
        return [line.split()[0] for line in CliRunner().invoke(explain, [word]).stdout.splitlines()]

    assert listed("E") == listed("e") == [rule.code for rule in RULES if rule.code[0] == "E"]
    assert listed("v10") == [rule.code for rule in RULES if rule.code.startswith("V10")]
    assert listed("Owner") == [rule.code for rule in RULES if "owner" in rule.name.split("-")]
    assert CliRunner().invoke(explain, ["resort"]).stdout.startswith("E105 no-last-resort")


def spoil_two(records: Path) -> None:
    """An owner that nobody knows, and a path that calls nobody at once."""
    spoil(records / "team/automation-platform.yaml", "technical: automation-platform", "technical: nobody")
    spoil(records / "escalation/payments.yaml", "after: 0m", "after: 7m")


def codes_of(*arguments: str) -> list[str]:
    listed = json.loads(run("--format", "json", *arguments).stdout)["findings"]
    return sorted({finding["code"] for finding in listed})


def test_rules_are_selected_and_ignored_by_code_beginning_or_name(records: Path) -> None:
    spoil_two(records)
    every = codes_of()
    assert len(every) > 1
    one = every[0]
    assert codes_of("--select", one) == [one]
    assert codes_of("--select", one.lower()) == [one]
    assert codes_of("--select", all_rules()[one].name) == [one]
    assert codes_of("--select", one[0]) == [code for code in every if code[0] == one[0]]
    assert codes_of("--ignore", one) == every[1:]
    assert codes_of("--select", ",".join(every), "--ignore", one) == every[1:]
    assert codes_of("--select", one, "--select", every[1]) == every[:2]
    ended = run("--ignore", ",".join(every))
    assert ended.exit_code == CLEAN
    assert "of other rules." in ended.stderr


def test_a_rule_that_there_is_not_is_wrong_use(records: Path) -> None:
    assert records.is_dir()
    ended = run("--select", "E999")
    assert ended.exit_code == WRONG_USE
    assert "there is no rule E999" in ended.stderr
    assert "Traceback" not in ended.output


def test_statistics_count_each_rule_the_most_frequent_first(records: Path) -> None:
    spoil_two(records)
    ended = run("--statistics")
    assert ended.exit_code == FINDINGS
    counts = [int(line.split()[0]) for line in ended.stdout.splitlines()]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(json.loads(run("--format", "json").stdout)["findings"])
    assert run("--statistics", "--format", "json").exit_code == WRONG_USE


def test_fix_mends_what_it_can_and_reports_the_rest(records: Path) -> None:
    path = records / "team/automation-platform.yaml"
    text = path.read_text("utf-8")
    path.write_bytes(text.replace("hours: ", "hors: ").replace("\n", " \r\n").encode())
    shown = run("--diff", "--format", "concise")
    assert shown.exit_code == FINDINGS
    assert "+kind: team \n" in shown.output
    assert "-kind: team \\r\n" in shown.output
    assert path.read_bytes() == text.replace("hours: ", "hors: ").replace("\n", " \r\n").encode()
    done = run("--fix", "--format", "concise")
    assert done.exit_code == FINDINGS
    assert "fixed playbooks/team/automation-platform.yaml: Y110 (carriage-return)" in done.stderr
    assert "S102" in done.stdout
    assert "Y110" not in done.stdout
    path.write_bytes(path.read_bytes().replace(b"hors: ", b"hours: "))
    assert "Y118" in run("--format", "concise").output
    assert run("--fix", "--select", "Y118").exit_code == CLEAN
    assert path.read_text("utf-8") == text
    assert run("--diff").exit_code == CLEAN


def test_fix_touches_only_what_was_asked_for(records: Path) -> None:
    one, other = records / "team/automation-platform.yaml", records / "role/incident-lead.yaml"
    for path in (one, other):
        path.write_bytes(path.read_bytes() + b"\n")
    before = other.read_bytes()
    run("--fix", str(one))
    assert not one.read_bytes().endswith(b"\n\n")
    assert other.read_bytes() == before
    run("--fix", "--ignore", "Y")
    assert other.read_bytes() == before
