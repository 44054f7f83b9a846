"""Use this rule to find approvals that do not fit the change any more.

An approval is bound to the exact content of all records of the change. If one of them moved after somebody
agreed, they agreed to something else.

Ask for the approval again. The approver looks at what moved and writes a new digest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.approvals import digest_of_change
from breakglass.records.approval import Approval
from breakglass.records.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G103"
NAME = "approval-void"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="approval",
        text="""\
change: chg-2026-0042
digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
""",
    ),
)
BAD = (
    Example(
        kind="approval",
        text="""\
id: one-too-many
change: chg-2026-0042
digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
""",
        at=(3, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval whose digest is not that of its change."""
    del today
    approval = entry.record
    if not isinstance(approval, Approval):
        return
    change = catalogue.find(Change, approval.change)
    if change is not None and approval.digest != digest_of_change(change):
        yield Problem(
            entry.span("digest"),
            f"the approval does not fit {approval.change}: its records have changed since",
            f"Ask {approval.by} to look again and to renew the approval.",
        )
