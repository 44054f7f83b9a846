"""Use this rule to find records in force that no change has brought.

A published statement leads back to a change: why it was made, what could go wrong, who agreed. Where there is
none, an auditor finds text that somebody wrote, and a responder cannot know whether anybody stands behind it.

Write the change with its approvals, and name it in the changelog entry of the version. Without a policy record
this rule says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.approvals import change_of
from breakglass.governance.policy import policy_of
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G101"
NAME = "no-change"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="change",
        text="""\
records:
  - record: team/automation-platform
    to: 1.0.0
    digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2026-09-02, change: chg-2026-0050, summary: Second channel}
  - {version: 1.0.0, date: 2026-03-01, summary: First version}
""",
        also=(
            Example(kind="change", text="id: chg-2026-0050\n"),
            Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n"),
        ),
        at=(3, 48),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a record in force whose present version no change names."""
    del today
    record = entry.record
    if not isinstance(record, Maintained) or not record.in_force or policy_of(catalogue) is None:
        return
    newest = record.changelog[0] if record.changelog else None
    named = newest.change if newest and newest.version == record.version else None
    if change_of(record, catalogue) is None:
        place = entry.span("changelog", 0, "change") if named else entry.span("version")
        says = f"the change {named} does not name this version" if named else "no change has brought this version"
        yield Problem(
            place,
            f"the record is in force, and {says}",
            f"Add {record.kind}/{record.id} with to: {record.version} to the change's records.",
        )
