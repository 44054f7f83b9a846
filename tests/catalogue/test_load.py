"""Loading: what is found in files that do not hold what a record must, and what is known in spite of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.load import Loaded, UnreadableError, load, load_files
from breakglass.records.playbook import Playbook
from breakglass.records.specimen import specimen
from breakglass.records.team import Team

if TYPE_CHECKING:
    from pathlib import Path

TEAM = specimen("team")


def loaded(**files: str) -> Loaded:
    return load_files((f"{name.replace('_', '-')}.yaml", text.encode()) for name, text in files.items())


def place(text: str, part: str) -> tuple[int, int]:
    """The line and column at which `part` first stands in a text, both from 1."""
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def changed(old: str, new: str, kind: str = "team") -> str:
    text = specimen(kind)
    assert old in text
    return text.replace(old, new, 1)


def test_a_record_is_found_by_its_kind_and_id() -> None:
    result = loaded(automation_platform=TEAM)
    assert result.findings == ()
    team = result.catalogue.find(Team, "automation-platform")
    assert team is not None
    assert team.title == "Automation platform"
    assert result.catalogue.find(Team, "nobody") is None


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "told"),
    [
        ("hours: Weekdays", "hour: Weekdays", "S102", "hour: Weekdays", "Did you mean “hours”?"),
        ("status: approved", "status: aproved", "S104", "aproved", "Did you mean “approved”?"),
        ("every: 180d", "every: half a year", "S103", "half a year", "as in 15m, 4h or 180d"),
        ("date: 2026-08-14", "date: 2026-02-30", "S103", "2026-02-30", "is not in the calendar"),
        ("version: 1.0.0", "version: 1.10", "S103", "1.10", "three numbers with dots"),
        ("technical: automation-platform", "technical: Ops Team", "S103", "Ops Team", "For example ops-team."),
        ("hours: Weekdays 08", "hours:\n  - Weekdays 08", "S105", "- Weekdays", "this takes text, not a list"),
        ("title: Automation platform", 'title: ""', "S103", '""', "the text is empty"),
    ],
)
def test_a_fault_is_told_at_its_place_and_with_its_mend(old: str, new: str, code: str, at: str, told: str) -> None:
    text = changed(old, new)
    finding = next(f for f in loaded(automation_platform=text).findings if f.code == code)
    assert (finding.span.line, finding.span.column) == place(text, at)
    assert told in f"{finding.message} {finding.mend}"


def test_an_unknown_key_deep_inside_is_told_with_the_keys_of_that_place() -> None:
    text = changed("        verify: You have its time", "        verfy: You have its time", "playbook")
    findings = loaded(payment_flow_stopped=text).findings
    assert [finding.code for finding in findings] == ["S101", "S102"]
    missing, unknown = findings
    assert "`verify` is missing" in missing.message
    assert (unknown.span.line, unknown.span.column) == place(text, "verfy")
    assert unknown.mend == "Did you mean “verify”?"


def test_every_fault_of_a_file_is_told_in_one_go() -> None:
    text = TEAM.replace("hours: Weekdays", "hour: Weekdays").replace("status: approved", "status: fine")
    assert [f.code for f in loaded(automation_platform=text).findings] == ["S101", "S104", "S102"]


def test_a_kind_that_does_not_exist_is_told_with_the_nearest() -> None:
    [finding] = loaded(x="kind: plabook\nid: x\n").findings
    assert (finding.code, finding.span.line, finding.span.column) == ("S106", 1, 7)
    assert finding.mend == "Did you mean “playbook”?"


def test_a_file_is_named_after_its_record() -> None:
    [finding] = loaded(platform_team=TEAM).findings
    assert (finding.code, finding.span.line, finding.span.column) == ("S107", 2, 5)
    assert "automation-platform.yaml" in finding.mend


def test_of_two_records_with_one_id_the_later_is_told_and_the_first_counts() -> None:
    second = changed("title: Automation platform", "title: Another team")
    result = load_files(
        [("a/automation-platform.yaml", TEAM.encode()), ("b/automation-platform.yaml", second.encode())]
    )
    [finding] = result.findings
    assert (finding.code, finding.span.file, finding.span.line) == ("S108", "b/automation-platform.yaml", 2)
    [(label, first)] = finding.others
    assert (label, first.file) == ("the other one", "a/automation-platform.yaml")
    assert [team.title for team in result.catalogue.all(Team)] == ["Automation platform"]


def test_the_same_id_in_two_kinds_is_fine() -> None:
    process = specimen("process").replace("id: order-to-cash", "id: automation-platform")
    files = [("a/automation-platform.yaml", TEAM.encode()), ("b/automation-platform.yaml", process.encode())]
    assert load_files(files).findings == ()


@pytest.mark.parametrize(
    "bad",
    [
        b"kind: team\nid: [night\n",
        b"\xff\xfe",
        b"",
        b"- a list\n",
        b"kind: team\nid: night\nhours: *always\n",
        b"kind: team\nid: night\n",
        b"kind: [team]\nid: night\n",
        b"kind: team\nid:\n  deep: [1, {2: 3}]\n",
        b"kind: team\nkind: team\n",
        b"kind: team\nid: night\nchannels: {1: 2}\nmembers: 7\nowners: []\n",
    ],
)
def test_one_bad_file_never_hides_the_others(bad: bytes) -> None:
    files = [("night.yaml", bad), ("automation-platform.yaml", TEAM.encode())]
    result = load_files(files)
    assert result.findings
    assert {finding.span.file for finding in result.findings} == {"night.yaml"}
    assert result.catalogue.find(Team, "automation-platform") is not None


def test_a_record_that_could_not_be_read_is_still_known_to_exist() -> None:
    result = loaded(night="kind: team\nid: night\n", day="kind: team\nid: [day\n")
    assert result.catalogue.knows(("team", "night"))
    assert result.catalogue.knows(("team", "day"))
    assert result.catalogue.find(Team, "night") is None
    assert result.catalogue.ids("team") == ["day", "night"]


def test_references_are_found_both_ways() -> None:
    result = loaded(automation_platform=TEAM, payment_flow_stopped=specimen("playbook"))
    playbook, team = ("playbook", "payment-flow-stopped"), ("team", "automation-platform")
    there = [r for r in result.catalogue.outgoing(playbook) if r.target == team]
    assert [r.path for r in there] == [("owners", "technical"), ("workarounds", 0, "owner")]
    assert there == [r for r in result.catalogue.incoming(team) if r.source == playbook]
    assert [p.id for p in result.catalogue.referring(Playbook, team)] == ["payment-flow-stopped"]


def test_targets_outside_the_playbook_are_references() -> None:
    result = loaded(payment_flow_stopped=specimen("playbook"))
    paths = [r.path for r in result.catalogue.references if r.target == ("escalation", "payments")]
    assert paths == [("escalation",), ("phases", "triage", "steps", 0, "otherwise")]


def test_each_reference_stands_where_it_says() -> None:
    text = specimen("playbook")
    result = loaded(payment_flow_stopped=text)
    [entry] = result.catalogue.entries.values()
    lines = text.split("\n")
    for reference in result.catalogue.references:
        span = entry.span(*reference.path)
        written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        assert written.strip("'").endswith(reference.target[1]), reference


def test_a_folder_is_read_with_its_folders_but_not_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("teams/automation-platform.yaml", ".git/night.yaml", "teams/.draft.yaml", "teams/notes.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEAM, encoding="utf-8")
    result = load(tmp_path, tmp_path)
    assert list(result.texts) == ["teams/automation-platform.yaml"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(TEAM, encoding="utf-8")
    records = tmp_path / "records"
    records.mkdir()
    (records / "outside.yaml").symlink_to(outside)
    with pytest.raises(UnreadableError, match="leads out of"):
        load(records, tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(UnreadableError, match="plain files"):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such folder"):
        load(tmp_path / "missing")


def test_a_file_that_cannot_be_opened_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    with pytest.raises(UnreadableError, match=r"gone\.yaml"):
        load(tmp_path)


def test_a_link_to_itself_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    with pytest.raises(UnreadableError, match=r"loop\.yaml"):
        load(tmp_path)


def test_a_link_to_a_folder_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks/teams").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableError, match="link to a folder"):
        load(tmp_path / "playbooks")


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(UnreadableError, match="Permission denied"):
        load(tmp_path)


def test_the_suffix_may_be_written_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "Y.YAML").write_text("garbage: [", encoding="utf-8")
    assert [finding.code for finding in load(tmp_path).findings] == ["Y101"]


@pytest.mark.parametrize("escape", [r"\e[31m", r"\0", r"\u202e", r"\u2066", r"\x85"])
def test_what_a_terminal_may_obey_is_found_behind_an_escape_as_well(escape: str) -> None:
    text = changed("title: Automation platform", f'title: "a{escape}b"')
    found = load_files([("team.yaml", text.encode())]).findings
    assert {finding.code for finding in found} == {"Y111"}


@pytest.mark.parametrize("key", ['"title ": x', '" title": x'])
def test_a_key_with_blanks_around_it_is_found(key: str) -> None:
    text = changed("title: Automation platform", f"title: a\n{key}")
    assert "Y116" in {finding.code for finding in load_files([("team.yaml", text.encode())]).findings}


def test_index_is_no_id() -> None:
    text = changed("id: automation-platform", "id: index")
    assert "name of the page" in load_files([("index.yaml", text.encode())]).findings[0].message
