"""`breakglass change` works out and writes what an edit needs: version, changelog entry, change."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from breakglass.records.change import Change

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue

    from .conftest import House

TEAM = "team/automation-platform.yaml"
KEY = "team/automation-platform"
WORDING = ("Runs the automation platforms", "Looks after the automation platforms")
MEMBER = ("  - tomas-lind\n", "  - tomas-lind\n  - wen-li\n")
OWNER = ("technical: automation-platform", "technical: order-to-cash")
WHY = ("--reason", "Nobody understood the former words", "--risk-why", "Nobody does anything otherwise")
CHANGE = "change/chg-2026-0043.yaml"


def new_change(house: House) -> Change:
    found = catalogue(house).find(Change, "chg-2026-0043")
    assert found is not None
    return found


def catalogue(house: House) -> Catalogue:
    loaded = house.loaded()
    assert loaded.findings == ()
    return loaded.catalogue


def test_a_wording_rises_by_a_patch_and_keeps_comment_and_layout(house: House) -> None:
    before = house.read(TEAM)
    house.edit(TEAM, *WORDING)
    done = house.run("change", "--as", "mara-okafor", *WHY, "--summary", "Says what they do")
    assert done.exit_code == 0, done.output
    entry = """\
  - version: 1.0.1
    date: 2026-11-23
    change: chg-2026-0043
    summary: Says what they do
