"""Use this rule to find reviews in a pull request that repeat an earlier one with a new date.

In two public runbook repositories 67 % and 39 % of the commits that move a review date change nothing else. Evidence
that is word for word that of the last time says that the last time was copied, and not that anybody looked.

Look again, and say what was done and seen this time: `breakglass reviewed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G208"
NAME = "review-only-a-date"
SEVERITY = Severity.ERROR

_HEAD = "id: again\ndate: 2026-11-20\nrecord: team/automation-platform\nversion: 1.0.0\n"
GOOD = (
    Example(
        kind="review",
        text=f"""\
{_HEAD}checked:
  - what: contacts
    result: holds
    evidence: Rang the new pager on 19 November; the second in line answered after 4 min
""",
        base=(),
    ),
)
BAD = (
    Example(
        kind="review",
        text=f"""\
{_HEAD}checked:
  - what: contacts
    result: holds
    evidence: Called the pager and both phones on 1 September; all answered within 3 min
""",
        base=(),
        at=(5, 1),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each new review whose evidence is that of an earlier review of the same record."""
    del today
    for edit in request.edits:
        review = edit.after.record if edit.after and edit.before is None else None
        if edit.after is None or not isinstance(review, Review) or not review.checked:
            continue
        said = {_spoken(item.evidence) for item in review.checked}
        for earlier in request.head.referring(Review, review.record.key):
            if earlier.key == review.key or (earlier.date, earlier.id) >= (review.date, review.id):
                continue
            if said <= {_spoken(item.evidence) for item in earlier.checked}:
                yield Problem(
                    edit.after.key_span("checked"),
                    f"the evidence is word for word that of {earlier.date}: only the date is new",
                    "Say what was done and seen this time.",
                    (("the earlier review", request.head.entries[earlier.key].key_span("checked")),),
                )
                break


def _spoken(text: str) -> str:
    return " ".join(text.casefold().split())
