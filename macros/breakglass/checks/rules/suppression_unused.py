"""Use this rule to find suppressions that excuse nothing.

The fault was mended, a waiver excuses it as well, or the comment stands at another line than the finding. A
suppression that waits for a fault to come hides it on the day it does.

Delete the comment, or the code in it that finds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.checks.suppressions import Suppression

CODE = "G303"
NAME = "suppression-unused"
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
# breakglass: ignore[O103] until=2026-12-31 reason=The pager is ordered
hours: Weekdays 08:00–18:00 UK time
""",
        at=(1, 1),
    ),
)


def check_suppressions(unused: Iterable[tuple[Suppression, str]]) -> Iterator[Problem]:
    """Yield a problem for each code in a comment that matched no finding. The engine calls it when all else is done."""
    for suppression, code in unused:
        yield Problem(
            suppression.comment.span,
            f"the suppression excuses nothing: {code} finds no fault on the line below",
            "Delete it, or put it on or above the line that is meant.",
        )
