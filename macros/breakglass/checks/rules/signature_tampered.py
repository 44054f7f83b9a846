"""Use this rule to find signatures that do not fit what they sign.

A signature is over every word of the approval: who approves what, as what, on which day. If one of them was changed
afterwards, or the signature was copied from elsewhere, the approver never said what stands there.

Find out from the history of the file who changed it. Then have the approver approve again, with
`breakglass approve CHANGE --sign`.
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

CODE = "G122"
NAME = "signature-tampered"
SEVERITY = Severity.ERROR

_SIGNED = """\
signature: |-
  -----BEGIN SSH SIGNATURE-----
  U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg…
  -----END SSH SIGNATURE-----
"""

GOOD = (Example(_SIGNED, kind="approval", signature="valid"),)
BAD = (Example(_SIGNED, kind="approval", signature="tampered", at=(1, 12)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose signature was found to be so."""
    del today
    approval = entry.record
    if isinstance(approval, Approval) and catalogue.signatures.get(entry.key) == "tampered":
        yield Problem(
            entry.span("signature"),
            f"this is not {approval.by}'s signature over what stands here",
            f"Have the approval given again: breakglass approve {approval.change} --as {approval.by} --sign",
        )
