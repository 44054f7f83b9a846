"""Use this rule to see which reviews have run out early, since what they attested has changed.

The record itself has a new version, or a module, role, team, escalation path, message or platform that it is
built from does. The steps may still hold; somebody has to say so.

Read what changed, and confirm with `breakglass reviewed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.reviews import standing
from breakglass.records.record import Maintained
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V108"
NAME = "review-to-confirm"
SEVERITY = Severity.WARNING

GOOD = (Example(kind="review", text="date: 2026-09-02\n"),)
BAD = (
    Example(
        kind="review",
        text="""\
record: team/automation-platform
version: 0.9.0
digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
""",
        at=(1, 9),
    ),
)


_SHOWN = 3
"""How many changes a finding names before it counts the rest."""


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for the last review of a record where something it attested has changed."""
    review = entry.record
    if not isinstance(review, Review) or review.record.key not in catalogue.entries:
        return
    record = catalogue.entries[review.record.key].record
    if not isinstance(record, Maintained) or record.status == "retired":
        return
    found = standing(record, catalogue)
    if found is None or found.review.key != review.key or found.state(today) != "changed":
        return
    if all(change.then == change.now for change in found.changed):
        return  # the same versions with other content: V107 or G102 says so
    names = [f"{kind}/{name}" for kind, name in (change.key for change in found.changed)]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    yield Problem(
        entry.span("record"),
        f"the review is to be confirmed: {', '.join(names[:_SHOWN])}{more} changed since",
        f"Read what changed, then run: breakglass reviewed {review.record}",
    )
