"""Use this rule to find roles that do not say where they end.

A role without limits is taken by whoever speaks loudest. A role without criteria for its hand-over is handed over when
somebody falls asleep.

Write down under `authority` what the role may do and up to where, under `may_not` what it leaves alone, and under
`handoff` what must be true before the next person takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.role import Role
from breakglass.records.vocabulary import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "O104"
NAME = "role-without-limits"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="role",
        text="""\
handoff: [The decision log is up to date.]
""",
    ),
)
BAD = (
    Example(
        kind="role",
        text="""\
handoff: []
""",
        at=(1, 1),
    ),
    Example(
        kind="role",
        text="""\
raci: {detect: I, triage: A}
""",
        at=(1, 1),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each part of a role's limits that is empty."""
    role = entry.record
    if not isinstance(role, Role) or role.status == "retired":
        return
    for key in ("authority", "may_not", "handoff"):
        if not getattr(role, key):
            written = key in role.model_fields_set
            yield Problem(
                entry.key_span(key) if written else entry.span("id"),
                f"the role does not say its limits: {key} is empty",
                f"Add a line to {key}:.",
            )
    missing = [phase for phase in PHASES if phase not in role.raci]
    if missing:
        yield Problem(
            entry.key_span("raci"),
            f"the role does not say its part in {' and '.join(missing)}",
            "Write R, A, C or I for each phase.",
        )
