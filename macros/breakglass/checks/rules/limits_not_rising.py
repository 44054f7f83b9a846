"""Use this rule to find escalation levels whose time limits do not rise.

The first level is called at once, each further one later than the one before. A limit that falls back is a
level that is called too early or never.

Sort the levels by time, start with `after: 0m`, and give each its own limit.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation
from breakglass.records.values import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "E104"
NAME = "limits-not-rising"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: first, after: 0m, call: role/technical-resolver, when: Always, brings: Hands}
  - {id: second, after: 15m, call: role/incident-lead, when: No answer, brings: A lead}
""",
    ),
)
BAD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: first, after: 0m, call: role/technical-resolver, when: Always, brings: Hands}
  - {id: second, after: 0m, call: role/incident-lead, when: No answer, brings: A lead}
""",
        at=(3, 25),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each level that comes no later than the one before, and for a late first one."""
    if not isinstance(entry.record, Escalation):
        return
    levels = entry.record.levels
    if levels and levels[0].after:
        yield Problem(
            entry.span("levels", 0, "after"),
            f"nobody is called until {write_duration(levels[0].after)} after the declaration",
            "Start with a level at 0m.",
        )
    for index, (before, level) in enumerate(pairwise(levels), start=1):
        if level.after <= before.after:
            yield Problem(
                entry.span("levels", index, "after"),
                f"level “{level.id}” comes after {write_duration(level.after)}, "
                f"no later than “{before.id}” with {write_duration(before.after)}",
                "Give each level a later limit than the one above it.",
            )
