"""Use this rule to find signatures that could not be checked on this machine.

Signatures are checked by `ssh-keygen` of OpenSSH. Where it is missing nobody knows whether they are right, and what is
not known must not pass as clean.

Install OpenSSH (`openssh-client` on Debian) and run `breakglass lint` again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.approval import Approval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G127"
NAME = "signature-unchecked"
SEVERITY = Severity.ERROR

_SIGNED = """\
signature: |-
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
  -----END SSH SIGNATURE-----
"""

GOOD = (Example(_SIGNED, kind="approval", signature="valid"),)
BAD = (Example(_SIGNED, kind="approval", signature="unchecked", at=(1, 12)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose signature was found to be so."""
    del today
    approval = entry.record
    if isinstance(approval, Approval) and catalogue.signatures.get(entry.key) == "unchecked":
        yield Problem(
            entry.span("signature"),
            "ssh-keygen is not installed, so nobody has checked this signature",
            "Install OpenSSH (openssh-client on Debian), then run breakglass lint again.",
        )
