"""Use this rule to find approvals that are to be signed and are not.

A file that says who approved proves only that somebody wrote it. Where the policy names a day in `signed_since`, the
approvals of changes from that day on carry a signature that only the approver can make.

Have the approval given again with `breakglass approve CHANGE --sign`.
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

CODE = "G121"
NAME = "signature-missing"
SEVERITY = Severity.ERROR

_APPROVAL = "by: tomas-lind\nowner: technical\n"
_STANDARD = Example("class: standard\n", kind="change")
_SIGNED_SINCE = """\
classes:
  standard:
    means: Wording, contacts and dates; nobody has to relearn anything
    approvers:
      - owner: technical
    signed_since: {day}
"""

GOOD = (
    Example(
        _APPROVAL,
        kind="approval",
        also=(_STANDARD, Example(_SIGNED_SINCE.format(day="2026-09-03"), kind="policy")),
    ),
)
BAD = (
    Example(
        _APPROVAL,
        kind="approval",
        also=(_STANDARD, Example(_SIGNED_SINCE.format(day="2026-09-02"), kind="policy")),
        at=(1, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for an approval without the signature that the policy asks for."""
    del today
    approval, policy = entry.record, policy_of(catalogue)
    if not isinstance(approval, Approval) or approval.signature is not None or policy is None:
        return
    change = catalogue.find(Change, approval.change)
    control = policy.classes.get(change.change_class) if change else None
    if change and control and control.signed_since is not None and change.date >= control.signed_since:
        yield Problem(
            entry.span("by"),
            f"the policy asks for a signature of {approval.by}",
            f"Have the approval given again: breakglass approve {approval.change} --as {approval.by} --sign",
        )
