"""Reviews: how a record stands, by the last attestation, its cadence and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from breakglass.governance.approvals import change_of
from breakglass.records.record import Maintained
from breakglass.records.review import Review

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue, Entry, Key

_DUE_SOON = timedelta(days=30)
"""How long before its due date a review counts as due soon, or half of its cadence where that is shorter."""

ReviewState = Literal["fresh", "due", "overdue", "changed", "never"]
"""`changed`: to be confirmed, since something that was attested has changed; `never`: no review, or no cadence."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands: its last review, when the next is due, and what has changed since.

    `changed` names the record itself, or what it rests on, with the version that was read (or nothing where it
    is new) and the present one (or nothing where it is gone).
    """

    review: Review
    due: date
    soon: date
    changed: tuple[Changed, ...]

    def state(self, today: date) -> ReviewState:
        """How it stands on a day. Being overdue weighs more than a change since."""
        if today > self.due:
            return "overdue"
        if self.changed:
            return "changed"
        return "due" if today >= self.soon else "fresh"


@dataclass(frozen=True, slots=True)
class Changed:
    """One record that is not what it was at the review."""

    key: Key
    then: str | None
    now: str | None


def last_review(key: Key, catalogue: Catalogue) -> Review | None:
    """The latest review of a record, whatever it is worth."""
    return max(catalogue.referring(Review, key), key=lambda review: (review.date, review.id), default=None)


def standing(record: Maintained, catalogue: Catalogue) -> Standing | None:
    """How a record stands, or nothing where it was never reviewed or says no cadence."""
    review = last_review(record.key, catalogue)
    if review is None or record.review is None:
        return None
    every = record.review.every
    due = review.date + min(every, date.max - review.date)
    soon = max(review.date, due - min(_DUE_SOON, every / 2))
    return Standing(review, due, soon, tuple(_changed(record, review, catalogue)))


def _changed(record: Maintained, review: Review, catalogue: Catalogue) -> list[Changed]:
    found = []
    if catalogue.digest(record.key) != review.digest:
        found.append(Changed(record.key, review.version, record.version))
    if catalogue.closure_digest(record.key) == review.closure:
        return found
    present = {key: version_of(catalogue.entries[key]) for key in catalogue.rests_on(record.key)}
    past = {reference.key: version for reference, version in review.rests_on.items()}
    if any(key in catalogue.unread for key in past):
        # Nobody knows what it says now, nor what else it leads to, so only what can be read is compared.
        past = {key: version for key, version in past.items() if key in present}
    moved = [
        Changed(key, past.get(key), present.get(key))
        for key in sorted(present.keys() | past.keys())
        if past.get(key) != present.get(key)
    ]
    if not moved:
        # The versions are all the same and yet something is not: a record was changed without a new version.
        moved = [Changed(key, past[key], present[key]) for key in sorted(present) if silently_edited(key, catalogue)]
    return [*found, *moved]


def silently_edited(key: Key, catalogue: Catalogue) -> bool:
    """Whether a record is not what the change that brought its version says."""
    record = catalogue.entries[key].record
    found = change_of(record, catalogue) if isinstance(record, Maintained) else None
    return found is not None and found[1].digest != catalogue.digest(key)


def version_of(entry: Entry) -> str:
    """The version of a record that is kept over time; of an event, which has none, an empty text."""
    return getattr(entry.record, "version", "")
