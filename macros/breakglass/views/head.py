"""What every record page shows about the record itself: owner, version, review, source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.views.words import in_words

if TYPE_CHECKING:
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.views.named import Contact, Named, Names


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The last review, when the next is due, and from when on that is soon.

    `state` is as of the build; the page works it out again.
    """

    last: date
    due: date
    soon: date
    by: str
    every: str
    state: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One entry of the changelog."""

    version: str
    date: date
    summary: str


@dataclass(frozen=True, slots=True)
class Head:
    """Owner, version, status, review and source of one record."""

    kind: str
    id: str
    title: str
    status: str
    version: str
    technical: Named
    business: Named
    contacts: tuple[Contact, ...]
    review: ReviewView | None
    changelog: tuple[VersionView, ...]
    file: str
    source: str | None


def head_of(entry: Entry, names: Names, today: date) -> Head:
    """The head of a record as its page shows it."""
    record = entry.record
    owner = record.owners.technical
    return Head(
        kind=record.kind,
        id=record.id,
        title=record.title,
        status=record.status,
        version=record.version,
        technical=names.named(owner),
        business=names.named(record.owners.business),
        contacts=names.contacts(owner.key) if owner else (),
        review=_review(entry, today),
        changelog=tuple(VersionView(e.version, e.date, e.summary) for e in record.changelog),
        file=entry.document.file,
        source=names.links.file(entry.document.file),
    )


def _review(entry: Entry, today: date) -> ReviewView | None:
    review = entry.record.review
    if review is None:
        return None
    return ReviewView(review.last, review.due, review.soon, review.by, in_words(review.every), review.state(today))
