"""Signatures of approvals: made and checked by OpenSSH (`ssh-keygen -Y`), so that anybody can check them without us.

What is signed is the canonical form of all keys of the approval but the signature itself, in the namespace
`approval@breakglass`, so that no signature made for another purpose counts. Who may sign for which handle stands in
`allowed_signers`, which keys are withdrawn in `revoked_signers`, both beside the records and in the formats of
ssh-keygen(1). A key is held against the day of the approval.

The outcome is told by what ssh-keygen accepts and not by the words it says, which differ between its versions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.digest import canonical
from breakglass.governance import git
from breakglass.records.approval import Approval

if TYPE_CHECKING:
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.records.vocabulary import SignatureState

NAMESPACE = "approval@breakglass"
ALLOWED, REVOKED = "allowed_signers", "revoked_signers"
"""The files beside the records that say whose keys count, and which do no longer."""

_VALIDITY = re.compile(rb'(?i),valid-(?:after|before)="[^"]*"|valid-(?:after|before)="[^"]*",?')


class SigningError(Exception):
    """The approval could not be signed; the message says why."""


@dataclass(frozen=True, slots=True)
class Signers:
    """Whose keys count and which are withdrawn, as the two files say; empty where there is no such file."""

    allowed: bytes = b""
    revoked: bytes = b""


def signers_in(folder: Path) -> Signers:
    """The signers that a folder of records names."""
    allowed, revoked = folder / ALLOWED, folder / REVOKED
    return Signers(
        allowed.read_bytes() if allowed.is_file() else b"", revoked.read_bytes() if revoked.is_file() else b""
    )


def signers_at(folder: Path, commit: str) -> Signers:
    """The signers that a folder of records names in a commit. A request is held to those of its base."""
    found = {file.name: file.blob for file in git.tree(folder, commit) if file.name in {ALLOWED, REVOKED}}
    contents = git.blobs(folder, found.values())
    allowed, revoked = (contents.get(found.get(name, ""), b"") for name in (ALLOWED, REVOKED))
    return Signers(allowed, revoked)


def content_of(data: dict[str, Any]) -> bytes:
    """What the signature of an approval with these values is over."""
    return canonical({key: value for key, value in data.items() if key != "signature"}).encode()


def sign(content: bytes, key: Path) -> str:
    """A signature with a private key, or through the agent with a public one. Raises `SigningError`."""
    keygen = shutil.which("ssh-keygen")
    if keygen is None:
        raise SigningError("ssh-keygen is not installed; it comes with OpenSSH (openssh-client)")
    # It asks for nothing here: a fingerprint is of the public half.
    if subprocess.run([keygen, "-l", "-f", str(key)], capture_output=True, check=False).returncode:  # noqa: S603 - ditto
        raise SigningError(f"{key} is no SSH key; name yours with --key, or make one: ssh-keygen -t ed25519")
    # The terminal stays open to it: it may ask for a passphrase, or for a touch of the token, or say what is wrong.
    command = [keygen, "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    done = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=False)  # noqa: S603 - by its full path
    if done.returncode:
        raise SigningError(f"ssh-keygen could not sign with {key}")
    return done.stdout.decode("ascii").strip()


def with_signatures(catalogue: Catalogue, signers: Signers) -> Catalogue:
    """The catalogue with what checking gives for each approval that is signed."""
    return replace(catalogue, signatures=_states(catalogue, signers))


def _states(catalogue: Catalogue, signers: Signers) -> dict[Key, SignatureState]:
    signed = [approval for approval in catalogue.all(Approval) if approval.signature is not None]
    return {
        approval.key: verify(
            content_of(catalogue.entries[approval.key].document.data()),
            approval.signature or "",
            approval.by,
            approval.date,
            signers,
        )
        for approval in signed
    }


def verify(content: bytes, signature: str, handle: str, day: date, signers: Signers) -> SignatureState:
    """Whether a signature is over the content, and by a key that was the handle's on the day."""
    keygen = shutil.which("ssh-keygen")
    if keygen is None:
        return "unchecked"
    with tempfile.TemporaryDirectory(prefix="breakglass-") as folder:
        check = _Check(keygen, Path(folder), content, handle, day)
        check.put("signature", f"{signature.strip()}\n".encode())
        check.put("allowed", signers.allowed)
        # A limit in time aside, so that a key that is out of date can be told from one that nobody knows.
        check.put("whenever", _VALIDITY.sub(b"", signers.allowed))
        check.put("revoked", signers.revoked)
        return check.state(revocations=bool(signers.revoked.strip()))


def owners_of(content: bytes, signature: str, day: date, signers: Signers) -> tuple[str, ...]:
    """The handles whose key a signature was made with, as far as the signers tell; sorted."""
    keygen = shutil.which("ssh-keygen")
    if keygen is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="breakglass-") as folder:
        check = _Check(keygen, Path(folder), content, "", day)
        check.put("signature", f"{signature.strip()}\n".encode())
        check.put("whenever", _VALIDITY.sub(b"", signers.allowed))
        return tuple(sorted(check.owners()))


@dataclass(frozen=True, slots=True)
class _Check:
    """One signature laid out in a folder for ssh-keygen."""

    keygen: str
    folder: Path
    content: bytes
    handle: str
    day: date

    def put(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)

    def state(self, *, revocations: bool) -> SignatureState:
        withdrawn = ("-r", "revoked") if revocations else ()
        if self._verifies("allowed", *withdrawn):
            return "valid"
        if not self._accepts("check-novalidate", "-s", "signature"):
            return "tampered"
        if withdrawn and self._verifies("allowed"):
            return "revoked"
        if self._verifies("whenever"):
            return "out-of-date"
        named = self.owners()
        # A key that is the approver's and may only sign other things is as good as unknown.
        return "someone-else" if named and self.handle not in named else "unknown"

    def owners(self) -> set[str]:
        """Whose key it is, as the file of allowed signers says."""
        found = self._run("find-principals", "-f", "whenever", "-s", "signature").stdout.decode("utf-8", "replace")
        return {name for line in found.splitlines() for name in line.split(",")}

    def _verifies(self, allowed: str, *options: str) -> bool:
        on_the_day = f"-Overify-time={self.day:%Y%m%d}"
        return self._accepts("verify", "-f", allowed, "-I", self.handle, "-s", "signature", on_the_day, *options)

    def _accepts(self, action: str, *options: str) -> bool:
        return self._run(action, *options).returncode == 0

    def _run(self, action: str, *options: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - ssh-keygen, by its full path; a handle never starts with a hyphen
            [self.keygen, "-Y", action, "-n", NAMESPACE, *options],
            input=self.content,
            capture_output=True,
            check=False,
            cwd=self.folder,
            env={**os.environ, "TZ": "UTC"},  # days are those of UTC here as everywhere
        )
