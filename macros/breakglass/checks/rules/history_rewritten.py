"""Use this rule to find pull requests that rewrite or delete what somebody put their name to, or what happened.

A change that took effect, an approval, a review and a waiver are kept as they were written. So is what an incident or
the run of a drill says of the past. An auditor relies on it; whoever edits one afterwards makes another person say
something that they did not, or lets an incident have been a smaller one.

What comes later is welcome: another lesson or factor, an action, how an action ends, the audit, a short review that
becomes a full one. A waiver may end earlier.

Bring the record back as it was. Write a new one if something is different now: a new change, a new approval, another
review. Where an incident was told wrongly, have the correction approved: `breakglass change incident/ID`. That of a
drill takes a normal change of the drill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.request import named
from breakglass.governance.testimony import altered
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.incident import Incident
from breakglass.records.review import Review
from breakglass.records.waiver import Waiver

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
GOOD = (
    Example(kind="approval", text=_SIGNED, base=()),
    Example(
        kind="incident",
        text="id: small\nfactors: [Nobody was told, Nobody had the number]\n",
        base=(Example(kind="incident", text="id: small\nfactors: [Nobody was told]\n"),),
    ),
)
BAD = (
    Example(
        kind="approval",
        text="id: one-more\nnote: I never said that\n",
        base=(Example(kind="approval", text="id: one-more\nnote: Only for August\n"),),
        at=(2, 1),
    ),
    Example(
        kind="incident",
        text="id: small\nmode: duplicate-run\n",
        base=(Example(kind="incident", text="id: small\nmode: silent-trigger\n"),),
        at=(2, 1),
    ),
)
_KEPT = {
    "change": "a change that took effect",
    "approval": "an approval",
    "review": "a review",
    "incident": "an incident",
    "waiver": "a waiver",
}


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each change, approval, review, waiver or account of the base that is other or gone."""
    del today
    for edit in request.edits:
        if edit.before is None or (edit.after is None and request.head.knows(edit.key)) or not edit.difference.changes:
            continue
        if edit.key[0] == "incident" and edit.after is not None:
            yield from _told_otherwise(edit, edit.before, edit.after, request)
        elif edit.key[0] == "drill" and edit.after is not None:
            yield from _played_otherwise(edit, edit.before, edit.after, request)
        elif edit.key[0] in _KEPT and _is_history(edit.before, edit.after, request):
            yield Problem(
                _place(edit, edit.before),
                f"{_KEPT[edit.key[0]]} of the base is {'other' if edit.after else 'gone'}: "
                f"{edit.difference.changes[0].sentence().rstrip('.')}",
                "Bring it back as it was, and write a new one if something is different now.",
            )


def _told_otherwise(edit: Edit, before: Entry, after: Entry, request: Request) -> Iterator[Problem]:
    """An incident that says something else of the past than it did, where no change brings that."""
    key = altered(before.document.data(), after.document.data())
    if key is None or request.bringing(edit.key) is not None:
        return
    sentence = next((c.sentence() for c in edit.difference.changes if c.path[:1] == (key,)), None)
    yield Problem(
        after.key_span(key) if key in after.document.data() else after.span("id"),
        f"the incident says of the past what it did not say before: {(sentence or key).rstrip('.')}",
        f"Bring it back as it was, or have the correction approved: breakglass change {named(edit.key)}",
    )


def _played_otherwise(edit: Edit, before: Entry, after: Entry, request: Request) -> Iterator[Problem]:
    """A run of a drill that says something else than it did, where no change does for which both owners are asked."""
    change = request.change_of(edit)
    if change is not None and change.change_class != "standard":
        return
    runs = {run["date"]: run for run in after.document.data().get("runs") or ()}
    for run in before.document.data().get("runs") or ():
        key = altered(run, runs[run["date"]]) if run["date"] in runs else "runs"
        if key is not None:
            yield Problem(
                after.key_span("runs") if "runs" in after.document.data() else after.span("id"),
                f"the run of {run['date']} is {'other' if run['date'] in runs else 'gone'}: {key}",
                "Bring it back as it was, or make it a normal change: breakglass change --class normal",
            )


def _place(edit: Edit, before: Entry) -> Span:
    first = edit.difference.changes[0]
    if edit.after is None:
        return before.span("id")
    return edit.after.key_span(*first.path) if not first.gone else edit.after.span("id")


def _is_history(before: Entry, after: Entry | None, request: Request) -> bool:
    record = before.record
    if isinstance(record, Change):
        # Until one of its records has the version that it brings, a change is a plan and may be edited.
        return not record.records or any(_has(request, one.record.key, one.after) for one in record.records)
    if isinstance(record, Waiver):
        return after is not None and not _only_shorter(before, after)
    # An incident gains lessons and actions for months; what it never does is go away.
    return isinstance(record, Approval | Review | Incident)


def _only_shorter(before: Entry, after: Entry) -> bool:
    """Whether a waiver is as it was and ends earlier, which needs nobody."""
    old, new = before.document.data(), after.document.data()
    return old | {"until": None} == new | {"until": None} and new["until"] <= old["until"]


def _has(request: Request, key: tuple[str, str], version: str) -> bool:
    entry = request.base.entries.get(key)
    return entry is not None and getattr(entry.record, "version", None) == version
