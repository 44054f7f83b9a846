"""Use this rule to find suppressions that have run out.

A comment `# breakglass: ignore[...]` says that a fault is all right until a day, and that day still counts. After it
the finding is back, and the comment is clutter that somebody may mistake for cover. A last day that is no day has
always passed already.

Mend what the comment excused and delete it, or think again and give it a new day and reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.suppressions import Suppression, suppressions_in
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G302"
NAME = "suppression-expired"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
# breakglass: ignore[O103] until=2026-11-23 reason=The pager is ordered
channels: []
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
# breakglass: ignore[O103] until=2026-11-22 reason=The pager is ordered
hours: Weekdays 08:00–18:00 UK time
""",
        at=(1, 1),
    ),
    Example(
        kind="team",
        text="""\
# breakglass: ignore[O103] until=soon reason=The pager is ordered
hours: Weekdays 08:00–18:00 UK time
""",
        at=(1, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each suppression whose last day has passed."""
    del catalogue
    for comment in suppressions_in(entry.document):
        if not isinstance(comment, Suppression) or (comment.day is not None and comment.day >= today):
            continue
        if comment.day is None:
            message = f"“{comment.until}” is no day, so the suppression has ended"
            yield Problem(comment.comment.span, message, "Write the day as 2027-01-31.")
        else:
            message = f"the suppression ended on {comment.day}"
            yield Problem(comment.comment.span, message, "Mend what it excused and delete it, or think again.")
