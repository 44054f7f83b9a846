"""Use this rule to find escalation paths that wait longer between two levels than the severity allows.

The clock of the worst playbook counts for the whole path, and for those that the path goes on with: nobody is less
urgent for having been handed on. A level that comes an hour later than it may is an hour in which nobody new looks at
it.

Bring the level forward, put another one between, or give the playbook a path of its own.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from breakglass.checks.graph import reached
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.severity import severity_level
from breakglass.records.escalation import Escalation
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "E109"
NAME = "waits-too-long"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: one, after: 0m, call: role/incident-lead, when: Always, brings: Hands}
  - {id: two, after: 20m, call: role/incident-lead, when: If nobody answers, brings: A plan}
""",
    ),
)
BAD = (
    Example(
        kind="escalation",
        text="""\
levels:
  - {id: one, after: 0m, call: role/incident-lead, when: Always, brings: Hands}
  - {id: two, after: 9h, call: role/incident-lead, when: If nobody answers, brings: A plan}
""",
        at=(3, 22),
    ),
    Example(
        kind="escalation",
        text="""\
id: company-wide
levels:
  - {id: one, after: 0m, call: role/incident-lead, when: Always, brings: Hands}
  - {id: two, after: 9h, call: role/incident-lead, when: If nobody answers, brings: A plan}
""",
        without=("then",),
        at=(4, 22),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each wait that is longer than the strictest playbook on the path allows."""
    del today
    path = entry.record
    if not isinstance(path, Escalation) or path.status == "retired":
        return
    users = _leading_to(path, catalogue)
    waits = []
    for playbook in catalogue.all(Playbook):
        level = severity_level(playbook, catalogue) if playbook.in_force and playbook.escalation in users else None
        if level is not None and level.wait is not None:
            waits.append((level.wait, level.title, playbook.title))
    if not waits:
        return
    allowed, severity, title = min(waits)
    for index, (before, after) in enumerate(pairwise(path.levels), start=1):
        if after.after - before.after > allowed:
            minutes = int(allowed.total_seconds() // 60)
            yield Problem(
                entry.span("levels", index, "after"),
                f"{severity} of “{title}” lets {minutes} min pass between two levels, not "
                f"{int((after.after - before.after).total_seconds() // 60)}",
                "Bring the level forward, or put another one between.",
            )


def _leading_to(path: Escalation, catalogue: Catalogue) -> set[str]:
    """The path itself, and every path that goes on with it sooner or later."""
    earlier: dict[str, list[str]] = {}
    for other in catalogue.all(Escalation):
        if other.then is not None and other.status != "retired":
            earlier.setdefault(other.then, []).append(other.id)
    return reached([path.id], earlier)
