"""Use this rule to find records whose content is not what their change brought.

Somebody edited the record afterwards and kept the version. What responders read now is not what the approvers
saw.

Give the record a new version with a change of its own, or bring the approved content back. `breakglass lint`
compares digests, so layout and comments may change freely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.touched import touched_by
from breakglass.findings import Severity
from breakglass.records.change import Change
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G102"
NAME = "content-not-as-approved"
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
        kind="change",
        text="""\
records:
  - record: team/automation-platform
    to: 1.0.0
    digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
""",
        at=(4, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each record of a change that says the same version and has other content."""
    del today
    if not isinstance(entry.record, Change):
        return
    for index, changed in enumerate(entry.record.records):
        found = catalogue.entries.get(changed.record.key)
        if found is None or not isinstance(found.record, Maintained) or found.record.version != changed.after:
            continue
        named = changed.record
        if catalogue.digest(found.key) != changed.digest:
            yield Problem(
                entry.span("records", index, "digest"),
                f"{named} says version {changed.after} and is not what this change brought",
                f"Bring the content back, or give it a version and a change of its own: breakglass change {named}",
                (("the record", found.span("version")), *touched_by(found.key, catalogue)),
            )
