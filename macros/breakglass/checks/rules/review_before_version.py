"""Use this rule to find reviews of versions that did not exist yet.

A review attests what somebody read on a day. A version that came later, of the record or of something that it rests
on, cannot have been read. Such a review was sealed again without a reader, and it hides what is to be confirmed.

Leave the review as it was, or drop it; read the record as it is now, and write a new review with `breakglass reviewed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.dates import day_of
from breakglass.records.record import Maintained
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.values import RecordRef

CODE = "V110"
NAME = "review-before-version"
SEVERITY = Severity.ERROR

_TEAM = Example(
    kind="team",
    text="""\
id: night
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2026-10-12, summary: A phone for nights}
  - {version: 1.0.0, date: 2026-08-20, summary: First version}
""",
)

GOOD = (
    Example(
        kind="review",
        text="""\
id: night-read
record: team/night
version: 1.1.0
date: 2026-10-12
""",
        also=(_TEAM,),
    ),
)
BAD = (
    Example(
        kind="review",
        text="""\
id: night-read
record: team/night
version: 1.1.0
date: 2026-10-11
""",
        also=(_TEAM,),
        at=(3, 10),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each version in a review that is younger than the review."""
    del today
    review = entry.record
    if not isinstance(review, Review):
        return
    attested: list[tuple[RecordRef, str, tuple[str, ...]]] = [(review.record, review.version, ("version",))]
    attested += [(on, version, ("rests_on", str(on))) for on, version in review.rests_on.items()]
    for reference, version, path in attested:
        found = catalogue.entries.get(reference.key)
        if found is None or not isinstance(found.record, Maintained):
            continue
        day = day_of(found.record, version)
        if day is not None and day > review.date:
            yield Problem(
                entry.span(*path),
                f"{reference} {version} came on {day}, after the review of {review.date}",
                f"Read it as it is now, then run: breakglass reviewed {review.record}",
                ((f"{reference} {version}", found.span("changelog", _place(found.record, version), "date")),),
            )


def _place(record: Maintained, version: str) -> int:
    return next(index for index, line in enumerate(record.changelog) if line.version == version)
