"""Use this rule to find owners that are no team of this collection.

Teams are renamed and dissolved; their playbooks stay. A record whose owner does not exist has no owner.

Name a team that exists, or add its record with `breakglass new team ID`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.references import TODO_ID
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "O102"
NAME = "unknown-owner"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
owners:
  technical: automation-platform
  business: order-to-cash
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
owners:
  technical: automaton-platform
  business: order-to-cash
""",
        at=(2, 14),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each owner that does not exist."""
    del today
    if not isinstance(entry.record, Maintained):
        return
    owners = entry.record.owners
    for side, team in (("technical", owners.technical), ("business", owners.business)):
        if team is not None and not catalogue.knows(team.key) and not team.startswith(TODO_ID):
            yield Problem(
                entry.span("owners", side),
                f"the {side} owner “{team}” is no team",
                did_you_mean(team, catalogue.ids("team")) or "Name a team that exists, or add its record.",
            )
