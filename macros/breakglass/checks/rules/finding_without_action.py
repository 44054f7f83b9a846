"""Use this rule to find drill runs whose findings led to nothing.

A drill that finds the same fault twice was an hour of theatre. What did not work is mended by somebody until a day, or
somebody says that it stays as it is.

Open an action for what was found. Where nothing will be done, write an action with the status `dropped`, with the
reason and who bears the risk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.drill import Drill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L113"
NAME = "finding-without-action"
SEVERITY = Severity.ERROR

_RUN = """\
runs:
  - date: 2026-08-20
    lead: mara-okafor
    people: [tomas-lind]
    findings: [Nobody knew who may call off the hold.]
"""

GOOD = (
    Example(
        kind="drill",
        text=f"""\
{_RUN}    actions:
      - id: call-off
        what: Name who calls off the hold
        risk: Parcels wait for no reason
        owner: automation-platform
        opened: 2026-08-21
        due: 2026-12-01
        status: open
""",
    ),
)
BAD = (Example(kind="drill", text=_RUN, at=(5, 15)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each run with findings and no action."""
    del catalogue, today
    if not isinstance(entry.record, Drill):
        return
    for number, run in enumerate(entry.record.runs):
        if run.findings and not run.actions:
            few = "finding" if len(run.findings) == 1 else "findings"
            yield Problem(
                entry.span("runs", number, "findings"),
                f"the run of {run.date} has {len(run.findings)} {few} and no action",
                "Open an action, or drop one with the reason and who bears the risk.",
            )
