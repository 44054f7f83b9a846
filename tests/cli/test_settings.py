"""What a repository says once and for all: settings in a file, and the baseline."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from breakglass.catalogue.load import UnreadableError
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.cli.explain import explain
from breakglass.cli.lint import lint
from breakglass.cli.settings import FILES, Settings, WrongSettingsError, settings_of
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN, FINDINGS, WRONG_USE = 0, 1, 2
TEAM, PATH = "team/automation-platform.yaml", "escalation/payments.yaml"


def read_settings(folder: Path) -> Settings:
    """The settings that the files in a folder hold."""
    return settings_of(*(file.read_bytes() if (file := folder / name).is_file() else None for name in FILES))


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose records have two faults: an owner that nobody knows, and a text still to write."""
    folder = tmp_path / "playbooks"
    files = {name: text.encode() for name, text in specimen_files().items()}
    files[TEAM] = files[TEAM].replace(b"technical: automation-platform", b"technical: nobody", 1)
    files[PATH] = re.sub(rb"^about: .*", b"about: TODO", files[PATH], flags=re.MULTILINE)
    seal(files)
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lint, ["--today", TODAY.isoformat(), *arguments])


def codes(*arguments: str) -> list[str]:
    return [found["code"] for found in json.loads(run("--format", "json", *arguments).stdout)["findings"]]


def say(text: str, file: str = "breakglass.toml") -> None:
    Path(file).write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("records")
def test_without_settings_both_faults_are_found() -> None:
    assert codes() == ["S201", "O102"]


@pytest.mark.parametrize(("file", "head"), [("breakglass.toml", ""), ("pyproject.toml", "[tool.breakglass]\n")])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('select = ["S2"]', ["S201"]),
        ('ignore = ["S201"]', ["O102"]),
        ('ignore = ["todo-left", "O1"]', []),
        ('select = ["S", "O102"]\nignore = ["S2"]', ["O102"]),
    ],
)
@pytest.mark.usefixtures("records")
def test_rules_are_chosen_in_the_settings(file: str, head: str, text: str, expected: list[str]) -> None:
    say(f"{head}{text}\n", file)
    assert codes() == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["O102"]),
        (("--ignore", "O102"), ["S201"]),
        (("--select", "S201"), ["S201"]),
        (("--select", "S,O", "--ignore", "O102"), ["S201"]),
    ],
)
@pytest.mark.usefixtures("records")
def test_the_command_line_wins(arguments: Sequence[str], expected: list[str]) -> None:
    say('ignore = ["S201"]\n')
    assert codes(*arguments) == expected


def test_the_folder_of_the_records_is_a_setting(records: Path) -> None:
    records.rename(records.parent / "runbooks")
    say('records = "runbooks"\n')
    assert codes() == ["S201", "O102"]
    (records.parent / "empty").mkdir()
    assert codes("--records", "empty") == []


@pytest.mark.usefixtures("records")
def test_severities_are_those_of_the_house() -> None:
    say('[severities]\nS201 = "warning"\nunknown-owner = "warning"\n')
    result = run()
    assert result.exit_code == CLEAN
    assert result.stderr.endswith("0 errors, 2 warnings.\n")
    assert run("--strict").exit_code == FINDINGS


def test_another_table_of_pyproject_is_none_of_our_business(tmp_path: Path) -> None:
    say("[tool.other]\nselect = 1\n", str(tmp_path / "pyproject.toml"))
    assert read_settings(tmp_path) == Settings()
    say('ignore = ["S201"]\n', str(tmp_path / "breakglass.toml"))
    assert read_settings(tmp_path).ignore == ("S201",)


def test_settings_mean_what_they_say(tmp_path: Path) -> None:
    say(
        'pages = "https://a.example/{code}/"\nbaseline = "b.json"\n[severities]\nV1 = "error"\n',
        f"{tmp_path}/breakglass.toml",
    )
    settings = read_settings(tmp_path)
    assert settings.severities["V103"] is Severity.ERROR
    assert settings.baseline == Path("b.json")


