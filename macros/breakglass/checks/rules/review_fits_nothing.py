"""Use this rule to find reviews whose digests fit no content that anybody knows.

A review is bound to the exact content that was read. Where the digest fits neither the record as it is nor the
version that a change record brought, nobody can say what was attested: the content was changed without a new
version, or the digest was copied from elsewhere.

Write reviews with `breakglass reviewed`, which works the digests out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.touched import touched_by
from breakglass.findings import Severity
from breakglass.governance.reviews import silently_edited
from breakglass.records.change import Change
from breakglass.records.record import Maintained
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V107"
NAME = "review-fits-nothing"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="review",
        text="""\
record: team/automation-platform
digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
""",
    ),
)
BAD = (
    Example(
        kind="review",
        text="""\
record: team/automation-platform
digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
""",
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a review of a version whose content it does not fit."""
    del today
    review = entry.record
    if not isinstance(review, Review) or review.record.key not in catalogue.entries:
        return
    record = catalogue.entries[review.record.key].record
    if not isinstance(record, Maintained):
        return
    mend = f"Read the record again, then run: breakglass reviewed {review.record}"
    if review.version != record.version:
        known = _of_changes(review, catalogue)
        fits = known is None or known == review.digest
        what = f"version {review.version} as its change record has it"
    else:
        fits = review.digest == catalogue.digest(record.key)
        if silently_edited(record.key, catalogue):
            # A review of what no change has brought would be void with the version that the change gives it.
            mend = f"Have a change bring the edit first, and review it afterwards: breakglass change {review.record}"
        what = f"{review.record} as it is, though both say version {record.version}"
    if not fits:
        yield Problem(
            entry.span("digest"),
            f"the digest does not fit {what}",
            mend,
            touched_by(record.key, catalogue),
        )


def _of_changes(review: Review, catalogue: Catalogue) -> str | None:
    """The digest of the reviewed version by the change that brought it; nothing where no change is on record."""
    for change in catalogue.referring(Change, review.record.key):
        for changed in change.records:
            if changed.record == review.record and changed.after == review.version:
                return changed.digest
    return None
