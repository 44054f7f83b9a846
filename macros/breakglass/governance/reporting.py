"""Reporting: a request, with what lint finds before and after it, becomes a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from breakglass.findings import Finding, Severity, Span
from breakglass.governance.demands import demands, expected, objections, unsure_approvers
from breakglass.governance.reach import playbooks_reached, reviews_to_confirm
from breakglass.governance.report import (
    REPORT_VERSION,
    Asked,
    EditedRecord,
    Fault,
    ReachedPlaybook,
    Report,
    RequestedChange,
    ReviewToConfirm,
    Sentence,
    Spot,
    Verdict,
)
from breakglass.governance.request import named
from breakglass.governance.versions import rise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.governance.change import Change as OneChange
    from breakglass.governance.request import Edit, Request
    from breakglass.records.change import Change

WAITS = frozenset({"G203", "G210", "G107", "G212"})
"""What only people can mend: approvals that are missing, objections, and a risk that nobody has validated."""
_SAID_BETTER = {"G105": "G203"}
"""Rules that look at the request alone, and the one that says the same by the base."""
_TO_CONFIRM = "V108"
"""The rule whose new findings the report lists on their own, as reviews to be confirmed."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What lint finds in the base and in the head, and what the rules find in the request beside its base."""

    base: Sequence[Finding]
    head: Sequence[Finding]
    request: Sequence[Finding]


def report_of(
    request: Request, findings: Findings, commits: tuple[str, str], today: date, notes: tuple[str, ...] = ()
) -> Report:
    """The report on a request, judged on a day. `commits` are those of base and head (empty: the working tree)."""
    new, remaining, fixed = _sorted_out(request, findings)
    blocking = [fault for fault in (*new, *remaining) if fault.blocks]
    waits = all(fault.code in WAITS for fault in blocking)
    verdict: Verdict = "refused" if not waits else "waiting" if blocking else "ready"
    return Report(
        version=REPORT_VERSION,
        base=commits[0],
        head=commits[1],
        today=today,
        verdict=verdict,
        records=tuple(_edited(edit, request) for edit in request.edits if edit.key[0] not in {"change", "approval"}),
        changes=tuple(_requested(change, request) for change in request.changes if not request.settled(change)),
        reviews_to_confirm=tuple(
            ReviewToConfirm(
                record="/".join(record.key),
                title=record.title,
                reviewed=standing.review.date,
                since=tuple("/".join(changed.key) for changed in standing.changed),
            )
            for record, standing in reviews_to_confirm(request, today)
        ),
        new=new,
        remaining=remaining,
        fixed=fixed,
        notes=(*_notes(request), *notes),
    )


def _edited(edit: Edit, request: Request) -> EditedRecord:
    before, after = edit.versions
    record = edit.maintained
    counts = record is not None and edit.in_force
    change = request.change_of(edit) if counts else None
    settled = change is not None and request.settled(change)
    catalogue = request.head if edit.after else request.base
    reached = playbooks_reached(edit.key, catalogue) if edit.key[0] not in {"playbook", "incident", "review"} else ()
    what: Literal["added", "changed", "removed", "moved"] = "changed"
    if edit.before is None or edit.after is None:
        what = "added" if edit.before is None else "removed"
    elif not edit.difference.changes and edit.moved_from:
        what = "moved"
    return EditedRecord(
        record="/".join(edit.key),
        title=edit.entry.record.title,
        kind=edit.key[0],
        what=what,
        spot=_spot(edit, ("version",) if record is not None else ("id",)),
        moved_from=edit.moved_from,
        status=record.status if record is not None else None,
        version_before=before,
        version_after=after,
        bump=edit.difference.bump if counts else None,
        done=rise(before, after) if before and after else None,
        change_class=edit.difference.change_class if counts and edit.difference.changes else None,
        reasons=edit.difference.reasons if counts else (),
        sentences=tuple(
            Sentence(
                text=change.sentence(),
                spot=_spot_of(edit, change),
                bump=change.asks[0],
                change_class=change.asks[1],
            )
            for change in edit.difference.changes
        ),
        change=change.id if change is not None and not settled else None,
        asks=()
        if change is not None or not counts or edit.after is None
        else expected(edit.difference.change_class, (edit.key,), request),
        reaches=tuple(
            ReachedPlaybook(record="/".join(one.key), title=one.title, severity=one.severity) for one in reached
        ),
    )


def _spot(edit: Edit, path: tuple[str | int, ...]) -> Spot:
    span = edit.entry.span(*path)
    return _at(span, "head" if edit.after else "base")


def _spot_of(edit: Edit, change: OneChange) -> Spot:
    """Where a change is to be seen: in the head, or in the base for what is gone."""
    entry = edit.before if change.gone and edit.before is not None else edit.entry
    span = entry.key_span(*change.path)
    return _at(span, "base" if entry is edit.before else "head")


