"""Signatures of approvals, with real keys and the ssh-keygen of this machine."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from breakglass.governance.signatures import NAMESPACE, Signers, SigningError, content_of, sign, signers_in, verify

if TYPE_CHECKING:
    from pathlib import Path

    from breakglass.records.vocabulary import SignatureState

DAY = date(2026, 9, 2)
DATA = {"kind": "approval", "id": "x", "by": "tomas-lind", "date": "2026-09-02", "note": "Grüße: „ja“"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A key of each of two people, and one of each kind."""
    folder = tmp_path_factory.mktemp("keys")
    found = {}
    for name, kind in (("tomas", "ed25519"), ("mara", "ed25519"), ("ecdsa", "ecdsa"), ("rsa", "rsa")):
        found[name] = folder / name
        command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(found[name])]
        subprocess.run(command, check=True, capture_output=True)
    return found


def public(key: Path) -> str:
    return key.with_name(f"{key.name}.pub").read_text("utf-8").strip()


def allowed(*lines: tuple[str, str, Path]) -> Signers:
    """Signers of lines given as (handle, options, key)."""
    text = "".join(f"{handle} {options}{' ' if options else ''}{public(key)}\n" for handle, options, key in lines)
    return Signers(f"# who signs\n{text}".encode())


def state(signers: Signers, signature: str, *, day: date = DAY, content: bytes | None = None) -> SignatureState:
    return verify(content_of(DATA) if content is None else content, signature, "tomas-lind", day, signers)


@pytest.mark.parametrize("kind", ["tomas", "ecdsa", "rsa"])
def test_a_key_of_the_approver_is_valid(keys: dict[str, Path], kind: str) -> None:
    signature = sign(content_of(DATA), keys[kind])
    assert state(allowed(("tomas-lind", f'namespaces="{NAMESPACE}"', keys[kind])), signature) == "valid"


def test_anybody_can_check_it_without_us(keys: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "signature").write_text(f"{sign(content_of(DATA), keys['tomas'])}\n")
    (tmp_path / "signers").write_bytes(allowed(("tomas-lind", "", keys["tomas"])).allowed)
    command = ["ssh-keygen", "-Y", "verify", "-n", NAMESPACE, "-f", "signers", "-I", "tomas-lind", "-s", "signature"]
    done = subprocess.run(command, cwd=tmp_path, input=content_of(DATA), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_word_but_the_signature_is_signed(keys: dict[str, Path]) -> None:
    signers = allowed(("tomas-lind", "", keys["tomas"]))
    signature = sign(content_of(DATA), keys["tomas"])
    assert state(signers, signature, content=content_of(DATA | {"signature": signature})) == "valid"
    reordered = dict(reversed(DATA.items()))
    assert state(signers, signature, content=content_of(reordered)) == "valid"
    for key in DATA:
        assert state(signers, signature, content=content_of(DATA | {key: "other"})) == "tampered"


@pytest.mark.parametrize("nonsense", ["", "x", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----"])
def test_what_is_no_signature_is_none(keys: dict[str, Path], nonsense: str) -> None:
    assert state(allowed(("tomas-lind", "", keys["tomas"])), nonsense) == "tampered"


def test_a_signature_for_another_purpose_does_not_count(keys: dict[str, Path]) -> None:
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", "git", "-f", str(keys["tomas"])]
    done = subprocess.run(command, input=content_of(DATA), capture_output=True, check=True)
    assert state(allowed(("tomas-lind", "", keys["tomas"])), done.stdout.decode()) == "tampered"


def test_a_key_that_nobody_vouches_for_is_unknown(keys: dict[str, Path]) -> None:
    signature = sign(content_of(DATA), keys["tomas"])
    assert state(Signers(), signature) == "unknown"
    assert state(allowed(("tomas-lind", "", keys["mara"])), signature) == "unknown"
    assert state(allowed(("tomas-lind", 'namespaces="git"', keys["tomas"])), signature) == "unknown"


def test_a_key_of_somebody_else_is_told_apart(keys: dict[str, Path]) -> None:
    signers = allowed(("tomas-lind", "", keys["tomas"]), ("mara-okafor", "", keys["mara"]))
    assert state(signers, sign(content_of(DATA), keys["mara"])) == "someone-else"


@pytest.mark.parametrize(
    ("options", "day", "expected"),
    [
        ('valid-after="20260902"', date(2026, 9, 2), "valid"),
        ('valid-after="20260902"', date(2026, 9, 1), "out-of-date"),
        ('valid-before="20260902"', date(2026, 9, 2), "valid"),
        ('valid-before="20260902"', date(2026, 9, 3), "out-of-date"),
        (f'namespaces="{NAMESPACE}",valid-after="20260101",valid-before="20260601"', DAY, "out-of-date"),
        (f'valid-before="20260601",namespaces="{NAMESPACE}"', DAY, "out-of-date"),
        ('valid-after="20260101Z",valid-before="20270101Z"', DAY, "valid"),
    ],
)
def test_a_key_is_held_against_the_day_of_the_approval(
    keys: dict[str, Path], options: str, day: date, expected: str
) -> None:
    signature = sign(content_of(DATA), keys["tomas"])
    assert state(allowed(("tomas-lind", options, keys["tomas"])), signature, day=day) == expected


def test_a_withdrawn_key_is_revoked_by_list_and_by_krl(keys: dict[str, Path], tmp_path: Path) -> None:
    signers = allowed(("tomas-lind", "", keys["tomas"]))
    signature = sign(content_of(DATA), keys["tomas"])
    krl = tmp_path / "krl"
    command = ["ssh-keygen", "-k", "-f", str(krl), f"{keys['tomas']}.pub"]
    subprocess.run(command, check=True, capture_output=True)
    assert state(replace(signers, revoked=f"{public(keys['tomas'])}\n".encode()), signature) == "revoked"
    assert state(replace(signers, revoked=krl.read_bytes()), signature) == "revoked"
    assert state(replace(signers, revoked=f"{public(keys['mara'])}\n".encode()), signature) == "valid"
    assert state(replace(signers, revoked=b"\n"), signature) == "valid"


def test_a_list_that_cannot_be_read_lets_nothing_pass(keys: dict[str, Path]) -> None:
    signers = replace(allowed(("tomas-lind", "", keys["tomas"])), revoked=b"not a key\n")
    assert state(signers, sign(content_of(DATA), keys["tomas"])) != "valid"


def test_without_ssh_keygen_nothing_is_said(keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    signature = sign(content_of(DATA), keys["tomas"])
    monkeypatch.setenv("PATH", "")
    assert state(allowed(("tomas-lind", "", keys["tomas"])), signature) == "unchecked"
    with pytest.raises(SigningError, match="not installed"):
        sign(content_of(DATA), keys["tomas"])


def test_a_key_that_cannot_sign_is_told(tmp_path: Path) -> None:
    (tmp_path / "no-key").write_text("nothing")
    with pytest.raises(SigningError, match="is no SSH key"):
        sign(b"x", tmp_path / "no-key")


def test_the_signers_stand_beside_the_records(tmp_path: Path) -> None:
    assert signers_in(tmp_path) == Signers()
    (tmp_path / "allowed_signers").write_bytes(b"a")
    (tmp_path / "revoked_signers").write_bytes(b"r")
    assert signers_in(tmp_path) == Signers(b"a", b"r")
