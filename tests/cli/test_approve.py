"""`breakglass approve` adds an approval that counts, or says why it would not."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import House

TEAM = "team/automation-platform.yaml"
OTHER = "team/order-to-cash.yaml"
CHANGE = "chg-2026-0043"
WHY = "Nobody does anything otherwise"


def changed(house: House, author: str = "mara-okafor", *, normal: bool = False) -> None:
    house.edit(TEAM, "Runs the automation", "Looks after the automation")
    if normal:
        house.edit(TEAM, "  - tomas-lind\n", "  - tomas-lind\n  - wen-li\n")
    done = house.run("change", "--as", author, "--reason", "So it is", "--risk-why", WHY, "--title", "Clearer")
    assert done.exit_code == 0, done.output


def test_the_capacity_follows_from_the_policy(house: House) -> None:
    changed(house)
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--note", "Read: both parts")
    assert done.exit_code == 0, done.output
    text = house.read(f"approval/{CHANGE}-tomas-lind.yaml")
    assert text.startswith(
        f"""\
kind: approval
id: {CHANGE}-tomas-lind
title: 'Tomas approves: Clearer'
change: {CHANGE}
by: tomas-lind
owner: technical
date: 2026-11-23
digest: sha256:"""
    )
    assert text.endswith("note: 'Read: both parts'\naudience: internal\n")
    assert house.codes() == []
    assert f"{CHANGE} has all that the policy asks for." in done.output


def test_what_is_missing_afterwards_is_told(house: House) -> None:
    changed(house, "priya-nair", normal=True)
    done = house.run("approve", CHANGE, "--as", "mara-okafor", "--owner", "technical")
    assert done.exit_code == 0, done.output
    # By the base: whom the change itself makes a member has no say in it.
    assert "Still missing: an approval by a person as incident-lead: mara-okafor, tomas-lind." in done.output
    assert f"breakglass approve {CHANGE} --as HANDLE --risk" in done.output
    # The same person in the other capacity is another approval, in a file of its own.
    done = house.run("approve", CHANGE, "--as", "mara-okafor", "--role", "incident-lead", "--risk")
    assert done.exit_code == 0, done.output
    assert (house.records / f"approval/{CHANGE}-mara-okafor-incident-lead.yaml").is_file()
    assert house.codes() == []


def test_one_person_fills_one_place(house: House) -> None:
    house.edit("policy/change-control.yaml", "separate_duties: false", "separate_duties: true")
    house.commit()
    changed(house, "priya-nair", normal=True)
    assert house.run("approve", CHANGE, "--as", "mara-okafor", "--owner", "technical").exit_code == 0
    for more in ((), ("--role", "incident-lead")):
        done = house.run("approve", CHANGE, "--as", "mara-okafor", *more)
        assert done.exit_code == 2
        assert "already" in " ".join(done.output.split())
    assert "the policy wants another person as incident-lead" in " ".join(done.output.split())
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--role", "incident-lead")
    assert done.exit_code == 0, done.output
    assert "role: incident-lead" in house.read(f"approval/{CHANGE}-tomas-lind.yaml")


def test_who_committed_a_record_is_refused_at_once(house: House) -> None:
    house.git("switch", "-q", "-c", "work")
    changed(house)
    house.commit(who="Lind, Tomas")
    before = house.state()
    for more in ((), ("--owner", "technical"), ("--object", "--note", "No")):
        done = house.run("approve", CHANGE, "--as", "tomas-lind", *more)
        assert done.exit_code == 2
        assert "tomas-lind has committed a part of chg-2026-0043 and cannot approve it" in " ".join(done.output.split())
    assert house.state() == before


def test_who_may_have_committed_it_is_told_so(house: House) -> None:
    house.git("switch", "-q", "-c", "work")
    changed(house)
    house.commit(who="T. Lind")
    done = house.run("approve", CHANGE, "--as", "tomas-lind")
    assert done.exit_code == 0
    assert "whose name or address is like theirs has committed a part of it" in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chg-2026-043", "--as", "tomas-lind"), "Did you mean “chg-2026-0043”?"),
        ((CHANGE, "--as", "priya-nair"), "Those who can are, as technical owner: mara-okafor, tomas-lind"),
        ((CHANGE, "--as", "priya-nair", "--owner", "technical"), "cannot approve chg-2026-0043 as technical owner"),
        ((CHANGE, "--as", "priya-nair", "--owner", "business"), "no business owner is asked"),
        ((CHANGE, "--as", "tomas-lind"), "in several ways; say which, with --owner technical or --role incident-lead"),
        ((CHANGE, "--as", "wen-li"), "wen-li wrote chg-2026-0043 and cannot approve it"),
        ((CHANGE, "--as", "wen-li", "--role", "incident-lead"), "wen-li wrote chg-2026-0043 and cannot approve it"),
        ((CHANGE, "--as", "wen-li", "--risk"), "wen-li wrote chg-2026-0043; the risk is validated by"),
        ((CHANGE, "--as", "priya-nair", "--risk"), "does not hold the role incident-lead"),
        ((CHANGE, "--as", "tomas-lind", "--owner", "technical", "--role", "incident-lead"), "are two approvals"),
        ((CHANGE, "--as", "tomas-lind", "--role", "no-such-role"), "no no-such-role is asked"),
    ],
)
def test_who_may_not_approve_is_told_who_may(house: House, arguments: tuple[str, ...], told: str) -> None:
    changed(house, "wen-li", normal=True)
    before = house.state()
    done = house.run("approve", *arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
    assert house.state() == before


def test_who_is_asked_for_the_risk_alone_is_told_how(house: House) -> None:
    one_place = "      - owner: technical\n      - role: incident-lead\n    risk: incident-lead\n"
    house.edit("policy/change-control.yaml", one_place, "      - owner: business\n    risk: incident-lead\n")
    house.commit()
    changed(house, "wen-li", normal=True)
    done = house.run("approve", CHANGE, "--as", "tomas-lind")
    assert done.exit_code == 2
    assert "tomas-lind is asked to validate the risk of chg-2026-0043 and nothing else; add --risk" in " ".join(
        done.output.split()
    )
    assert house.run("approve", CHANGE, "--as", "tomas-lind", "--risk").exit_code == 0


def test_nobody_approves_twice(house: House) -> None:
    changed(house)
    house.run("approve", CHANGE, "--as", "tomas-lind")
    before = house.state()
    done = house.run("approve", CHANGE, "--as", "tomas-lind")
    assert done.exit_code == 2
    assert "on 2026-11-23 already" in " ".join(done.output.split())
    assert house.state() == before


def test_content_that_is_not_what_the_change_says_is_never_approved(house: House) -> None:
    changed(house)
    house.edit(TEAM, "Looks after", "Cares for")
    for more in ((), ("--owner", "technical"), ("--risk",)):
        done = house.run("approve", CHANGE, "--as", "tomas-lind", *more)
        assert done.exit_code == 2
        assert "its author runs: breakglass change" in " ".join(done.output.split())
    house.edit(TEAM, "version: 1.0.1", "version: 1.0.2")
    assert "is at 1.0.2" in " ".join(house.run("approve", CHANGE, "--as", "tomas-lind").output.split())


def test_a_void_approval_is_replaced_by_the_one_given_again(house: House) -> None:
    changed(house)
    house.run("approve", CHANGE, "--as", "tomas-lind")
    house.edit(TEAM, "Looks after", "Cares for")
    house.run("change", "--as", "mara-okafor")
    assert house.codes() == ["G103", "G105"]
    done = house.run("approve", CHANGE, "--as", "tomas-lind")
    assert done.exit_code == 0, done.output
    assert house.codes() == []
    assert len(list((house.records / "approval").glob(f"{CHANGE}*"))) == 1


def test_a_signed_approval_is_checked_by_lint(house: House, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, capture_output=True)
    changed(house)
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--sign", "--key", str(key))
    assert done.exit_code == 0, done.output
    assert "does not count yet (unknown)" in done.output
    assert "G123" in house.run("lint", "--format", "concise").output
    line = next(line for line in done.output.split("\n") if line.startswith("  tomas-lind "))
    (house.records / "allowed_signers").write_text(f"{line.strip()}\n", encoding="utf-8")
    assert " G12" not in house.run("lint", "--format", "concise").output
    house.edit(f"approval/{CHANGE}-tomas-lind.yaml", "owner: technical", "owner: business")
    assert "G122" in house.run("lint", "--format", "concise").output


def test_a_key_goes_with_a_signature(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed(house)
    (tmp_path / "key").write_text("no key")
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--key", str(tmp_path / "key"))
    assert "--key goes with --sign" in done.output
    monkeypatch.setenv("HOME", str(tmp_path))
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--sign")
    assert done.exit_code == 2
    assert "name one with --key" in " ".join(done.output.split())
    before = house.state()
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--sign", "--key", str(tmp_path / "key"))
    assert done.exit_code == 3
    assert done.stderr.splitlines() == [
        f"breakglass: {tmp_path / 'key'} is no SSH key; name yours with --key, or make one: ssh-keygen -t ed25519"
    ]
    assert house.state() == before


def test_a_request_is_held_to_the_signers_of_its_base(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(house.records)
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, capture_output=True)
    (house.records / "allowed_signers").write_text("# nobody yet\n", encoding="utf-8")
    house.commit()
    base = subprocess.run(["git", "rev-parse", "HEAD"], cwd=house.records, capture_output=True, text=True, check=True)
    changed(house)
    house.run("approve", CHANGE, "--as", "tomas-lind", "--sign", "--key", str(key))
    public = key.with_name("key.pub").read_text("utf-8")
    (house.records / "allowed_signers").write_text(f"tomas-lind {public}", encoding="utf-8")
    assert "G123" not in house.run("lint", "--format", "concise").output
    house.commit()
    assert "G123" in house.run("review", "--base", base.stdout.strip()).output


def test_whoever_objected_and_approves_takes_the_objection_back(house: House) -> None:
    changed(house)
    assert "say why you object" in house.run("approve", CHANGE, "--as", "tomas-lind", "--object").output
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--object", "--note", "The old words were right")
    assert done.exit_code == 0, done.output
    assert "decision: objects\n" in house.read(f"approval/{CHANGE}-tomas-lind.yaml")
    assert "Still missing" in done.output
    done = house.run("approve", CHANGE, "--as", "tomas-lind")
    assert done.exit_code == 0, done.output
    assert "objects" not in house.read(f"approval/{CHANGE}-tomas-lind.yaml")
    assert "The objection of tomas-lind is withdrawn." in done.output
    assert house.codes() == []


def moved(house: House) -> str:
    """The team changes hands, between teams without a common member; what `change` says of it."""
    house.edit(OTHER, "  - mara-okafor\n  - priya-nair\n", "  - priya-nair\n")
    house.edit("role/executive-sponsor.yaml", "  - automation-platform\nd", "  - duty-management\nd")
    house.edit("team/duty-management.yaml", "  - mara-okafor\n  - tomas-lind\n", "  - nadia-haddad\n")
    house.edit("policy/change-control.yaml", "decides: incident-lead", "decides: executive-sponsor")
    house.commit()
    house.edit(TEAM, "technical: automation-platform", "technical: order-to-cash")
    done = house.run("change", "--as", "mara-okafor", "--reason", "So it is", "--risk-why", WHY)
    assert done.exit_code == 0, done.output
    return done.output


def test_both_owners_are_asked_where_a_record_changes_hands(house: House) -> None:
    said = moved(house)
    assert "To be approved by a person as technical owner (so far) of team/automation-platform: tomas-lind." in said
    assert (
        "To be approved by a person as technical owner (from now on) of team/automation-platform: priya-nair." in said
    )
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--owner", "technical")
    assert done.exit_code == 0, done.output
    assert "(so far)" not in done.output
    assert "(from now on)" in done.output
    done = house.run("approve", CHANGE, "--as", "priya-nair")
    assert done.exit_code == 0, done.output
    assert "as technical owner" not in done.output


def test_the_owner_who_lets_go_may_object(house: House) -> None:
    moved(house)
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--owner", "technical", "--object", "--note", "Not yet")
    assert done.exit_code == 0, done.output
    assert "tomas-lind objects: Not yet" in done.output


def test_without_git_the_records_as_they_are_say_who_is_asked(house: House) -> None:
    moved(house)
    (house.records / ".git").rename(house.records.parent / "no-git")
    done = house.run("approve", CHANGE, "--as", "priya-nair")
    assert done.exit_code == 0, done.output
    assert "since there is no base" in done.output


def test_whom_the_policy_names_settles_a_conflict(house: House) -> None:
    moved(house)
    sponsor = ("approve", CHANGE, "--as", "nadia-haddad", "--role", "executive-sponsor")
    assert "no executive-sponsor is asked" in " ".join(house.run(*sponsor).output.split())
    for one in (
        ("tomas-lind", "--owner", "technical"),
        ("tomas-lind", "--role", "incident-lead", "--risk"),
        ("priya-nair", "--object", "--note", "We cannot run it"),
    ):
        done = house.run("approve", CHANGE, "--as", *one)
        assert done.exit_code == 0, done.output
    assert "priya-nair objects: We cannot run it" in done.output
    assert "executive-sponsor decides (nadia-haddad)" in done.output
    assert "has all that" not in done.output
    done = house.run(*sponsor)
    assert done.exit_code == 0, done.output
    assert "objects" not in done.output
    assert "already" in " ".join(house.run(*sponsor).output.split())


def test_a_full_set_of_approvals_is_not_all_while_an_objection_stands(house: House) -> None:
    changed(house, "wen-li")
    assert house.run("approve", CHANGE, "--as", "tomas-lind").exit_code == 0
    done = house.run("approve", CHANGE, "--as", "mara-okafor", "--object", "--note", "The old words were right")
    assert "mara-okafor objects: The old words were right" in done.output
    assert "has all that" not in done.output
    done = house.run("approve", CHANGE, "--as", "mara-okafor", "--owner", "technical")
    assert "The objection of mara-okafor is withdrawn.\nchg-2026-0043 has all that" in done.output


def new_key(folder: Path, name: str) -> tuple[Path, str]:
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, capture_output=True)
    return key, key.with_name(f"{name}.pub").read_text("utf-8")


def test_what_nobody_can_check_may_be_signed_again(house: House, tmp_path: Path) -> None:
    key, public = new_key(tmp_path, "key")
    changed(house)
    house.run("approve", CHANGE, "--as", "tomas-lind")
    signing = ("approve", CHANGE, "--as", "tomas-lind", "--sign", "--key", str(key))
    for _ in range(2):  # unsigned at first, then with a key that nobody knows
        done = house.run(*signing)
        assert done.exit_code == 0, done.output
        assert f"{CHANGE}-tomas-lind.yaml (replaced)" in done.output
    (house.records / "allowed_signers").write_text(f"tomas-lind {public}", encoding="utf-8")
    done = house.run(*signing)
    assert done.exit_code == 2
    assert "already" in " ".join(done.output.split())


def test_a_key_of_somebody_else_or_a_withdrawn_one_signs_nothing(house: House, tmp_path: Path) -> None:
    key, public = new_key(tmp_path, "key")
    changed(house, "wen-li")
    (house.records / "allowed_signers").write_text(f"tomas-lind {public}", encoding="utf-8")
    before = house.state()
    done = house.run("approve", CHANGE, "--as", "mara-okafor", "--sign", "--key", str(key))
    assert done.exit_code == 2
    assert "this is the key of tomas-lind; name yours with --key" in " ".join(done.output.split())
    assert house.state() == before
    (house.records / "revoked_signers").write_text(public, encoding="utf-8")
    before = house.state()
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--sign", "--key", str(key))
    assert done.exit_code == 2
    assert "this key is withdrawn" in " ".join(done.output.split())
    assert house.state() == before


def test_only_an_unknown_key_is_to_be_added_to_the_signers(house: House, tmp_path: Path) -> None:
    key, public = new_key(tmp_path, "key")
    changed(house)
    line = f'tomas-lind valid-before="20200101" {public}'
    (house.records / "allowed_signers").write_text(line, encoding="utf-8")
    done = house.run("approve", CHANGE, "--as", "tomas-lind", "--sign", "--key", str(key))
    assert done.exit_code == 0, done.output
    assert "(out-of-date)" in done.output
    assert "added to" not in done.output


def test_a_change_is_named_as_any_record_is(house: House) -> None:
    changed(house)
    for name in (f"change/{CHANGE}", str(house.records / f"change/{CHANGE}.yaml")):
        done = house.run("approve", name, "--as", "tomas-lind")
        assert done.exit_code == 0, done.output
        assert f"{CHANGE} has all that" in done.output
        (house.records / f"approval/{CHANGE}-tomas-lind.yaml").unlink()
    assert "is no change" in house.run("approve", "team/automation-platform", "--as", "tomas-lind").output


def test_nothing_is_approved_while_a_record_cannot_be_read(house: House) -> None:
    changed(house)
    house.edit(OTHER, "members:", "membres:")
    before = house.state()
    done = house.run("approve", CHANGE, "--as", "tomas-lind")
    assert done.exit_code == 3
    assert "Mend what breakglass lint finds" in " ".join(done.output.split())
    assert house.state() == before


def test_the_findings_name_the_command_in_full_and_whom_to_ask(house: House) -> None:
    changed(house, "priya-nair", normal=True)
    said = " ".join(house.run("lint", "--format", "full").output.split())
    assert f"Ask for it: breakglass approve {CHANGE} --as HANDLE" in said
    assert f"Ask one of mara-okafor, tomas-lind, wen-li: breakglass approve {CHANGE} --as HANDLE --risk" in said
