"""Use this rule to find approvals that were signed with a withdrawn key.

A key is withdrawn when others may have got hold of it. Nobody can tell any more who signed with it, and the day that an
approval names proves nothing, since whoever has the key can write any day.

Have the approval given again with a new key. The withdrawn keys stand in `revoked_signers` beside the records: one
public key a line, or a revocation list of ssh-keygen(1).
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

CODE = "G126"
NAME = "signer-revoked"
SEVERITY = Severity.ERROR

_SIGNED = """\
signature: |-
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
  -----END SSH SIGNATURE-----
"""

GOOD = (Example(_SIGNED, kind="approval", signature="valid"),)
BAD = (Example(_SIGNED, kind="approval", signature="revoked", at=(1, 12)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose signature was found to be so."""
    del today
    approval = entry.record
    if isinstance(approval, Approval) and catalogue.signatures.get(entry.key) == "revoked":
        yield Problem(
            entry.span("signature"),
            f"the key that {approval.by} signed with is withdrawn",
            f"Have it signed with a new key: breakglass approve {approval.change} --as {approval.by} --sign",
        )
