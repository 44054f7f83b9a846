"""Use this rule to find changes in a pull request that put off the approvals of an emergency before them.

An emergency change takes effect first, and its approvals follow by a day. A further version of the record before that
makes it a past one, which nobody is asked about any more. So one emergency after another, or a little wording on top,
would get round every approval.

Have the earlier change approved first. Or bring the next version as a normal change: whoever approves it has read what
the emergency left there as well. Where the incident is still on, a second emergency keeps to the day of the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.approvals import change_of, missing_approvals
from breakglass.records.change import Change
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.governance.request import Request

CODE = "G213"
NAME = "emergency-not-made-good"
SEVERITY = Severity.ERROR


def _night(version: str, change: str, more: str = "") -> Example:
    entries = f"  - {{version: {version}, date: 2026-09-02, change: {change}, summary: Another channel}}\n{more}"
    first = "  - {version: 1.0.0, date: 2026-08-14, summary: First version}\n"
    return Example(kind="team", text=f"id: night\nversion: {version}\nchangelog:\n{entries}{first}")


_EMERGENCY = """\
emergency:
  authorised_by: tomas-lind
  role: incident-lead
  why: The written number rang at nobody's in a running incident
  review_by: 2026-09-07
"""
_DIGEST = "sha256:" + "0" * 64
_FIRST = f"records: [{{record: team/night, from: 1.0.0, to: 1.1.0, digest: '{_DIGEST}'}}]\n"
_SECOND = f"records: [{{record: team/night, from: 1.1.0, to: 1.2.0, digest: '{_DIGEST}'}}]\n"
_BASE = (
    _night("1.1.0", "chg-first"),
    Example(kind="change", text=f"id: chg-first\nclass: emergency\n{_EMERGENCY}{_FIRST}"),
)
_HEAD = (
    _night("1.2.0", "chg-second", "  - {version: 1.1.0, date: 2026-09-02, change: chg-first, summary: A channel}\n"),
    Example(kind="approval", text="id: second\nchange: chg-second\n"),
)
GOOD = (Example(kind="change", text=f"id: chg-second\nclass: normal\n{_SECOND}", also=_HEAD, base=_BASE),)
BAD = (
    Example(
        kind="change",
        text=f"id: chg-second\nclass: emergency\n{_EMERGENCY}{_SECOND}",
        also=_HEAD,
        base=_BASE,
        at=(2, 8),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each change whose records still wait for the approvals of an emergency."""
    for change in request.changes:
        if change.change_class == "normal" or request.settled(change):
            continue
        earlier = next((one for one in _before(change, request) if one.key != change.key), None)
        if earlier is not None:
            yield from _of(change, earlier, request.head.entries[change.key], today)


def _before(change: Change, request: Request) -> Iterator[Change]:
    """The emergency changes that brought what the base has of all that a change brings, and lack approvals."""
    base, policy = request.base, request.policy
    if policy is None:
        return
    for changed in change.records:
        entry = base.entries.get(changed.record.key)
        found = change_of(entry.record, base) if entry and isinstance(entry.record, Maintained) else None
        if found is not None and found[0].change_class == "emergency":
            missing = missing_approvals(found[0], policy, base)
            if any(changed.record.key in one.records for one in missing):
                yield found[0]
    names = {other.what for other in change.others}
    for one in base.all(Change):
        same = one.emergency is not None and names & {other.what for other in one.others}
        if same and any(missing_approvals(one, policy, base)):
            yield one


def _of(change: Change, earlier: Change, entry: Entry, today: date) -> Iterator[Problem]:
    due = earlier.emergency.review_by if earlier.emergency else earlier.date
    if change.emergency is None or today > due:
        still = "have not come yet" if today <= due else f"have not come by {due}"
        yield Problem(
            entry.span("class"),
            f"{earlier.id} took effect as an emergency, its approvals {still}, and this {change.change_class} change "
            "would make it a past one",
            f"Have {earlier.id} approved first, or make this a normal change: breakglass change --class normal",
        )
    elif change.emergency.review_by > due:
        yield Problem(
            entry.span("emergency", "review_by"),
            f"the approvals of {earlier.id} follow by {due}, and this would put them off to "
            f"{change.emergency.review_by}",
            f"Set review_by: {due} or earlier.",
        )
