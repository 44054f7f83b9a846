"""Use this rule to find actions that were dropped without a word.

To drop an action is a decision: somebody now bears the risk. Without a name for it, it is just forgotten.

Add `dropped` with the reason and who bears the risk, and `closed` with the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.actions import actions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "L103"
NAME = "dropped-in-silence"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="incident",
        text="""\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2026-09-15
    status: dropped
    closed: 2026-09-02
    dropped: The plan does not allow it; finance bears the risk
""",
    ),
)
BAD = (
    Example(
        kind="incident",
        text="""\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2026-09-15
    status: dropped
    closed: 2026-09-02
""",
        at=(8, 13),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each dropped action without its reason or its day."""
    for path, action in actions_of(entry.record):
        if action.status == "dropped" and (not action.dropped or action.closed is None):
            yield Problem(
                entry.span(*path, "status"),
                "the action was dropped and does not say why and when",
                "Add dropped: with the reason and who bears the risk, and closed: with the day.",
            )
