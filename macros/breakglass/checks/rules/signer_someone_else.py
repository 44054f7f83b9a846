"""Use this rule to find approvals that one person gives and another one signs.

`allowed_signers` says that the key belongs to somebody else than `by`. Whoever signed may have meant it well, and yet
the approver has not spoken.

Have the approver sign, or put the name of the person who signed into `by` and have it signed again.
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

CODE = "G124"
NAME = "signer-someone-else"
SEVERITY = Severity.ERROR

_SIGNED = """\
signature: |-
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
  -----END SSH SIGNATURE-----
"""

GOOD = (Example(_SIGNED, kind="approval", signature="valid"),)
BAD = (Example(_SIGNED, kind="approval", signature="someone-else", at=(1, 12)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose signature was found to be so."""
    del today
    approval = entry.record
    if isinstance(approval, Approval) and catalogue.signatures.get(entry.key) == "someone-else":
        yield Problem(
            entry.span("signature"),
            f"the approval is {approval.by}'s, and somebody else signed it",
            f"Have it signed by {approval.by}: breakglass approve {approval.change} --as {approval.by} --sign",
        )
