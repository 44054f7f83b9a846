"""Use this rule to find approvals that were signed with a key that was not valid on their day.

`allowed_signers` may say from when until when a key counts (`valid-after`, `valid-before`). A key that has run out may
have gone to another machine or another person; one that was not valid yet cannot have signed on that day.

Have the approval signed with the present key. If the dates of the key are wrong, mend them in `allowed_signers`.
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

CODE = "G125"
NAME = "signer-out-of-date"
SEVERITY = Severity.ERROR

_SIGNED = """\
signature: |-
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
  -----END SSH SIGNATURE-----
"""

GOOD = (Example(_SIGNED, kind="approval", signature="valid"),)
BAD = (Example(_SIGNED, kind="approval", signature="out-of-date", at=(1, 12)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose signature was found to be so."""
    del today
    approval = entry.record
    if isinstance(approval, Approval) and catalogue.signatures.get(entry.key) == "out-of-date":
        yield Problem(
            entry.span("signature"),
            f"the key of {approval.by} was not valid on {approval.date}",
            "Have it signed with a key that was valid on that day, or mend the dates in allowed_signers.",
        )
