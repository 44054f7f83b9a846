"""Use this rule to find levels of an escalation path that call nobody.

The clock runs out, the responder looks at the next level, and there is no name.

Add `call` with a role or a team.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "E101"
NAME = "level-without-target"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - id: duty-engineer
    after: 0m
    call: role/technical-resolver
    when: Always
    brings: Hands on the platform
""",
    ),
)
BAD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - id: duty-engineer
    after: 0m
    when: Always
    brings: Hands on the platform
""",
        at=(2, 9),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each level that calls nobody."""
    if not isinstance(entry.record, Escalation):
        return
    for index, level in enumerate(entry.record.levels):
        if level.call is None:
            yield Problem(
                entry.span("levels", index, "id"),
                f"level “{level.id}” calls nobody",
                "Add call: with role/ID or team/ID.",
            )
