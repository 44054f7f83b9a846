"""Use this rule to find pull requests that rewrite or delete what somebody put their name to.

A change that took effect, an approval and a review are kept as they were written. An auditor relies on it; whoever
edits one afterwards makes another person say something that they did not.

Bring the record back as it was. Write a new one if something is different now: a new change, a new approval, another
review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.incident import Incident
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.findings import Span
    from breakglass.governance.request import Edit, Request

CODE = "G207"
NAME = "history-rewritten"
SEVERITY = Severity.ERROR

_SIGNED = "id: one-more\nrole: incident-lead\n"
GOOD = (Example(kind="approval", text=_SIGNED, base=()),)
BAD = (
    Example(
        kind="approval",
        text="id: one-more\nnote: I never said that\n",
        base=(Example(kind="approval", text="id: one-more\nnote: Only for August\n"),),
        at=(2, 1),
    ),
)
_KEPT = {
    "change": "a change that took effect",
    "approval": "an approval",
    "review": "a review",
    "incident": "an incident",
}


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each change, approval or review of the base that is other or gone."""
    del today
    for edit in request.edits:
        if edit.before is None or edit.key[0] not in _KEPT or (edit.after is None and request.head.knows(edit.key)):
            continue
        if not edit.difference.changes or not _is_history(edit.before, request, gone=edit.after is None):
            continue
        yield Problem(
            _place(edit, edit.before),
            f"{_KEPT[edit.key[0]]} of the base is {'other' if edit.after else 'gone'}: "
            f"{edit.difference.changes[0].sentence().rstrip('.')}",
            "Bring it back as it was, and write a new one if something is different now.",
        )


def _place(edit: Edit, before: Entry) -> Span:
    first = edit.difference.changes[0]
    if edit.after is None:
        return before.span("id")
    return edit.after.key_span(*first.path) if not first.gone else edit.after.span("id")


def _is_history(before: Entry, request: Request, *, gone: bool) -> bool:
    record = before.record
    if isinstance(record, Change):
        # Until one of its records has the version that it brings, a change is a plan and may be edited.
        return any(_has(request, changed.record.key, changed.after) for changed in record.records)
    # An incident gains lessons and actions for months; what it never does is go away.
    return isinstance(record, Approval | Review) or (isinstance(record, Incident) and gone)


def _has(request: Request, key: tuple[str, str], version: str) -> bool:
    entry = request.base.entries.get(key)
    return entry is not None and getattr(entry.record, "version", None) == version
