"""Use this rule to find emergency changes without an authoriser, a reason and a day for the approvals.

In an incident the written way may do harm, and then it is right to change it at once. What was skipped is made up
for: somebody let it through, for a reason, and the approvals follow by a day.

Add `emergency` with `authorised_by`, `role`, `why` and `review_by`. The authoriser is not the author, and the day
is no later than the policy allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G106"
NAME = "emergency-unexplained"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="change",
        text="""\
class: emergency
emergency:
  authorised_by: tomas-lind
  role: incident-lead
  why: The written step turned off the wrong flow in a running incident
  review_by: 2026-09-07
""",
        also=(Example(kind="approval", text="id: lead-agrees\nrole: incident-lead\n"),),
    ),
)
BAD = (
    Example(
        kind="change",
        text="""\
class: emergency
""",
        at=(1, 8),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for what an emergency change leaves open."""
    del today
    change, policy = entry.record, policy_of(catalogue)
    if not isinstance(change, Change) or change.change_class != "emergency":
        return
    if change.emergency is None:
        yield Problem(
            entry.span("class"),
            "the emergency change does not say who let it through and why",
            "Add emergency: with authorised_by, role, why and review_by.",
        )
        return
    if change.emergency.authorised_by == change.author:
        yield Problem(
            entry.span("emergency", "authorised_by"),
            f"{change.author} wrote the change and let it through",
            "Somebody else authorises an emergency change.",
        )
    control = policy.classes.get("emergency") if policy else None
    if control and control.afterwards is not None:
        latest = change.date + control.afterwards
        if change.emergency.review_by > latest:
            yield Problem(
                entry.span("emergency", "review_by"),
                f"the approvals may follow by {latest} at the latest",
                f"Set review_by: {latest} or earlier.",
            )
