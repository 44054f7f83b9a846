"""Use this rule to find escalation levels that call a role or team which does not exist.

It reads well in review and fails at night: the link on the page leads nowhere.

Correct the id, or add the role or team.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.references import TODO_ID
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "E102"
NAME = "unknown-callee"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
last_resort:
  call: team/duty-management
  may: Stop any automation
""",
    ),
)
BAD = (
    Example(
        kind="escalation",
        text="""\
last_resort:
  call: team/duty-managment
  may: Stop any automation
""",
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each callee that does not exist."""
    del today
    if not isinstance(entry.record, Escalation):
        return
    for where, callee, _ in entry.record.callees():
        kind, name = callee.key
        if not catalogue.knows(callee.key) and not name.startswith(TODO_ID):
            yield Problem(
                entry.span(*where, "call"),
                f"there is no {kind} “{name}” to call",
                did_you_mean(name, catalogue.ids(kind)) or f"Name a {kind} that exists, or add its record.",
            )
