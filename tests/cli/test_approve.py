"""`breakglass approve` adds an approval that counts, or says why it would not."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import House

TEAM = "team/automation-platform.yaml"
CHANGE = "chg-2026-0043"


def changed(house: House, author: str = "mara-okafor", *, normal: bool = False) -> None:
    house.edit(TEAM, "Runs the automation", "Looks after the automation")
    if normal:
        house.edit(TEAM, "  - tomas-lind\n", "  - tomas-lind\n  - wen-li\n")
    done = house.run("change", "--as", author, "--reason", "So it is", "--risk-why", "Nothing", "--title", "Clearer")
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
    assert "Still missing: an approval by a person as incident-lead: mara-okafor, tomas-lind, wen-li." in done.output
    assert f"breakglass approve {CHANGE} --as HANDLE --risk" in done.output
    # The same person in the other capacity is another approval, in a file of its own.
    done = house.run("approve", CHANGE, "--as", "mara-okafor", "--role", "incident-lead", "--risk")
    assert done.exit_code == 0, done.output
    assert (house.records / f"approval/{CHANGE}-mara-okafor-incident-lead.yaml").is_file()
    assert house.codes() == []


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
    assert "could not sign with" in str(done.exception)
    assert house.state() == before


def test_a_request_is_held_to_the_signers_of_its_base(house: House, tmp_path: Path) -> None:
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
    assert house.codes() == []
