"""Use this rule to find policies that ask nobody.

All checks of governance hold changes to the policy. A policy that asks for no approver, or lets authors approve
themselves, makes every one of them pass, and the pages still say “approved”.

Name at least one approver for each class of change, and leave `own_change` at false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G114"
NAME = "policy-without-floor"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="policy",
        text="""\
classes:
  standard: {means: Wording and contacts, approvers: [{owner: technical}]}
  normal: {means: Anything else, approvers: [{owner: technical}]}
""",
    ),
)
BAD = (
    Example(
        kind="policy",
        text="""\
classes:
  standard: {means: Wording and contacts, approvers: []}
  normal: {means: Anything else, approvers: [{owner: technical}]}
""",
        at=(2, 43),
    ),
    Example(
        kind="policy",
        text="""\
own_change: true
""",
        at=(1, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each class of change that asks nobody, and for authors who may approve themselves."""
    del catalogue, today
    policy = entry.record
    if not isinstance(policy, Policy) or policy.status == "retired":
        return
    for name, control in policy.classes.items():
        if not control.approvers:
            yield Problem(
                entry.key_span("classes", name, "approvers"),
                f"a {name} change needs nobody's approval",
                "Name an owner or a role.",
            )
        for index, approver in enumerate(control.approvers):
            if approver.owner is None and approver.role is None:
                yield Problem(
                    entry.span("classes", name, "approvers", index),
                    "this approver is nobody",
                    "Give owner: or role:.",
                )
    if policy.own_change:
        yield Problem(
            entry.span("own_change"), "authors may approve their own changes", "Set it to false, or leave it out."
        )
