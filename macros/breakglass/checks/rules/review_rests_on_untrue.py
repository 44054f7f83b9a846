"""Use this rule to find reviews whose list of what the record rests on is not the one that was read.

`closure` is a digest over everything that a record depends on, and `rests_on` says in words what that was. Where the
digest fits and the list does not, somebody edited the list: a reader believes that a role or module was looked at in a
version that it never was, and later nobody can say what has changed since.

Write reviews with `breakglass reviewed`, which lists what was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.reviews import version_of
from breakglass.records.review import Review
from breakglass.records.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V112"
NAME = "review-rests-on-untrue"
SEVERITY = Severity.ERROR

_HEAD = "id: lead\nrecord: role/incident-lead\nversion: 1.0.0\n"
GOOD = (
    Example(
        kind="review",
        text=f"{_HEAD}checked: [{{what: content, result: holds, evidence: Read aloud to the four on the rota}}]\n",
    ),
)
BAD = (
    Example(
        kind="review",
        text=f"{_HEAD}rests_on: {{team/automation-platform: 1.4.0}}\n",
        at=(4, 1),
    ),
)

_SHOWN = 3
"""How many records a finding names before it counts the rest."""


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a review whose closure is that of today and whose list is not."""
    del today
    review = entry.record
    if not isinstance(review, Review) or review.record.key not in catalogue.entries:
        return
    if catalogue.closure_digest(review.record.key) != review.closure:
        return  # what it rested on then is not there any more to be compared
    if any(reference.key in catalogue.unread for reference in review.rests_on):
        return  # what a file with faults leads on to, nobody knows
    read = {"/".join(key): version_of(catalogue.entries[key]) for key in catalogue.rests_on(review.record.key)}
    said = {str(reference): version for reference, version in review.rests_on.items()}
    wrong = sorted(name for name in read.keys() | said.keys() if read.get(name) != said.get(name))
    if wrong:
        yield Problem(
            entry.key_span("rests_on") if "rests_on" in entry.document.data() else entry.span("closure"),
            f"the closure fits what {review.record} rests on, and the list does not: {listed(wrong, _SHOWN)}",
            f"Read the record again, then run: breakglass reviewed {review.record}",
        )
