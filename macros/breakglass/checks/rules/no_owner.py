"""Use this rule to find records without a technical or a business owner.

The technical owner can change what the record describes; the business owner bears the consequences and
decides on them. Where one is missing, nobody is asked when the record goes stale, and nobody may decide at
night.

Add both teams under `owners`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "O101"
NAME = "no-owner"
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
  technical: automation-platform
""",
        at=(1, 1),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each side of the house that has no owner."""
    if not isinstance(entry.record, Maintained):
        return
    owners = entry.record.owners
    written = "owners" in entry.record.model_fields_set
    for side, team in (("technical", owners.technical), ("business", owners.business)):
        if team is None:
            yield Problem(
                entry.key_span("owners") if written else entry.span("id"),
                f"the record has no {side} owner",
                f"Add {side}: with the id of a team under owners:.",
            )
