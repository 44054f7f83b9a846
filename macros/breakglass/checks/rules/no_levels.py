"""Use this rule to find escalation paths without a level.

An empty path looks like cover on every playbook that names it.

Add the first level, called at `0m`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "E107"
NAME = "no-levels"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: first, after: 0m, call: role/technical-resolver, when: Always, brings: Hands}
""",
    ),
)
BAD = (Example(kind="escalation", text="levels: []\n", at=(1, 1)),)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a path without levels."""
    if isinstance(entry.record, Escalation) and not entry.record.levels:
        yield Problem(entry.key_span("levels"), "the path has no levels", "Add a first level with after: 0m.")
