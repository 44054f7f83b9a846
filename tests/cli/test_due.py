"""`breakglass due` as a scheduled job and as a person calls it: what it prints, and how it ends."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import nh3
import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from breakglass.checks.harness import seal, specimen_files
from breakglass.cli import commands, main

if TYPE_CHECKING:
    from pathlib import Path

CLEAN, OVERDUE, WRONG_USE, COULD_NOT_FINISH = 0, 1, 2, 3
IN_TIME = "2026-11-23"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a collection below ./playbooks in which nothing is overdue."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    for name, raw in files.items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path / "playbooks"


def due(*arguments: str, today: str = IN_TIME) -> Result:
    return CliRunner().invoke(commands, ["due", "--today", today, *arguments])


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("records")
def test_nothing_due_is_one_line() -> None:
    done = due()
    assert (done.exit_code, done.stdout.strip()) == (CLEAN, "")
    assert done.stderr == "0 overdue, 0 to be confirmed, 0 due within 30d.\n"


@pytest.mark.usefixtures("records")
def test_what_comes_up_fails_nothing() -> None:
    done = due("--within", "200d")
    assert done.exit_code == CLEAN
    assert "Due within 200d" in done.stdout
    assert "2026-12-31\n" not in due("--within", "10d").stdout
    assert "Standing approval: Your order is delayed" in done.stdout
    assert "playbooks/message/customer-delay.yaml:" in done.stdout
    assert "in 38 days" in done.stdout


@pytest.mark.usefixtures("records")
def test_what_is_overdue_comes_first_and_ends_with_1() -> None:
    done = due("--within", "200d", today="2027-03-10")
    assert done.exit_code == OVERDUE
    assert done.stdout.index("Overdue") < done.stdout.index("Due within 200d")
    assert "9 days ago" in done.stdout
    assert "Automation platform" in done.stdout


def test_an_action_names_its_team_its_day_and_its_line(records: Path) -> None:
    file = records / "drill/friday-without-charges.yaml"
    spoil(file, "status: done", "status: open")
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "due: 2026-09-15" in text)
    found = json.loads(due("--format", "json").stdout)
    assert found["due"][0] == {
        "state": "overdue",
        "duty": "action",
        "record": "drill/friday-without-charges",
        "title": "Give the payments pager a second channel",
        "owner": "automation-platform",
        "last": "2026-08-17",
        "due": "2026-09-15",
        "note": "A Friday evening without charges",
        "file": "playbooks/drill/friday-without-charges.yaml",
        "line": line,
    }
    assert (found["version"], found["today"], found["within"]) == (1, IN_TIME, "30d")


def test_what_has_changed_is_to_be_confirmed_and_fails_nothing(records: Path) -> None:
    spoil(records / "role/incident-lead.yaml", "version: 1.0.0", "version: 1.1.0")
    done = due()
    assert done.exit_code == CLEAN
    _, confirm = done.stdout.split("To be confirmed")
    confirm = confirm.split("Due within")[0]
    assert "Payment flow has stopped charging orders" in confirm
    assert "now" in confirm
    assert "reviewed 2026-" in confirm
    assert "days" not in confirm  # until the next whole review


@pytest.mark.usefixtures("records")
def test_no_time_ahead_is_today() -> None:
    assert due("--within", "0d").stderr == "0 overdue, 0 to be confirmed, 0 due today.\n"
    assert "\nDue today" in "\n" + due("--within", "0d", today="2026-12-31").stdout


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "arguments", [("--within", "3"), ("--within", "soon"), ("--within", "-1d"), ("--format", "html"), ("extra",)]
)
def test_wrong_use_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = due(*arguments)
    assert done.exit_code == WRONG_USE
    assert "Error: " in done.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_record_that_cannot_be_read_ends_with_3_and_never_with_clean(
    records: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    spoil(records / "signal/payment-run-gap.yaml", "status: approved", "status: fine")
    (records / "broken.yaml").write_text("kind: [", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["breakglass", "due", "--today", IN_TIME, "--format", form])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == COULD_NOT_FINISH
    assert "playbooks/broken.yaml and 1 more could not be read" in capsys.readouterr().err


def test_a_missing_folder_ends_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["breakglass", "due"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == COULD_NOT_FINISH
    assert capsys.readouterr().err.startswith("breakglass: playbooks: there is no such folder")


EVIL = "owned <img src=x onerror=alert(1)> | @fernway/all #12 [a](https://evil.example) [red]x[/red]"


def test_nothing_in_a_record_is_obeyed(records: Path) -> None:
    spoil(
        records / "message/customer-delay.yaml",
        "title: Your order is delayed",
        f'title: "{EVIL}"',
    )
    (records / "message").rename(
        records / "\x1b]0;mine\x07\u202e"
    )  # records refuse such characters, names of folders may not
    text = due("--within", "200d").stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "<img" in text
    assert "[red]x[/red]" in text
    markdown = due("--within", "200d", "--format", "markdown").stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(markdown)
    rows = [line for line in markdown.splitlines() if "owned" in line]
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    assert rows
    assert all(row.replace(r"\|", "").count("|") == 5 for row in rows)
    assert "<img" not in html
    assert "evil.example</a>" not in html
    assert nh3.clean_text("<img") in html
    assert "@fernway" not in html  # forges look for names in the text between two tags
    assert "#12" not in html


@pytest.mark.usefixtures("records")
def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31m" in due(today="2027-03-10").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in due(today="2027-03-10").stdout
