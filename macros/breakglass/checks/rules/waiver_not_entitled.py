"""Use this rule to find waivers that run longer than the policy allows, or were granted by somebody who may not.

A waiver without an end is a rule that was dropped in silence. Whoever grants it answers for the risk, so they hold
a role that may bear it.

Shorten it, or have it granted by a person in one of the roles that the policy names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.references import TODO_ID
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import holders, policy_of
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.policy import Policy

CODE = "G109"
NAME = "waiver-not-entitled"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="waiver",
        text="""\
granted: 2026-09-02
until: 2026-11-30
""",
        also=(Example(kind="team", text="channels: []\n"),),
    ),
)
BAD = (
    Example(
        kind="waiver",
        text="""\
granted: 2026-06-02
until: 2026-11-30
""",
        also=(Example(kind="team", text="channels: []\n"),),
        at=(2, 8),
    ),
    Example(
        kind="waiver",
        text="""\
granted: 2026-09-03
until: 2026-11-30
""",
        also=(
            Example(kind="team", text="channels: []\n"),
            Example(kind="waiver", text="id: before\ngranted: 2026-05-01\nuntil: 2026-07-29\n"),
            Example(kind="waiver", text="id: between\ngranted: 2026-07-30\nuntil: 2026-09-02\n"),
        ),
        at=(2, 8),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a waiver beyond the limits of the policy."""
    waiver, policy = entry.record, policy_of(catalogue)
    if not isinstance(waiver, Waiver):
        return
    if waiver.granted > today or waiver.until < waiver.granted:
        yield Problem(entry.span("granted"), "the waiver begins after today or after its end", "Mend the days.")
    if policy is None:
        return
    latest = waiver.granted + policy.waivers.longest
    if waiver.until > latest:
        yield Problem(
            entry.span("until"),
            f"the waiver runs {(waiver.until - waiver.granted).days} days; "
            f"the policy allows {policy.waivers.longest.days}",
            f"End it on {latest} or earlier.",
        )
    else:
        yield from _renewed_too_often(entry, waiver, policy, catalogue)
    if waiver.role not in policy.waivers.by and not waiver.role.startswith(TODO_ID):
        yield Problem(
            entry.span("role"),
            f"the role {waiver.role} may not grant waivers",
            f"These may: {', '.join(policy.waivers.by)}.",
        )
    elif (able := holders(waiver.role, catalogue)) and waiver.by not in able:
        yield Problem(
            entry.span("by"), f"{waiver.by} does not hold the role {waiver.role}", "Name the person who granted it."
        )


def _renewed_too_often(entry: Entry, waiver: Waiver, policy: Policy, catalogue: Catalogue) -> Iterator[Problem]:
    """A problem with the last of several waivers of one check for one record that together run too long."""
    same = [
        w for w in catalogue.referring(Waiver, waiver.record.key) if (w.rule, w.record) == (waiver.rule, waiver.record)
    ]
    if len(same) == 1 or max(same, key=lambda w: (w.until, w.id)).key != waiver.key:
        return
    days = sum(((w.until - w.granted).days for w in same if w.until >= w.granted), 0)
    allowed = (policy.waivers.together or 2 * policy.waivers.longest).days
    if days > allowed:
        yield Problem(
            entry.span("until"),
            f"the waivers of {waiver.rule} for {waiver.record} run {days} days together; the policy allows {allowed}",
            "Mend what they excuse; to renew a waiver again and again is to change the rule.",
        )
