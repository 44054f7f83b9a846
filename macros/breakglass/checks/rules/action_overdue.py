"""Use this rule to find actions that are overdue.

An incident was paid for once. While its action waits, the same one may be paid for again, and everybody knew.

Do it, or agree on another day with whoever bears the risk, or drop it and say so. A day more than a year after it was
decided is no plan.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.actions import actions_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L101"
NAME = "action-overdue"
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
    due: 2026-11-23
    status: open
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
    due: 2026-11-22
    status: open
""",
        at=(7, 10),
    ),
    Example(
        kind="incident",
        text="""\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2099-01-01
    status: open
""",
        at=(7, 10),
    ),
)

_LONGEST = timedelta(days=365)
"""What is not done within a year is a project of its own, or was never meant."""


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each running action that is past its day, or whose day is no plan."""
    del catalogue
    for path, action in actions_of(entry.record):
        if action.running and action.due < today:
            days = (today - action.due).days
            yield Problem(
                entry.span(*path, "due"),
                f"the action is {days} day{'' if days == 1 else 's'} overdue",
                "Do it, agree on another day, or drop it with a reason.",
            )
        elif action.status in {"open", "doing"} and action.due - action.opened > _LONGEST:
            yield Problem(
                entry.span(*path, "due"),
                f"the action is due {(action.due - action.opened).days} days after it was decided",
                "Agree on a day within a year, or split off what can be done by then.",
            )
