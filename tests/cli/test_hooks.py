"""What calls the linter from outside, the hook for pre-commit and the task of VS Code, fits the command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import yaml

from breakglass.checks.report import concise
from breakglass.cli import commands
from breakglass.findings import Finding, Severity, Span

TOP = Path(__file__).parents[2]
HOOKS = TOP / ".pre-commit-hooks.yaml"


def _command(name: str) -> click.Command:
    found = commands.get_command(click.Context(commands), name)
    assert found is not None
    return found


def test_the_hook_runs_a_command_of_ours_once_for_all_files() -> None:
    [hook] = yaml.safe_load(HOOKS.read_text("utf-8"))
    program, name, *arguments = hook["entry"].split()
    assert program == "breakglass"
    known = {option for parameter in _command(name).params for option in parameter.opts}
    assert set(arguments) <= known
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("breakglass-lint", "python", False)


def test_the_hook_runs_when_a_record_changes() -> None:
    [hook] = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert re.search(hook["files"], "playbooks/teams/desk.yaml")
    assert not re.search(hook["files"], "docs/index.md")


def test_the_editor_understands_the_lines_of_the_report() -> None:
    [task] = json.loads((TOP / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    line = concise([Finding("E104", Severity.ERROR, Span("a/b c.yaml", 3, 8, 3, 9), "it is: wrong")]).plain
    match = re.match(pattern["regexp"], line.rstrip("\n"))
    assert match is not None
    told = {name: match[pattern[name]] for name in ("file", "line", "column", "severity", "code", "message")}
    assert list(told.values()) == ["a/b c.yaml", "3", "8", "error", "E104", "it is: wrong"]