def _requested(change: Change, request: Request) -> RequestedChange:
    entry, policy = request.head.entries[change.key], request.policy
    against = objections(change, request)
    span = entry.span("id")
    return RequestedChange(
        id=change.id,
        title=change.title,
        spot=_at(span, "head"),
        change_class=change.change_class,
        author=change.author,
        risk=f"{change.risk.level}: {change.risk.why}",
        records=(*(f"{one.record} {one.after}" for one in change.records), *(one.what for one in change.others)),
        asked=tuple(
            Asked(
                who=demand.who,
                records=tuple(map(named, demand.records)),
                able=tuple(sorted(demand.able)),
                given=demand.given,
                count=demand.count,
                met=demand.met,
            )
            for demand in demands(change, request)
        ),
        objections=tuple(f"{one.by}{f': {one.note}' if one.note else ''}" for one in against),
        settle=f"{policy.conflict.how.strip()} The role {policy.conflict.decides} decides."
        if against and policy
        else "",
        follow_by=change.emergency.review_by if change.emergency else None,
        emergency=f"let through by {change.emergency.authorised_by} as {change.emergency.role}: {change.emergency.why}"
        if change.emergency
        else "",
    )


def _notes(request: Request) -> Iterator[str]:
    if request.policy is None:
        yield "There is no policy, so nobody is asked to approve. Write one: breakglass new policy change-control"
    elif not request.base.find(type(request.policy), request.policy.id):
        yield "The base has no policy yet; the one of this request judges it."
    if request.cut_off:
        yield "The clone is cut off, so committers are not known: only the author of a change counts as its writer."
    for change in request.changes:
        if not request.settled(change):
            yield from unsure_approvers(change, request)


def _sorted_out(request: Request, findings: Findings) -> tuple[tuple[Fault, ...], tuple[Fault, ...], tuple[Fault, ...]]:
    """New, remaining and fixed findings. What is wrong keeps a request from being merged if the request touches it.

    A finding that stood there before, as a review that ran out, is a warning to a request about other records.
    """
    lines = {edit.after.document.file: _changed_lines(edit) for edit in request.edits if edit.after}
    said = {(finding.code, finding.span) for finding in findings.request}
    head = [f for f in findings.head if (_SAID_BETTER.get(f.code), f.span) not in said]
    before = Counter(_identity(finding, request.base) for finding in findings.base)
    new: list[Fault] = []
    remaining: list[Fault] = []
    for finding in head:
        identity = _identity(finding, request.head)
        known = before[identity] > 0
        before[identity] -= known
        if finding.code == _TO_CONFIRM and not known:
            continue
        error = finding.severity is Severity.ERROR
        touched = _record(finding, request.head) in request.touched
        blocks = error and (touched or not known)
        (remaining if known else new).append(_fault(finding, lines, blocks=blocks))
    new += [_fault(finding, lines, blocks=finding.severity is Severity.ERROR) for finding in findings.request]
    gone = []
    for finding in findings.base:
        identity = _identity(finding, request.base)
        if before[identity] > 0:
            before[identity] -= 1
            gone.append(_fault(finding, {}, blocks=False, side="base"))
    return _in_order(new), _in_order(remaining), _in_order(gone)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """What blocks comes first, then what stands on changed lines, then by place."""
    return tuple(
        sorted(
            faults,
            key=lambda f: (not f.blocks, not f.on_changed_line, f.severity, f.spot.file, f.spot.line, f.code),
        )
    )


def _fault(
    finding: Finding, lines: Mapping[str, set[int]], *, blocks: bool, side: Literal["head", "base"] = "head"
) -> Fault:
    on = finding.span.line in lines.get(finding.span.file, ())
    return Fault(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        mend=finding.mend,
        spot=_at(finding.span, side),
        blocks=blocks,
        on_changed_line=on,
    )


def _at(span: Span, side: Literal["head", "base"]) -> Spot:
    return Spot(file=span.file, line=span.line, side=side)


def _record(finding: Finding, catalogue: Catalogue) -> Key | None:
    return catalogue.by_file.get(finding.span.file)


def _identity(finding: Finding, catalogue: Catalogue) -> tuple[str, Key | str, str]:
    """What makes a finding the same before and after: its rule, its record and what it says; not its line or file."""
    return finding.code, _record(finding, catalogue) or finding.span.file, finding.message


def _changed_lines(edit: Edit) -> set[int]:
    if edit.after is None:
        return set()
    new = edit.after.document.text.splitlines()
    if edit.before is None:
        return set(range(1, len(new) + 1))
    old = edit.before.document.text.splitlines()
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return {line + 1 for tag, _, _, start, end in blocks if tag != "equal" for line in range(start, end)}