def test_the_guide_shows_settings_that_work(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs/write/linting.md").read_text("utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", guide, flags=re.DOTALL)
    say(example, str(tmp_path / "breakglass.toml"))
    said = read_settings(tmp_path).model_dump()
    assert {name for name, value in said.items() if value} == set(Settings.model_fields)


WRONG = [
    ('selct = ["S2"]', "breakglass.toml, selct: there is no such setting. Did you mean “select”?"),
    ("zzz = 1", "breakglass.toml, zzz: there is no such setting. There are records, select,"),
    ('select = "S2"', "breakglass.toml, select: this takes a list of codes"),
    ("select = [1]", "breakglass.toml, select: this takes a list of codes"),
    ('select = ["E1O4"]', "breakglass.toml, select: there is no rule E1O4. Did you mean “E104”?"),
    ('ignore = [""]', "breakglass.toml, ignore: there is no rule"),
    ("records = 3", "breakglass.toml, records: "),
    ("severities = 3", "breakglass.toml, severities: this takes a table"),
    (
        '[severities]\nV104 = "warnng"',
        "severities: V104 = “warnng”: a severity is error or warning. Did you mean “warning”?",
    ),
    ('[severities]\nV104 = "off"', "`ignore` switches a rule off."),
    ("[severities]\nV104 = 3", "a severity is error or warning"),
    ("[severities]\nV104 = []", "a severity is error or warning"),
    ('[severities]\nV999 = "error"', "there is no rule V999"),
    ('[severities]\nY101 = "warning"', "cannot be read, and keeps its severity"),
    ('pages = "a.example"', "breakglass.toml, pages: this takes an address with {code} in it"),
    ('pages = "javascript:{code}"', "breakglass.toml, pages: this takes an address with {code} in it"),
    ("records = ", "breakglass.toml is not valid TOML: Invalid value (at line 1, column 11)"),
    ("\udcff", "breakglass.toml is not valid TOML: "),
    ('baseline = "nowhere.json"', "nowhere.json: there is no such baseline"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
@pytest.mark.usefixtures("records")
def test_wrong_settings_are_one_line_that_names_the_place(text: str, told: str) -> None:
    Path("breakglass.toml").write_bytes(f"{text}\n".encode("utf-8", "surrogateescape"))
    result = run()
    assert result.exit_code == WRONG_USE
    assert told in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.usefixtures("records")
def test_a_fault_in_pyproject_is_told_with_its_table() -> None:
    say("[tool.breakglass]\nselct = []\n", "pyproject.toml")
    assert run().stderr.startswith("Error: pyproject.toml, tool.breakglass.selct: ")


@pytest.mark.parametrize("own", ["", 'ignore = ["S201"]\n'])
def test_settings_in_both_places_are_refused(tmp_path: Path, own: str) -> None:
    say(own, str(tmp_path / "breakglass.toml"))
    say("[tool.breakglass]\n", str(tmp_path / "pyproject.toml"))
    with pytest.raises(WrongSettingsError, match="keep one of the two"):
        read_settings(tmp_path)


@pytest.mark.usefixtures("records")
def test_findings_lead_to_the_page_of_their_rule() -> None:
    say('pages = "https://a.example/govern/rules/{code}.html"\n')
    [first, _] = json.loads(run("--format", "json").stdout)["findings"]
    assert first["help"] == "https://a.example/govern/rules/S201.html"
    assert "https://a.example/govern/rules/S201.html" in run("--format", "sarif").stdout
    assert "On the site: https://a.example/govern/rules/S201.html" in CliRunner().invoke(explain, ["S201"]).stdout


@pytest.mark.usefixtures("records")
def test_a_baseline_hides_what_was_there_and_nothing_else(records: Path) -> None:
    written = run("--write-baseline", "known.json")
    assert written.exit_code == CLEAN
    assert written.stderr.endswith("nothing to mend; 2 findings known to the baseline.\n")
    assert run().exit_code == FINDINGS
    assert run("--baseline", "known.json").exit_code == CLEAN
    team = records / TEAM
    team.write_text(f"# moved down\n\n{team.read_text('utf-8')}", encoding="utf-8")
    assert run("--baseline", "known.json").exit_code == CLEAN
    team.write_text(team.read_text("utf-8").replace("business: ", "business: nobody-"), encoding="utf-8")
    assert "O102" in codes("--baseline", "known.json")


def test_what_is_gone_from_the_baseline_is_counted(records: Path) -> None:
    run("--write-baseline", "known.json")
    say('baseline = "known.json"\n')
    path = records / PATH
    path.write_text(path.read_text("utf-8").replace("about: TODO", "about: Who is called"), encoding="utf-8")
    assert "The baseline holds 1 finding no longer there: write it anew." in run("--select", "S,O").stderr


@pytest.mark.usefixtures("records")
def test_a_baseline_in_the_settings_is_not_about_other_records(records: Path) -> None:
    run("--write-baseline", "known.json")
    say('baseline = "known.json"\n')
    assert run().exit_code == CLEAN
    records.rename(records.parent / "other")
    records.mkdir()
    assert codes("other") == ["S201", "O102"]


def test_a_record_that_cannot_be_read_is_no_part_of_a_baseline(records: Path) -> None:
    (records / "broken.yaml").write_text("kind: team\nid: [\n", encoding="utf-8")
    result = run("--write-baseline", "known.json", "--format", "concise")
    assert isinstance(result.exception, UnreadableError)
    assert "playbooks/broken.yaml:3:1: error Y101" in result.stdout
    assert "Y101" not in Path("known.json").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--write-baseline", "a.json", "--baseline", "b.json"),
        ("--write-baseline", "a.json", "playbooks/team"),
        ("--baseline", "nowhere.json"),
        ("--baseline", "breakglass.toml"),
    ],
)
@pytest.mark.usefixtures("records")
def test_wrong_use_of_a_baseline_is_told(arguments: tuple[str, ...]) -> None:
    say("")
    result = run(*arguments)
    assert result.exit_code == WRONG_USE
    assert "Error: " in result.stderr
    assert not Path("a.json").exists()


@pytest.mark.parametrize("form", ["gitlab", "sarif", "junit", "github", "json"])
@pytest.mark.usefixtures("records")
def test_programs_are_given_the_report_and_no_word_more(form: str) -> None:
    result = run("--format", form)
    assert result.exit_code == FINDINGS
    assert "S201" in result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("records")
def test_suppressed_findings_are_counted(records: Path) -> None:
    team = records / TEAM
    comment = "# breakglass: ignore[O102] until=2026-12-31 reason=A new team comes\n  technical: nobody"
    team.write_text(team.read_text("utf-8").replace("technical: nobody", comment, 1), encoding="utf-8")
    result = run("--ignore", "S201")
    assert result.exit_code == CLEAN
    assert "; 1 finding suppressed by a comment" in result.stderr
