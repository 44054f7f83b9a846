"""Use this rule to find approvals that are signed with a key that nobody has vouched for.

Anybody can make a key and sign with it. A signature means something once the file `allowed_signers` beside the records
says whose key it is (its form is that of ssh-keygen(1)), and that file is changed with the same care as the policy.

Have the key added to `allowed_signers` by somebody who knows that it is the approver's; `breakglass approve --sign`
says the line. Otherwise have the approval signed with the right key.
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

CODE = "G123"
NAME = "signer-unknown"
SEVERITY = Severity.ERROR

_SIGNED = """\
signature: |-
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
  -----END SSH SIGNATURE-----
"""

GOOD = (Example(_SIGNED, kind="approval", signature="valid"),)
BAD = (Example(_SIGNED, kind="approval", signature="unknown", at=(1, 12)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose signature was found to be so."""
    del today
    approval = entry.record
    if isinstance(approval, Approval) and catalogue.signatures.get(entry.key) == "unknown":
        yield Problem(
            entry.span("signature"),
            f"nobody is said to sign with this key, and {approval.by} signed with it",
            f"Add the key to allowed_signers for {approval.by} once you have made sure that it is theirs.",
        )