"""
    expected = before.replace(*WORDING).replace("version: 1.0.0", "version: 1.0.1", 1)
    assert house.read(TEAM) == expected.replace("changelog:\n", f"changelog:\n{entry}")
    change = new_change(house)
    assert (change.change_class, change.author, change.risk.level) == ("standard", "mara-okafor", "low")
    (changed,) = change.records
    assert (changed.record, changed.before, changed.after) == (KEY, "1.0.0", "1.0.1")
    assert changed.digest == catalogue(house).digest(("team", "automation-platform"))
    assert house.codes() == ["G105"]
    said = done.output
    assert "team/automation-platform  1.0.0 → 1.0.1 (patch)" in said
    assert "To be approved by a person as technical owner of team/automation-platform: tomas-lind." in said
    assert "breakglass approve chg-2026-0043" in said


def test_the_difference_decides_bump_and_class_and_says_why(house: House) -> None:
    house.edit(TEAM, *OWNER)
    done = house.run("change", KEY, "--as", "wen-li", *WHY)
    assert done.exit_code == 0, done.output
    change = new_change(house)
    assert (change.change_class, change.records[0].after) == ("normal", "2.0.0")
    assert "1.0.0 → 2.0.0 (major)" in done.output
    assert "Class: normal, since somebody else is responsible." in done.output
    assert "The risk is to be validated by one of mara-okafor, tomas-lind." in done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--bump", "minor"), "a minor version is too little for team/automation-platform, which asks for a major one"),
        (("--class", "standard"), "this is a normal change, since somebody else is responsible"),
        (("--class", "emergency", "--emergency-why", "It burns"), "--emergency-by HANDLE (who let it through)"),
        (("--emergency-why", "It burns"), "add --class emergency"),
        (("team/automation-platfrom",), "Did you mean “team/automation-platform”?"),
        (("change/chg-2026-0042",), "it has no versions and needs no change"),
        (("team/order-to-cash",), "is what it was at the base"),
        (("--as", "Mara Okafor"), "is not a handle"),
        (("--as", "mara-okafer"), "mara-okafer is in no team. Did you mean “mara-okafor”?"),
        (("--incident", "inc-2026-041"), "there is no incident inc-2026-041. Did you mean “inc-2026-014”?"),
        (("--base", "no-such-branch"), "the revision no-such-branch is not here"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    house: House, arguments: tuple[str, ...], told: str
) -> None:
    house.edit(TEAM, *OWNER)
    before = house.state()
    done = house.run("change", "--as", "wen-li", *WHY, *arguments)
    assert done.exit_code != 0
    assert told in " ".join(done.output.split())
    assert house.state() == before


def test_the_changelog_tells_the_gravest_difference(house: House) -> None:
    house.edit(TEAM, *OWNER)
    house.edit(TEAM, "title: Automation platform", "title: Automation platforms")
    done = house.run("change", "--as", "wen-li", *WHY)
    assert done.exit_code == 0, done.output
    told = next(line for line in done.output.splitlines() if "Changelog: " in line)
    assert "technical owner" in told
    assert told.endswith(", and 1 more difference")


def test_an_unchanged_house_needs_no_change(house: House) -> None:
    done = house.run("change", "--as", "wen-li", *WHY)
    assert done.exit_code == 2
    assert "no record in force is another one" in " ".join(done.output.split())


def test_a_reason_is_asked_for(house: House) -> None:
    house.edit(TEAM, *WORDING)
    before = house.state()
    done = house.run("change", "--as", "wen-li")
    assert (done.exit_code, house.state()) == (2, before)
    assert "--reason" in done.output


def test_a_file_with_faults_is_not_passed_over(house: House) -> None:
    house.edit(TEAM, *WORDING)
    house.edit("team/order-to-cash.yaml", "members:", "membres:")
    for names, told in ((), "Mend what breakglass lint finds"), (("team/order-to-cash",), "has faults"):
        done = house.run("change", *names, "--as", "wen-li", *WHY)
        assert done.exit_code == 3
        assert told in " ".join(done.output.split())


def test_a_second_run_changes_nothing_and_needs_no_reason(house: House) -> None:
    house.edit(TEAM, *WORDING)
    house.run("change", "--as", "mara-okafor", *WHY)
    before = house.state()
    done = house.run("change", "--as", "mara-okafor")
    assert done.exit_code == 0, done.output
    assert house.state() == before
    assert "Everything is written already." in done.output


def test_more_edits_bring_the_same_change_up_to_date_and_void_what_was_approved(house: House) -> None:
    house.edit(TEAM, *WORDING)
    house.run("change", "--as", "mara-okafor", *WHY)
    assert house.run("approve", "chg-2026-0043", "--as", "tomas-lind").exit_code == 0
    assert house.codes() == []
    house.edit(TEAM, *OWNER)
    house.edit("role/incident-lead.yaml", "one plan", "one clear plan")
    done = house.run("change", "--as", "mara-okafor")
    assert done.exit_code == 0, done.output
    assert "Void: the approval of tomas-lind was for other content" in done.output
    assert "--summary words it anew" in done.output
    change = new_change(house)
    versions = {str(changed.record): changed.after for changed in change.records}
    assert versions == {KEY: "2.0.0", "role/incident-lead": "1.0.1"}
    assert change.change_class == "normal"
    assert house.read(TEAM).count("change: chg-2026-0043") == 1
    assert not (house.records / "change/chg-2026-0044.yaml").exists()
    assert "G103" in house.codes()
    # A record that is taken back leaves the change again.
    house.edit(TEAM, OWNER[1], OWNER[0])
    done = house.run("change", "--as", "mara-okafor")
    assert done.exit_code == 0, done.output


def test_what_is_taken_back_leaves_the_change(house: House) -> None:
    role = house.read("role/incident-lead.yaml")
    house.edit(TEAM, *WORDING)
    house.edit("role/incident-lead.yaml", "one plan", "one clear plan")
    house.run("change", "--as", "mara-okafor", *WHY)
    assert len(new_change(house).records) == 2
    (house.records / "role/incident-lead.yaml").write_text(role)
    assert house.run("change", "--as", "mara-okafor").exit_code == 0
    assert [str(changed.record) for changed in new_change(house).records] == [KEY]


def test_a_validated_risk_is_void_when_the_content_moves(house: House) -> None:
    house.edit(TEAM, *MEMBER)
    house.run("change", "--as", "priya-nair", *WHY)
    assert house.run("approve", "chg-2026-0043", "--as", "tomas-lind", "--risk").exit_code == 0
    assert new_change(house).risk.validated_by == "tomas-lind"
    assert "validated_by" in house.read(CHANGE)
    house.edit(TEAM, *WORDING)
    done = house.run("change", "--as", "priya-nair")
    assert "tomas-lind had validated the risk of other content" in done.output
    assert new_change(house).risk.validated_by is None


def test_a_change_has_one_author(house: House) -> None:
    house.edit(TEAM, *WORDING)
    house.run("change", "--as", "mara-okafor", *WHY)
    house.edit(TEAM, *MEMBER)
    done = house.run("change", "--as", "tomas-lind")
    assert done.exit_code == 2
    assert "a change has one author" in " ".join(done.output.split())


def test_a_version_that_the_author_raised_further_stays(house: House) -> None:
    house.edit(TEAM, *WORDING)
    house.edit(TEAM, "version: 1.0.0", "version: 1.2.0")
    house.run("change", "--as", "mara-okafor", *WHY)
    assert new_change(house).records[0].after == "1.2.0"
    assert house.codes() == ["G105"]


def test_a_new_record_keeps_its_version_and_its_first_entry(house: House) -> None:
    text = house.read(TEAM).replace("id: automation-platform", "id: night").replace("chg-2026-0042", "chg-none")
    (house.records / "team/night.yaml").write_text(text, encoding="utf-8")
    done = house.run("change", "team/night.yaml", "--as", "mara-okafor", *WHY)
    assert done.exit_code == 2  # a file is named from where one stands
    done = house.run("change", str(house.records / "team/night.yaml"), "--as", "mara-okafor", *WHY)
    assert done.exit_code == 0, done.output
    assert house.read("team/night.yaml") == text.replace("chg-none", "chg-2026-0043")
    (changed,) = new_change(house).records
    assert (changed.before, changed.after) == (None, "1.0.0")
    assert "new, 1.0.0" in done.output


def emergency(**other: str) -> list[str]:
    given = {
        "--emergency-by": "tomas-lind",
        "--emergency-role": "incident-lead",
        "--emergency-why": "The step turned off the wrong flow",
        "--emergency-review-by": "2026-11-28",
    } | {f"--emergency-{key.replace('_', '-')}": value for key, value in other.items()}
    return ["--class", "emergency", *(part for pair in given.items() for part in pair)]


def test_an_emergency_change_says_who_let_it_through(house: House) -> None:
    house.edit(TEAM, *WORDING)
    done = house.run("change", "--as", "mara-okafor", *WHY, *emergency())
    assert done.exit_code == 0, done.output
    found = new_change(house).emergency
    assert found is not None
    assert (found.authorised_by, found.role, str(found.review_by)) == ("tomas-lind", "incident-lead", "2026-11-28")
    assert house.codes() == []  # the approvals may follow
    assert "breakglass approve chg-2026-0043 --as tomas-lind --role incident-lead" in done.output
    # It stays an emergency when more is edited.
    house.edit(TEAM, *MEMBER)
    assert house.run("change", "--as", "mara-okafor").exit_code == 0
    assert new_change(house).change_class == "emergency"
    # Once it is let through, the others are asked.
    house.run("approve", "chg-2026-0043", "--as", "tomas-lind", "--role", "incident-lead")
    told = house.run("change", "--as", "mara-okafor").output
    assert "have it let through" not in told


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"by": "mara-okafor"}, "somebody else lets an emergency change through"),
        ({"by": "priya-nair"}, "does not hold the role incident-lead"),
        ({"role": "incident-leader"}, "there is no role “incident-leader”; the roles are"),
        ({"review_by": "2026-12-24"}, "follow by 2026-11-28 at the latest"),
    ],
)
def test_an_emergency_has_limits(house: House, other: dict[str, str], told: str) -> None:
    house.edit(TEAM, *WORDING)
    done = house.run("change", "--as", "mara-okafor", *WHY, *emergency(**other))
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())


def test_the_handle_may_stand_in_the_environment(house: House) -> None:
    house.edit(TEAM, *WORDING)
    assert "--as" in house.run("change", *WHY).output
    done = house.run("change", *WHY, env={"BREAKGLASS_HANDLE": "mara-okafor"})
    assert done.exit_code == 0, done.output


def test_a_full_disk_leaves_the_house_as_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.edit(TEAM, *WORDING)
    before, calls = house.state(), iter((None, OSError(28, "No space left on device")))

    def full(_: int) -> None:
        if (error := next(calls)) is not None:
            raise error

    monkeypatch.setattr(os, "fsync", full)
    done = house.run("change", "--as", "mara-okafor", *WHY)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (3, "breakglass: No space left on device")
    assert house.state() == before


def git(house: House, *arguments: str) -> str:
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=house.records, check=True, capture_output=True, env=env, text=True)
    return done.stdout.strip()


def test_a_deleted_record_is_brought_back_and_retired(house: House) -> None:
    (house.records / TEAM).rename(house.records / "gone.txt")
    head = git(house, "rev-parse", "HEAD")[:12]
    # Its absence makes no other file unreadable, and it counts whether or not it is named.
    for names in (), (KEY,):
        done = house.run("change", *names, "--as", "wen-li", *WHY)
        assert done.exit_code == 2
        told = " ".join(done.output.split())
        assert f"{KEY} is deleted; bring it back with `git restore --source {head} {house.records / TEAM}`" in told
        assert "set status: retired and say why in retirement:." in told


def test_what_is_merged_here_and_not_at_the_forge_is_history(house: House) -> None:
    git(house, "update-ref", "refs/remotes/origin/main", "HEAD")
    house.edit(TEAM, *WORDING)
    house.run("change", "--as", "mara-okafor", *WHY)
    house.commit()
    merged = house.read(CHANGE)
    git(house, "checkout", "-q", "-b", "work")
    house.edit(TEAM, "about: Looks after", "about: Cares for")
    done = house.run("change", "--as", "mara-okafor", *WHY)
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"Compared with main ({git(house, 'rev-parse', 'HEAD')[:7]})\n")
    assert house.read(CHANGE) == merged
    assert (house.records / "change/chg-2026-0044.yaml").is_file()


def test_an_edit_that_joins_a_change_says_so(house: House) -> None:
    house.edit(TEAM, *WORDING)
    assert "added to" not in house.run("change", "--as", "mara-okafor", *WHY).output
    house.edit("role/incident-lead.yaml", "one plan", "one clear plan")
    done = house.run("change", "--as", "mara-okafor")
    assert "role/incident-lead  1.0.0 → 1.0.1 (patch), added to chg-2026-0043" in done.output
    assert done.output.count("added to") == 1


def test_what_has_no_version_is_named_with_its_digest(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(house.records)
    incident = "incident/inc-2026-014"
    told = ("--as", "mara-okafor", "--reason", "So it is", "--risk-why", "Who signs is another question now")
    done = house.run("change", incident, *told)
    assert done.exit_code == 2
    assert "says of the past what it said at main, and needs no change" in " ".join(done.output.split())
    house.edit(f"{incident}.yaml", "contained: 2026-08-14T15:48Z", "contained: 2026-08-14T15:58Z")
    (house.records / "allowed_signers").write_text("tomas-lind ssh-ed25519 AAAA\n", encoding="utf-8")
    done = house.run("change", f"{incident}.yaml", *told)
    assert done.exit_code == 0, done.output
    assert f"normal change of {incident}, by mara-okafor" in done.output
    change = catalogue(house).find(Change, "chg-2026-0043")
    assert change is not None
    assert [(one.what, one.digest is not None) for one in change.others] == [(incident, True)]
    assert change.records == ()
    # The rest joins it when it is asked for, and what was approved before is void.
    done = house.run("change", *told)
    assert done.exit_code == 0, done.output
    assert f"normal change of allowed_signers and {incident}, by mara-okafor" in done.output
    assert "technical owner (of the policy) of allowed_signers, incident/inc-2026-014" in done.output
    assert house.run("approve", "chg-2026-0043", "--as", "tomas-lind", "--owner", "technical").exit_code == 0
    (house.records / "allowed_signers").write_text("tomas-lind ssh-ed25519 BBBB\n", encoding="utf-8")
    done = house.run("approve", "chg-2026-0043", "--as", "tomas-lind", "--role", "incident-lead")
    assert done.exit_code == 2
    assert "allowed_signers is not what chg-2026-0043 makes of it" in " ".join(done.output.split())
    done = house.run("change", *told, "--class", "standard")
    assert "this is a normal change, since allowed_signers has no other class" in " ".join(done.output.split())
