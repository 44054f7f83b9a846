"""Use this rule to find comments for Breakglass that cannot count.

`# breakglass: ignore[...]` excuses the line below it only with a last day and a reason, for rules that may be excused
at all, and for no longer than the policy allows a waiver to run. A comment that says less is an exception that
nobody has to explain and that never ends. Reading, schema and governance itself (Y, S and G) are never excused.

Write the code, `until=` with a day, and `reason=` with the rest of the line, behind the value or on a line above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.suppressions import Refused, suppressions_in, too_long
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G301"
NAME = "suppression-refused"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
# breakglass: ignore[O103] until=2026-12-31 reason=The pager is ordered
channels: []
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
# breakglass: ignore[O104]
hours: Weekdays
""",
        at=(1, 1),
    ),
    Example(
        kind="team",
        text="""\
# breakglass: ignore[O103] until=2036-12-31 reason=Some day
hours: Weekdays
""",
        at=(1, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each comment that excuses nothing, and for each that would do so for too long."""
    for comment in suppressions_in(entry.document):
        if isinstance(comment, Refused):
            yield Problem(comment.comment.span, comment.message, comment.mend)
        elif latest := too_long(comment, catalogue, today):
            yield Problem(
                comment.comment.span,
                f"the suppression runs until {comment.until}, longer than the policy allows",
                f"End it on {latest} or earlier.",
            )
