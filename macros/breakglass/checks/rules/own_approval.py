"""Use this rule to find people who approve their own change.

Two pairs of eyes are the whole point. Who wrote a step reads what they meant, and not what stands there.

Have another member of the owning team approve it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.approval import Approval
from breakglass.records.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G104"
NAME = "own-approval"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="approval",
        text="""\
by: tomas-lind
""",
    ),
)
BAD = (
    Example(
        kind="approval",
        text="""\
id: by-the-author
by: mara-okafor
""",
        at=(2, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval by the author of the change."""
    del today
    approval, policy = entry.record, policy_of(catalogue)
    if not isinstance(approval, Approval) or (policy is not None and policy.own_change):
        return
    change = catalogue.find(Change, approval.change)
    if change is not None and approval.by == change.author:
        yield Problem(
            entry.span("by"),
            f"{approval.by} wrote the change and cannot approve it",
            "Have somebody else approve it.",
        )
