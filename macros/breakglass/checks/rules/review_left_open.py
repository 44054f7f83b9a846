"""Use this rule to find reviews that found a fault which is still there.

“Open” says that something is wrong. A record that is known to be wrong and looks reviewed is worse than one that nobody
has read: the page is green.

Mend it, and review the record again. If that takes long, have the finding waived until a day, by somebody entitled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.reviews import last_review
from breakglass.records.record import Maintained
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V111"
NAME = "review-left-open"
SEVERITY = Severity.WARNING

GOOD = (
    Example(
        kind="review",
        text="""\
checked:
  - what: contacts
    result: mended
    evidence: The second phone was dead; it has a new number and answered within 3 min
""",
    ),
)
BAD = (
    Example(
        kind="review",
        text="""\
checked:
  - what: contacts
    result: open
    evidence: The second phone did not answer in three calls on 1 September
""",
        at=(3, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each open item of a record's last review."""
    del today
    review = entry.record
    if not isinstance(review, Review) or not any(item.result == "open" for item in review.checked):
        return
    reviewed = catalogue.entries.get(review.record.key)
    if reviewed is None or not isinstance(reviewed.record, Maintained) or not reviewed.record.in_force:
        return
    last = last_review(review.record.key, catalogue)
    if last is None or last.key != review.key:
        return
    for index, item in enumerate(review.checked):
        if item.result == "open":
            yield Problem(
                entry.span("checked", index, "result"),
                f"the review of {review.record} found a fault that is still open: {item.evidence}",
                f"Mend it, then run: breakglass reviewed {review.record}",
                (("the record", reviewed.span("id")),),
            )
