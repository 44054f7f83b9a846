"""`breakglass review` in real git repositories: whole stories from an edit to a verdict."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.load import load
from breakglass.governance.beside import digest_of_file
from breakglass.records.specimen import specimen

from .house import House, Reviewed, house, review, without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ESCALATION, PLAYBOOK, MODULE = "escalation/payments", "playbook/payment-flow-stopped", "module/replay-missed-runs"
TEAM, LEAD = "team/automation-platform", "role/incident-lead"
READY, WAITING, REFUSED = "ready", "waiting", "refused"


@pytest.fixture(scope="module")
def new_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return house(tmp_path_factory.mktemp("house")).folder


@pytest.fixture
def built(new_house: Path, tmp_path: Path) -> House:
    shutil.copytree(new_house, tmp_path, dirs_exist_ok=True, symlinks=True)
    return House(tmp_path)


@pytest.fixture
def play(built: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reviewed]:
    def run(*more: str, form: str = "json") -> Reviewed:
        return review(built, capsys, monkeypatch, *more, form=form)

    return run


def test_nothing_changed(play: Callable[..., Reviewed]) -> None:
    done = play()
    assert (done.exit_code, done.verdict, done.report["records"]) == (0, READY, [])


def test_layout_and_comments_are_no_change(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(PLAYBOOK, "purpose:", "# why it is there\npurpose:")
    assert play().report["records"] == []


def test_wording_only(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(PLAYBOOK, "purpose: Charging again", "purpose: Charging works again")
    built.raise_to(PLAYBOOK, "1.0.1")
    built.bring(PLAYBOOK, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    built.commit()
    done = play()
    assert (done.exit_code, done.verdict) == (0, READY)
    record = done.record(PLAYBOOK)
    assert (record["bump"], record["done"], record["change_class"]) == ("patch", "patch", "standard")
    assert (record["version_before"], record["version_after"]) == ("1.0.0", "1.0.1")
    assert done.asked == {"the technical owner automation-platform": True}
    assert len(done.sentences(PLAYBOOK)) == 1
    assert "Charging works again" in done.sentences(PLAYBOOK)[0]


def test_owner_changed(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "technical: automation-platform", "technical: platform-security")
    built.raise_to(ESCALATION, "2.0.0")
    built.bring(ESCALATION)
    built.approve_normal()
    done = play()
    assert (done.exit_code, done.verdict, done.blocking) == (1, WAITING, ["G203"])
    assert done.asked == {
        "the technical owner automation-platform (so far)": True,
        "the technical owner platform-security (from now on)": False,
        "the business owner order-to-cash": True,
    }
    assert done.record(ESCALATION)["bump"] == "major"
    assert done.sentences(ESCALATION) == [
        "The technical owner is now “platform-security” instead of “automation-platform”."
    ]
    assert "eva-novak, omar-haddad" in str(done.report["new"])
    built.approve("omar-haddad", owner="technical")
    assert play().verdict == READY


def test_escalation_slowed_down(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    built.raise_to(ESCALATION, "1.0.1")
    built.bring(ESCALATION, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    done = play()
    assert (done.exit_code, done.verdict, done.blocking) == (1, REFUSED, ["G201", "G202"])
    assert done.sentences(ESCALATION) == [
        "Specialist “team/platform-security” is now brought in within 45 min instead of 15 min."
    ]
    record = done.record(ESCALATION)
    assert (record["bump"], record["done"], record["change_class"]) == ("minor", "patch", "normal")
    assert record["reasons"] == ["a limit moves"]
    assert "from 1.0.0 to 1.0.1" in done.messages
    assert [one["record"] for one in record["reaches"]] == [PLAYBOOK]


def test_step_removed(built: House, play: Callable[..., Reviewed]) -> None:
    text = built.path(MODULE).read_text("utf-8")
    start, end = text.index("  - id: pause"), text.index("rollback:")
    built.write(MODULE, f"{text[:end]}{text[start:end].replace('id: pause', 'id: pause-again')}{text[end:]}")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(MODULE, text[start:end], "")
    built.raise_to(MODULE, "1.1.0")
    built.bring(MODULE)
    built.approve_normal()
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G201"])
    assert done.sentences(MODULE) == ["Step “pause” is gone: Turn the charging flow off."]
    assert done.record(MODULE)["bump"] == "major"


def test_module_changed_under_five_playbooks(built: House, play: Callable[..., Reviewed]) -> None:
    for number in range(4):
        built.write(f"playbook/copy-{number}", without(specimen("playbook"), "id") + f"id: copy-{number}\n")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(MODULE, "within: 5m", "within: 10m")
    built.raise_to(MODULE, "1.1.0")
    built.bring(MODULE)
    built.approve_normal()
    done = play()
    assert (done.exit_code, done.verdict) == (0, READY)
    assert len(done.record(MODULE)["reaches"]) == 5
    assert all(one["severity"] for one in done.record(MODULE)["reaches"])
    to_confirm = {one["record"]: one["since"] for one in done.report["reviews_to_confirm"]}
    assert MODULE in to_confirm[PLAYBOOK]


def test_file_renamed_and_edited(built: House, play: Callable[..., Reviewed]) -> None:
    (built.folder / "playbooks" / "by-team").mkdir()
    built.git("mv", "playbooks/escalation/payments.yaml", "playbooks/by-team/payments.yaml")
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.raise_to(ESCALATION, "1.0.1")
    built.bring(ESCALATION, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    built.commit()
    done = play()
    assert (done.exit_code, done.verdict) == (0, READY)
    record = done.record(ESCALATION)
    assert record["moved_from"] == "playbooks/escalation/payments.yaml"
    assert record["spot"]["file"] == "playbooks/by-team/payments.yaml"
    assert len(done.report["records"]) == 1
    assert len(record["sentences"]) == 1


def test_approval_given_then_content_changed(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION)
    built.approve_normal()
    assert play().verdict == READY
    built.edit(ESCALATION, "within: 20m", "within: 90m")
    built.bring(ESCALATION)
    done = play()
    assert (done.exit_code, done.verdict) == (1, REFUSED)
    assert done.blocking == ["G103", "G203"]
    assert not any(done.asked.values())


def test_content_changed_and_the_change_not_told(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION)
    built.approve_normal()
    built.edit(ESCALATION, "within: 20m", "within: 90m")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G102"])


def test_what_was_edited_in_silence_is_brought_by_a_change_before_it_is_reviewed(
    built: House, play: Callable[..., Reviewed]
) -> None:
    built.edit(TEAM, "about: ", "about: Now ")
    done = play()
    mends = {fault["code"]: fault["mend"] for fault in done.report["new"]}
    assert mends.keys() == {"G102", "G201", "V107"}
    assert all("breakglass change" in mend for mend in mends.values())
    assert not any("breakglass reviewed" in mend for mend in mends.values())


def test_review_that_only_moves_a_date(built: House, play: Callable[..., Reviewed]) -> None:
    old = built.path("review/2026-09-02-team-automation-platform")
    text = old.read_text("utf-8").replace("date: 2026-09-02", "date: 2026-11-20")
    built.write("review/again", text.replace("id: 2026-09-02-team-automation-platform", "id: again"))
    done = play()
    assert (done.exit_code, done.verdict, done.blocking) == (1, REFUSED, ["G208"])
    assert "only the date is new" in done.messages


def test_review_whose_date_is_moved_in_place(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit("review/2026-09-02-team-automation-platform", "date: 2026-09-02", "date: 2026-11-20")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G207"])


def test_review_whose_digest_fits_nothing(built: House, play: Callable[..., Reviewed]) -> None:
    text = without(specimen("review"), "id", "date", "digest", "checked", "rests_on")
    text += f"id: again\ndate: 2026-11-20\ndigest: sha256:{'1' * 64}\n"
    text += "checked: [{what: contacts, result: holds, evidence: Rang the pager twice and it answered}]\n"
    built.write("review/again", text)
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["V107"])


def test_role_changed_that_reviews_had_attested(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(LEAD, "longest: 4h", "longest: 6h")
    built.raise_to(LEAD, "1.1.0")
    built.bring(LEAD)
    built.approve_normal()
    built.commit()
    done = play()
    assert (done.exit_code, done.verdict) == (0, READY)
    to_confirm = {one["record"] for one in done.report["reviews_to_confirm"]}
    assert {LEAD, PLAYBOOK} <= to_confirm
    assert len(to_confirm) >= 3


def test_author_approves_own_change(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.raise_to(ESCALATION, "1.0.1")
    built.bring(ESCALATION, change_class="standard")
    built.approve("mara-okafor", owner="technical")
    done = play()
    assert (done.exit_code, done.verdict, done.blocking) == (1, REFUSED, ["G104", "G203"])


def test_committer_approves_under_another_author(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.raise_to(ESCALATION, "1.0.1")
    built.bring(ESCALATION, change_class="standard")
    built.commit(who="Tomas Lind")
    built.approve("tomas-lind", owner="technical")
    built.commit(who="Tomas Lind")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G203", "G204"])


def test_who_commits_only_the_approval_may_give_it(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.raise_to(ESCALATION, "1.0.1")
    built.bring(ESCALATION, change_class="standard")
    built.commit(who="Mara Okafor")
    built.approve("tomas-lind", owner="technical")
    built.commit(who="Tomas Lind")
    assert play().verdict == READY


def test_policy_relaxed_in_the_same_request(built: House, play: Callable[..., Reviewed]) -> None:
    policy = "policy/change-control"
    built.edit(policy, "    approvers: [{owner: technical}, {owner: business}]", "    approvers: [{owner: technical}]")
    built.raise_to(policy, "2.0.0")
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(policy, ESCALATION)
    built.approve("tomas-lind", owner="technical")
    done = play()
    assert (done.verdict, done.blocking) == (WAITING, ["G203"])
    assert done.asked == {
        "the technical owner automation-platform": True,
        "the business owner order-to-cash": False,
    }


def test_who_joins_the_team_in_the_request_cannot_approve_it(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(TEAM, "  - tomas-lind\n", "  - tomas-lind\n  - new-friend\n")
    built.raise_to(TEAM, "1.1.0")
    built.bring(TEAM)
    built.approve("new-friend", owner="technical")
    built.approve("wen-li", owner="business")
    done = play()
    assert (done.verdict, done.blocking) == (WAITING, ["G203"])
    assert not done.asked["the technical owner automation-platform"]


@pytest.mark.parametrize(
    ("more", "verdict", "codes"),
    [
        ("", REFUSED, ["G106"]),
        ("authorised_by: tomas-lind, review_by: 2026-11-25", READY, []),
        ("authorised_by: tomas-lind, review_by: 2027-03-01", REFUSED, ["G106", "G205"]),
        ("authorised_by: wen-li, review_by: 2026-11-25", REFUSED, ["G205"]),
        ("authorised_by: mara-okafor, review_by: 2026-11-25", REFUSED, ["G106", "G203"]),
    ],
)
def test_emergency_with_and_without_what_it_needs(
    built: House, play: Callable[..., Reviewed], more: str, verdict: str, codes: list[str]
) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 5m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION, change_class="emergency", more=_emergency(more))
    if more:
        done = play()
        assert "G203" in done.blocking, "the one who lets it through has to say so"
        if done.verdict == WAITING:
            assert "Waits for the word of whoever lets the emergency through." in play(form="text").output
    built.approve("wen-li" if "wen-li" in more else "tomas-lind", role="incident-lead")
    done = play()
    assert (done.verdict, done.blocking) == (verdict, codes)
    assert done.exit_code == (0 if verdict == READY else 1)
    if verdict == READY:
        assert done.report["changes"][0]["follow_by"] == "2026-11-25"


def _emergency(more: str) -> str:
    return f"emergency: {{role: incident-lead, why: The written step did harm, {more}}}\n" if more else ""


def test_two_approvers_on_two_branches_merge_without_conflict(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION)
    built.commit()
    built.git("checkout", "-q", "-b", "tomas")
    built.approve("tomas-lind", owner="technical")
    built.commit(who="Tomas Lind")
    built.git("checkout", "-q", "-b", "wen", "work")
    built.approve("wen-li", owner="business")
    built.commit(who="Wen Li")
    built.git("checkout", "-q", "work")
    built.git("merge", "-q", "--no-edit", "tomas")
    built.git("merge", "-q", "--no-edit", "wen")
    done = play()
    assert (done.verdict, all(done.asked.values())) == (READY, True)


def test_a_squash_merge_keeps_approvals_valid(built: House, play: Callable[..., Reviewed]) -> None:
    test_two_approvers_on_two_branches_merge_without_conflict(built, play)
    built.git("checkout", "-q", "main")
    built.git("merge", "-q", "--squash", "work")
    before = built.git("rev-parse", "HEAD")
    built.commit(who="The Forge")
    done = play("--base", before)
    assert (done.verdict, done.blocking) == (READY, [])
    assert all(done.asked.values())
    assert play("--base", "HEAD").report["records"] == []


def test_record_deleted_though_live_ones_depend_on_it(built: House, play: Callable[..., Reviewed]) -> None:
    built.path(MODULE).unlink()
    built.commit()
    done = play()
    assert (done.exit_code, done.verdict) == (1, REFUSED)
    assert {"G206", "R101"} <= set(done.blocking)
    assert done.record(MODULE)["what"] == "removed"
    assert done.sentences(MODULE)[0].startswith("The record is gone; retire it instead")


def test_an_objection_waits_for_whoever_the_policy_names(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION)
    built.approve_normal()
    built.approve("ines-costa", owner="business", more="decision: objects\nnote: Finance is not staffed for that\n")
    done = play()
    assert (done.verdict, done.blocking) == (WAITING, ["G210"])
    assert done.report["changes"][0]["objections"] == ["ines-costa: Finance is not staffed for that"]
    assert "The role incident-lead decides" in done.report["changes"][0]["settle"]
    built.approve("tomas-lind", owner="technical", role="incident-lead")
    assert play().verdict == READY


def test_a_new_record_without_a_change_says_who_will_be_asked(built: House, play: Callable[..., Reviewed]) -> None:
    text = without(specimen("team"), "id", "changelog")
    built.write("team/night", f"{text}id: night\nchangelog: [{{version: 1.0.0, date: 2026-11-20, summary: First}}]\n")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G101", "V101"])
    assert done.record("team/night")["asks"] == [
        "the technical owner automation-platform",
        "the business owner order-to-cash",
    ]


def test_drafts_need_nobody(built: House, play: Callable[..., Reviewed]) -> None:
    text = without(specimen("team"), "id", "status", "version", "changelog")
    text += "id: night\nversion: 0.1.0\nstatus: draft\n"
    built.write("team/night", f"{text}changelog: [{{version: 0.1.0, date: 2026-11-20, summary: First}}]\n")
    done = play()
    assert (done.exit_code, done.verdict, done.asked) == (0, READY, {})


def test_an_old_fault_elsewhere_is_a_warning_and_on_a_touched_record_blocks(
    built: House, play: Callable[..., Reviewed]
) -> None:
    built.edit(LEAD, "every: 180d", "every: 30d")
    built.raise_to(LEAD, "1.1.0", change="chg-0")
    built.bring(LEAD, change="chg-0")
    built.approve_normal(change="chg-0")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.raise_to(ESCALATION, "1.0.1")
    built.bring(ESCALATION, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    done = play()
    assert (done.verdict, done.blocking) == (READY, [])
    assert "V102" in [f["code"] for f in done.report["remaining"]]
    built.edit(LEAD, "note: ", "note: Really, ")
    built.raise_to(LEAD, "1.1.1")
    built.bring(ESCALATION, LEAD, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["V102"])


def test_what_was_mended_is_told(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(PLAYBOOK, "- payment-run-gap\n", "- payment-run-gap\n  - no-such-signal\n")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(PLAYBOOK, "  - no-such-signal\n", "")
    assert "R101" in [f["code"] for f in play().report["fixed"]]


# When it cannot be done


def test_a_base_that_is_not_there(play: Callable[..., Reviewed]) -> None:
    done = play("--base", "origin/main")
    assert (done.exit_code, done.output) == (3, "")
    assert "git fetch origin main" in done.error


def test_a_record_that_cannot_be_read_is_never_nothing_to_review(built: House, play: Callable[..., Reviewed]) -> None:
    built.path(PLAYBOOK).write_text("kind: playbook\nid: [", "utf-8")
    done = play()
    assert done.exit_code == 3
    assert "payment-flow-stopped.yaml" in done.error
    assert "cannot be read" in done.error


def test_a_judge_of_the_base_that_cannot_be_read(built: House, play: Callable[..., Reviewed]) -> None:
    policy = built.path("policy/change-control").read_text("utf-8")
    built.write("policy/change-control", policy.replace("own_change: false", "own_change: perhaps"))
    built.commit()
    built.git("branch", "-f", "main")
    built.write("policy/change-control", policy)
    done = play()
    assert done.exit_code == 3
    assert "change-control.yaml" in done.error


def test_two_commits_are_compared_without_the_working_tree(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    head = built.commit()
    built.edit(ESCALATION, "within: 20m", "within: 15m")
    done = play("--head", head)
    assert done.sentences(ESCALATION) == [
        "Specialist “team/platform-security” is now brought in within 20 min instead of 15 min."
    ]
    assert done.report["head"] == head
    assert play().report["records"] == []


def test_outside_of_git(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "playbooks").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = review(House(tmp_path), capsys, monkeypatch)
    assert done.exit_code == 3
    assert "Traceback" not in done.error


# What the base says, holds


def test_a_request_cannot_ignore_the_rule_that_it_breaks(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    (built.folder / "breakglass.toml").write_text('ignore = ["G"]\n', "utf-8")
    assert play().verdict == REFUSED
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(ESCALATION, "within: 45m", "within: 46m")
    assert "G102" not in play().blocking


def test_a_request_cannot_look_elsewhere(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    (built.folder / "empty").mkdir()
    (built.folder / "breakglass.toml").write_text('records = "empty"\n', "utf-8")
    assert play().verdict == REFUSED


def test_a_comment_that_sets_a_rule_aside_is_told(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "about:", "# breakglass: ignore[E102] until=2026-12-01 reason=New rota\nabout:")
    (note,) = play().report["notes"]
    assert note.startswith("A comment sets aside E102 until 2026-12-01: New rota (playbooks/escalation/payments.yaml:")


# For the forges


def test_annotations_name_changed_lines_first_and_stay_within_the_limits(
    built: House, play: Callable[..., Reviewed]
) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    built.edit(ESCALATION, "call: team/platform-security", "call: team/nobody-at-all")
    lines = play(form="github").output.splitlines()
    assert lines[0].startswith("::error file=playbooks/escalation/payments.yaml,line=")
    assert any(line.startswith("::notice") and "nobody-at-all" in line for line in lines)
    for level in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{level} ") for line in lines) <= 11


def test_a_code_quality_report_is_written_beside_the_text(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    done = play("--write", "gitlab=out/quality.json", "--write", "markdown=out/review.md", form="text")
    assert done.output.startswith("To be mended first")
    found = json.loads((built.folder / "out/quality.json").read_text("utf-8"))
    assert {one["check_name"] for one in found} >= {"G102"}
    assert (built.folder / "out/review.md").read_text("utf-8").startswith("<!-- breakglass review -->")
    assert not list(built.folder.glob("out/*.part"))


# Ways round the gate


def test_a_policy_that_goes_out_of_force_takes_nothing_along(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit("policy/change-control", "status: approved", "status: draft")
    built.raise_to("policy/change-control", "2.0.0")
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    assert set(play().blocking) >= {"G211"}
    assert play().verdict == REFUSED


def test_what_was_in_force_cannot_become_a_draft_by_itself(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit("rubric/severity", "status: approved", "status: draft")
    built.raise_to("rubric/severity", "2.0.0")
    done = play()
    assert (done.verdict, "G211" in done.blocking) == (REFUSED, True)


def test_a_change_that_was_merged_before_its_records_is_judged_when_they_come(
    built: House, play: Callable[..., Reviewed]
) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 45m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    later = built.path(ESCALATION).read_text("utf-8")
    built.git("checkout", "main", "--", str(built.path(ESCALATION)))
    built.commit()
    built.git("branch", "-f", "main")
    built.write(ESCALATION, later)
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G202"])


def test_a_branch_from_before_the_gate_moved_is_not_judged(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.commit()
    built.git("checkout", "-q", "main")
    built.edit(TEAM, "  - tomas-lind\n", "")
    built.commit()
    built.git("checkout", "-q", "work")
    done = play()
    assert (done.exit_code, done.output) == (3, "")
    assert "automation-platform.yaml" in done.error
    assert "merge it into this first" in done.error


def _edited_by_tomas(built: House) -> None:
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.raise_to(ESCALATION, "1.0.1")


def _approved_by_tomas(built: House) -> None:
    built.bring(ESCALATION, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    built.commit()


def test_moving_a_file_hides_nobody_who_wrote_it(built: House, play: Callable[..., Reviewed]) -> None:
    _edited_by_tomas(built)
    built.commit(who="Tomas Lind")
    (built.folder / "playbooks/moved").mkdir()
    built.git("mv", "playbooks/escalation/payments.yaml", "playbooks/moved/payments.yaml")
    built.commit()
    _approved_by_tomas(built)
    assert play().blocking == ["G203", "G204"]


def test_a_merge_hides_nobody_who_wrote_in_it(built: House, play: Callable[..., Reviewed]) -> None:
    built.git("checkout", "-q", "-b", "side")
    built.write("team/night", without(specimen("team"), "id", "status") + "id: night\nstatus: draft\n")
    built.commit()
    built.git("checkout", "-q", "work")
    (built.folder / "note.txt").write_text("x", "utf-8")
    built.commit()
    built.git("merge", "-q", "--no-ff", "--no-commit", "side")
    _edited_by_tomas(built)
    built.commit(who="Tomas Lind")
    _approved_by_tomas(built)
    assert {"G203", "G204"} <= set(play().blocking)


def test_no_name_of_a_file_or_person_confuses_who_wrote_what(built: House, play: Callable[..., Reviewed]) -> None:
    _edited_by_tomas(built)
    built.commit(who="Tomas Lind")
    (built.folder / "playbooks" / "a\x01b\n.txt").write_text("x", "utf-8")
    built.git("add", "-A")
    built.git("commit", "-m", "x\n\nCo-authored-by: Jo\x01ker <a@b>")
    _approved_by_tomas(built)
    assert play().blocking == ["G203", "G204"]


def test_who_approves_for_a_new_team_is_not_for_the_request_to_say(built: House, play: Callable[..., Reviewed]) -> None:
    head = "id: ghosts\nowners: {technical: ghosts, business: ghosts}\nmembers: [ghost-one, ghost-two]\n"
    entry = "changelog: [{version: 1.0.0, date: 2026-11-20, change: chg-1, summary: First}]\n"
    built.write("team/ghosts", without(specimen("team"), "id", "owners", "members", "changelog") + head + entry)
    built.bring("team/ghosts", author="ghost-one")
    built.approve("ghost-two", owner="technical")
    done = play()
    assert "G203" in done.blocking
    assert done.asked["the technical owner of the policy, since ghosts is new"] is False


def test_an_incident_is_never_deleted(built: House, play: Callable[..., Reviewed]) -> None:
    built.path("incident/inc-2026-014").unlink()
    assert "G207" in play().blocking


def test_nothing_in_a_record_speaks_to_the_runner(built: House, play: Callable[..., Reviewed]) -> None:
    built.path(PLAYBOOK).write_text('kind: "team\\n::error::pwned"\nid: payment-flow-stopped\n', "utf-8")
    done = play()
    assert done.exit_code == 3
    assert not any(line.startswith("::") for line in done.error.splitlines())


# Two pairs of eyes


def test_one_person_cannot_approve_for_both_owners(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit("team/order-to-cash", "members: [wen-li, ines-costa]", "members: [wen-li, tomas-lind]")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION)
    built.approve("tomas-lind", owner="technical")
    built.path("approval/chg-1-tomas-lind").rename(built.folder / "playbooks/approval/first.yaml")
    built.edit("approval/first", "id: chg-1-tomas-lind", "id: first")
    built.approve("tomas-lind", owner="business")
    done = play()
    assert (done.verdict, done.blocking) == (WAITING, ["G203"])
    assert sorted(done.asked.values()) == [False, True]
    built.approve("wen-li", owner="business")
    assert play().verdict == READY


def test_a_policy_may_let_one_person_fill_two_places(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit("policy/change-control", "separate_duties: true", "separate_duties: false")
    built.edit(
        "policy/change-control",
        "[{owner: technical}, {owner: business}]",
        "[{owner: technical}, {role: incident-lead}]",
    )
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION)
    built.approve("tomas-lind", owner="technical", role="incident-lead")
    assert all(play().asked.values())


def test_a_committer_is_known_under_another_spelling(built: House, play: Callable[..., Reviewed]) -> None:
    _edited_by_tomas(built)
    built.commit(who="Lind, Tomas")
    _approved_by_tomas(built)
    assert play().blocking == ["G203", "G204"]


def test_a_committer_who_may_be_the_approver_is_told_and_refuses_nobody(
    built: House, play: Callable[..., Reviewed]
) -> None:
    _edited_by_tomas(built)
    built.commit(who="T. E. Lind")
    _approved_by_tomas(built)
    done = play()
    assert done.verdict == READY
    assert any(note.startswith("tomas-lind approves chg-1, and somebody whose name") for note in done.report["notes"])


def test_who_validates_the_risk_in_the_file_of_the_change_may_also_approve(
    built: House, play: Callable[..., Reviewed]
) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION, validated_by=None)
    built.commit()
    built.bring(ESCALATION, validated_by="tomas-lind")
    built.approve_normal()
    built.commit(who="Tomas Lind")
    assert play().verdict == READY


def test_a_change_that_lists_a_record_twice(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit(ESCALATION, "within: 15m", "within: 20m")
    built.raise_to(ESCALATION, "1.1.0")
    built.bring(ESCALATION, ESCALATION)
    built.approve_normal()
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G115"])


# What people put their name to


@pytest.mark.parametrize("said", ["Looks good to me", "Read everything on 20 November and found no issues"])
def test_a_review_that_says_nothing(built: House, play: Callable[..., Reviewed], said: str) -> None:
    built.write("review/again", _attested(built, said))
    assert play().blocking == ["V106"]
    built.write("review/again", _attested(built, "Rang the new pager; the second in line answered"))
    assert play().verdict == READY


def test_a_review_that_rests_on_what_it_never_saw(built: House, play: Callable[..., Reviewed]) -> None:
    text = _attested(built, "Rang the new pager; the second in line answered")
    assert '"team/order-to-cash": "1.0.0"' in text
    built.write("review/again", text.replace('"team/order-to-cash": "1.0.0"', '"team/order-to-cash": "0.4.0"'))
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["V112"])


def _attested(built: House, said: str) -> str:
    text = built.path("review/2026-09-02-team-automation-platform").read_text("utf-8")
    text = text.replace("id: 2026-09-02-team-automation-platform", "id: again").replace(
        "date: 2026-09-02", "date: 2026-11-20"
    )
    return without(text, "checked") + f"checked: [{{what: contacts, result: holds, evidence: '{said}'}}]\n"


# One emergency after the other


def _first_emergency(built: House, review_by: str) -> None:
    """An emergency that was let through and merged, and has none of the approvals that follow."""
    built.edit("policy/change-control", "approvers: [{role: incident-lead}]", f"approvers: [{_EVERYBODY}]")
    built.edit(ESCALATION, "within: 15m", "within: 5m")
    built.raise_to(ESCALATION, "1.1.0", change="chg-0")
    built.bring(ESCALATION, change="chg-0", change_class="emergency", more=_let_through(review_by))
    built.edit("change/chg-0", "date: 2026-11-20", "date: 2026-11-10")
    built.approve("tomas-lind", role="incident-lead", change="chg-0")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit(ESCALATION, "within: 5m", "within: 3m")
    built.raise_to(ESCALATION, "1.2.0")


_EVERYBODY = "{role: incident-lead}, {owner: business}"


def _let_through(review_by: str) -> str:
    return _emergency(f"authorised_by: tomas-lind, review_by: {review_by}")


def test_an_emergency_does_not_follow_one_whose_approvals_never_came(
    built: House, play: Callable[..., Reviewed]
) -> None:
    _first_emergency(built, "2026-11-15")
    built.bring(ESCALATION, change_class="emergency", more=_let_through("2026-11-25"))
    built.approve("tomas-lind", role="incident-lead")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G213"])
    assert "chg-0 took effect as an emergency, its approvals have not come by 2026-11-15" in done.messages
    built.path("approval/chg-1-tomas-lind").unlink()
    built.bring(ESCALATION)
    built.approve_normal()
    assert play().verdict == READY


def test_a_second_emergency_of_the_same_hours_keeps_to_the_day_of_the_first(
    built: House, play: Callable[..., Reviewed]
) -> None:
    _first_emergency(built, "2026-11-24")
    for day, verdict, codes in (("2026-11-25", REFUSED, ["G213"]), ("2026-11-24", READY, [])):
        built.bring(ESCALATION, change_class="emergency", more=_let_through(day))
        built.approve("tomas-lind", role="incident-lead")
        done = play()
        assert (done.verdict, done.blocking) == (verdict, codes)


def test_wording_on_top_of_an_emergency_does_not_make_it_good(built: House, play: Callable[..., Reviewed]) -> None:
    _first_emergency(built, "2026-11-24")
    built.edit(ESCALATION, "within: 3m", "within: 5m")
    built.edit(ESCALATION, "version: 1.2.0", "version: 1.1.1")
    built.edit(ESCALATION, "{version: 1.2.0", "{version: 1.1.1")
    built.edit(ESCALATION, "about: For everything", "about: For all")
    built.bring(ESCALATION, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G213"])


# What happened, and what judges


INCIDENT = "incident/inc-2026-014"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: sev1", "severity: sev2"),
        ("contained: 2026-08-14T15:48Z", "contained: 2026-08-14T15:28Z"),
        ("  - lesson: A flow can be", "  - lesson: Nothing was learnt. A flow can be"),
        ("      seen: The next drill needed 6 min in place of 40", "      seen: All is well with the next drill"),
        ("  gaps:\n    - The hold", "  gaps:\n    - Nobody minded that the hold"),
        ("audience: internal", "audience: public"),
    ],
)
def test_an_incident_says_of_the_past_what_it_said(
    built: House, play: Callable[..., Reviewed], old: str, new: str
) -> None:
    built.edit(INCIDENT, old, new)
    assert "G207" in play().blocking


def test_an_incident_gains_lessons_actions_and_an_end_of_them(built: House, play: Callable[..., Reviewed]) -> None:
    done = "    status: done\n    closed: 2026-09-02\n"
    text = built.path(INCIDENT).read_text("utf-8")
    start, end = text.index("    proof:\n"), text.index("audit:")
    built.write(INCIDENT, (text[:start] + text[end:]).replace(done, "    status: doing\n"))
    built.commit()
    built.git("branch", "-f", "main")
    built.write(INCIDENT, text)
    built.edit(INCIDENT, "lessons:\n", "lessons:\n  - lesson: Ask the vendor for the state of the licence first\n")
    built.edit(INCIDENT, "factors:\n", "factors:\n  - The licence was paid by another department.\n")
    done_now = play()
    assert (done_now.verdict, done_now.blocking) == (READY, [])


def test_a_correction_of_an_incident_is_approved_by_the_owners_of_the_policy(
    built: House, play: Callable[..., Reviewed]
) -> None:
    built.edit(INCIDENT, "contained: 2026-08-14T15:48Z", "contained: 2026-08-14T15:58Z")
    catalogue = load(built.folder / "playbooks").catalogue
    digest = catalogue.digest(("incident", "inc-2026-014"))
    built.bring(more=f"others: [{{what: {INCIDENT}, digest: '{digest}'}}]\n")
    done = play()
    assert (done.verdict, done.blocking) == (WAITING, ["G203"])
    assert set(done.asked) == {"the technical owner of the policy", "the business owner of the policy"}
    built.approve_normal()
    assert play().verdict == READY
    built.edit(INCIDENT, "2026-08-14T15:58Z", "2026-08-14T15:59Z")
    assert "G207" in play().blocking


def test_a_run_of_a_drill_is_not_told_otherwise_by_a_standard_change(
    built: House, play: Callable[..., Reviewed]
) -> None:
    drill = "drill/friday-without-charges"
    built.edit(drill, "      time-to-contain: 22m", "      time-to-contain: 12m")
    built.raise_to(drill, "1.0.1")
    built.bring(drill, change_class="standard")
    built.approve("tomas-lind", owner="technical")
    assert play().blocking == ["G207"]
    built.bring(drill)
    built.approve_normal()
    assert play().verdict == READY


def test_a_waiver_is_granted_anew_and_not_rewritten(built: House, play: Callable[..., Reviewed]) -> None:
    waiver = without(specimen("waiver"), "id", "rule", "granted", "until") + "id: quiet\nrule: O103\n"
    built.write("waiver/quiet", f"{waiver}granted: 2026-11-01\nuntil: 2026-12-30\n")
    built.commit()
    built.git("branch", "-f", "main")
    built.edit("waiver/quiet", "until: 2026-12-30", "until: 2026-12-01")
    assert "G207" not in play().blocking
    built.edit("waiver/quiet", "until: 2026-12-01", "until: 2027-01-15")
    assert "G207" in play().blocking


SETTINGS = 'ignore = ["G1"]\n'


def test_settings_are_approved_by_the_owners_of_the_policy(built: House, play: Callable[..., Reviewed]) -> None:
    (built.folder / "breakglass.toml").write_text(SETTINGS, "utf-8")
    done = play()
    assert (done.verdict, done.blocking) == (REFUSED, ["G214"])
    digest = digest_of_file("breakglass.toml", SETTINGS.encode())
    built.bring(more=f"others: [{{what: breakglass.toml, digest: '{digest}'}}]\n", change_class="standard")
    assert "G202" in play().blocking
    built.bring(more=f"others: [{{what: breakglass.toml, digest: '{digest}'}}]\n")
    assert play().blocking == ["G203"]
    built.approve_normal()
    assert play().verdict == READY
    (built.folder / "breakglass.toml").write_text('ignore = ["G"]\n', "utf-8")
    assert "G214" in play().blocking


def test_one_emergency_of_the_settings_after_the_other(built: House, play: Callable[..., Reviewed]) -> None:
    built.edit("policy/change-control", "approvers: [{role: incident-lead}]", f"approvers: [{_EVERYBODY}]")
    for number, text in enumerate((SETTINGS, 'ignore = ["G"]\n')):
        built.commit()
        built.git("branch", "-f", "main")
        (built.folder / "breakglass.toml").write_text(text, "utf-8")
        digest = digest_of_file("breakglass.toml", text.encode())
        others = f"others: [{{what: breakglass.toml, digest: '{digest}'}}]\n"
        more = others + _let_through(f"2026-11-{24 + number}")
        built.bring(change=f"chg-{number}", change_class="emergency", more=more)
        built.approve("tomas-lind", role="incident-lead", change=f"chg-{number}")
        assert play().blocking == ["G213"] * number


def test_what_was_approved_once_is_not_approved_again(built: House, play: Callable[..., Reviewed]) -> None:
    test_settings_are_approved_by_the_owners_of_the_policy(built, play)
    (built.folder / "breakglass.toml").write_text(SETTINGS, "utf-8")
    built.commit()
    (built.folder / "breakglass.toml").unlink()
    base = built.commit()
    (built.folder / "breakglass.toml").write_text(SETTINGS, "utf-8")
    assert play("--base", base).blocking == ["G214"]


def test_who_committed_the_settings_does_not_approve_them(built: House, play: Callable[..., Reviewed]) -> None:
    (built.folder / "breakglass.toml").write_text(SETTINGS, "utf-8")
    built.commit(who="Tomas Lind")
    digest = digest_of_file("breakglass.toml", SETTINGS.encode())
    built.bring(more=f"others: [{{what: breakglass.toml, digest: '{digest}'}}]\n")
    built.approve_normal()
    built.commit()
    assert {"G203", "G204"} <= set(play().blocking)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "site_name: x\nextra: {breakglass: {audience: public}}\n"),
        ("pyproject.toml", '[tool.breakglass]\nignore = ["G"]\n'),
        ("playbooks/allowed_signers", "wen-li ssh-ed25519 AAAA\n"),
    ],
)
def test_all_that_judges_is_asked_about(built: House, play: Callable[..., Reviewed], name: str, text: str) -> None:
    (built.folder / name).write_text(text, "utf-8")
    assert play().blocking == ["G214"]


def test_a_baseline_may_shrink_and_not_grow(built: House, play: Callable[..., Reviewed]) -> None:
    entry = '{{"code": "E101", "record": "escalation/payments", "field": "", "count": {}, "fingerprint": "f"}}'
    baseline = built.folder / "lint-baseline.json"
    (built.folder / "breakglass.toml").write_text('baseline = "lint-baseline.json"\n', "utf-8")
    baseline.write_text(f'{{"findings": [{entry.format(2)}]}}', "utf-8")
    built.commit()
    built.git("branch", "-f", "main")
    for text, codes in ((entry.format(1), []), ("", []), (entry.format(3), ["G214"])):
        baseline.write_text(f'{{"findings": [{text}]}}', "utf-8")
        assert play().blocking == codes
    baseline.write_text("no baseline", "utf-8")
    assert play().blocking == ["G214"]


@pytest.mark.parametrize(
    ("name", "text"), [("mkdocs.yml", "site_name: !ENV [NAME, x]\n"), ("pyproject.toml", '[project]\nname = "x"\n')]
)
def test_what_says_something_else_is_nobodys_business(
    built: House, play: Callable[..., Reviewed], name: str, text: str
) -> None:
    (built.folder / name).write_text(text, "utf-8")
    assert play().verdict == READY
