"""What every record page shows about the record itself: owner, version, review, history, source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.approvals import approvals_of, change_of, digest_of_change
from breakglass.governance.reviews import standing
from breakglass.records.change import Change
from breakglass.records.record import Maintained
from breakglass.records.review import Review
from breakglass.records.vocabulary import CHECKED_TITLE, CLASS_TITLE
from breakglass.records.words import in_words
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.governance.reviews import Changed
    from breakglass.records.approval import Approval
    from breakglass.records.record import Record, Retirement
    from breakglass.views.named import Contact, Names
    from breakglass.views.trail import Trail


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The last review, when the next is due, and from when on that is soon.

    `state` is as of the build; the page works it out again. `changed` is what has changed since.
    """

    last: date
    due: date
    soon: date
    by: str
    every: str
    state: str
    changed: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One approval, and whether it still fits the content. `digest` is cut to what people compare."""

    by: str
    on: date
    behalf: str
    digest: str
    fits: bool
    note: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: what changed, which change brought it, and who approved that. `page` shows a past version.

    `kept` says whether its text is at hand, which is so for the present version and for those that git still has.
    """

    version: str
    date: date
    summary: str
    change: Named | None
    change_class: str
    approvals: tuple[ApprovalView, ...]
    page: str | None
    kept: bool


@dataclass(frozen=True, slots=True)
class CheckedView:
    """One thing that a review looked at."""

    what: str
    result: str
    evidence: str


@dataclass(frozen=True, slots=True)
class AttestationView:
    """A review: who held which version against reality, and what they saw."""

    on: date
    by: str
    version: str
    checked: tuple[CheckedView, ...]


@dataclass(frozen=True, slots=True)
class RetirementView:
    """Why the record ends, since when or from when on, and what to use instead."""

    retired: bool
    reason: str
    date: date
    successor: Named | None


@dataclass(frozen=True, slots=True)
class Head:
    """Owner, version, status, review, history and source of one record."""

    kind: str
    id: str
    title: str
    status: str
    version: str
    technical: Named
    business: Named
    contacts: tuple[Contact, ...]
    review: ReviewView | None
    needs_review: bool
    history: tuple[VersionView, ...]
    reviews: tuple[AttestationView, ...]
    retirement: RetirementView | None
    digest: str
    as_approved: bool
    file: str
    source: str | None
    improve: str | None
    trail: Trail


@dataclass(frozen=True, slots=True)
class EventHead:
    """Title and source of a record of something that happened."""

    kind: str
    id: str
    title: str
    file: str
    source: str | None
    trail: Trail


_DIGITS = 12
"""How many digits of a digest people see: enough to compare, short enough to read aloud."""


def short(digest: str) -> str:
    """A digest as people compare it."""
    return digest.removeprefix("sha256:")[:_DIGITS]


def event_head(entry: Entry, names: Names) -> EventHead:
    """The head of an event's page."""
    record = entry.record
    file = entry.document.file
    return EventHead(record.kind, record.id, record.title, file, names.links.file(file), names.trail)


def head_of(entry: Entry, names: Names, today: date) -> Head:
    """The head of a record as its page shows it. Raises `TypeError` for an event, which has none."""
    record = entry.record
    if not isinstance(record, Maintained):
        raise TypeError(f"{record.kind} has no head")
    owner = record.owners.technical
    brought = change_of(record, names.catalogue)
    digest = names.catalogue.digest(record.key)
    return Head(
        kind=record.kind,
        id=record.id,
        title=record.title,
        status=record.status,
        version=record.version,
        technical=names.named(owner),
        business=names.named(record.owners.business),
        contacts=names.contacts(owner.key) if owner else (),
        review=_review(record, names, today),
        needs_review=record.in_force,
        history=tuple(_versions(record, names)),
        reviews=tuple(_reviews(record, names)),
        retirement=_retirement(record.retirement, names, retired=record.status == "retired"),
        digest=short(digest),
        as_approved=brought is not None and brought[1].digest == digest,
        file=entry.document.file,
        source=names.links.file(entry.document.file),
        improve=names.links.improve(entry.document.file),
        trail=names.trail,
    )


def _review(record: Maintained, names: Names, today: date) -> ReviewView | None:
    found = standing(record, names.catalogue)
    if found is None or record.review is None:
        return None
    return ReviewView(
        found.review.date,
        found.due,
        found.soon,
        found.review.by,
        in_words(record.review.every),
        found.state(today),
        tuple(_changed(change, record, names) for change in found.changed),
    )


def _changed(change: Changed, record: Record, names: Names) -> Named:
    if change.then is None:
        note = "new since"
    elif change.now is None:
        note = "gone since"
    else:
        note = "changed without a new version" if change.then == change.now else f"{change.then} → {change.now}"
    found = names.catalogue.entries.get(change.key)
    if change.key == record.key:
        return Named("This record", None, note)
    return Named(found.record.title if found else "/".join(change.key), names.page(change.key), note)


def _versions(record: Maintained, names: Names) -> Iterator[VersionView]:
    brought = {
        changed.after: change
        for change in names.catalogue.referring(Change, record.key)
        for changed in change.records
        if changed.record.key == record.key
    }
    for entry in record.changelog:
        change = brought.get(entry.version)
        yield VersionView(
            entry.version,
            entry.date,
            entry.summary,
            Named(change.title, names.page(change.key), change.id) if change else None,
            CLASS_TITLE[change.change_class] if change else "",
            approval_views(change, names) if change else (),
            names.past.get((record.key, entry.version)),
            entry.version == record.version or (record.key, entry.version) in names.past,
        )


def approval_views(change: Change, names: Names) -> tuple[ApprovalView, ...]:
    """The approvals of a change."""
    wanted = digest_of_change(change)
    return tuple(
        ApprovalView(a.by, a.date, _behalf(a, names), short(a.digest), a.digest == wanted, a.note or "")
        for a in approvals_of(change, names.catalogue)
    )


def _behalf(approval: Approval, names: Names) -> str:
    roles = [names.named(approval.role).title] if approval.role else []
    return ", ".join([*([f"{approval.side} owner"] if approval.side else []), *roles])


def _reviews(record: Maintained, names: Names) -> Iterator[AttestationView]:
    found = names.catalogue.referring(Review, record.key)
    for review in sorted(found, key=lambda review: review.date, reverse=True):
        checked = tuple(CheckedView(CHECKED_TITLE[c.what], c.result, c.evidence) for c in review.checked)
        yield AttestationView(review.date, review.by, review.version, checked)


def _retirement(ends: Retirement | None, names: Names, *, retired: bool) -> RetirementView | None:
    if ends is None:
        return None
    return RetirementView(retired, ends.reason, ends.date, names.named(ends.successor) if ends.successor else None)
