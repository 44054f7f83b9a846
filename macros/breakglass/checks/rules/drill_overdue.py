"""Use this rule to find playbooks that were not drilled in their cadence.

A playbook that nobody has played is a text. What is missing in it shows on the bridge, with customers waiting.

A run counts for the playbooks that were played in it: those under its `playbooks`, or else all of the drill's. It never
counts for a playbook that was written after it.

Play a drill that exercises it, and write down the run with what did not work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.drills import runs_of
from breakglass.governance.policy import cadences_of
from breakglass.records.drill import Drill
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L104"
NAME = "drill-overdue"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="drill",
        text="""\
playbooks: [payment-flow-stopped]
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
id: never-played
platforms: [power-automate]
""",
        at=(1, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a playbook in force whose last drill is older than the policy allows."""
    playbook = entry.record
    if not isinstance(playbook, Playbook) or not playbook.in_force:
        return
    cadences = cadences_of(playbook, catalogue)
    if cadences is None or cadences.drill is None:
        return
    drills = catalogue.referring(Drill, playbook.key)
    runs = [
        (run.date, catalogue.entries[drill.key].span("runs", index, "date"))
        for drill, index, run in runs_of(playbook, catalogue)
        if run.date <= today
    ]
    last = max(runs, default=None, key=lambda run: run[0])
    if last is None:
        told = "the playbook was never drilled"
    elif last[0] + cadences.drill < today:
        told = f"the last drill was on {last[0]}"
    elif not any(drill.in_force and playbook.id in drill.playbooks for drill in drills):
        told = "no drill in force names the playbook any more"
    else:
        return
    yield Problem(
        entry.span("id"),
        f"{told}; the policy asks for one every {cadences.drill.days} days",
        "Play a drill that names it, and write down the run.",
        (("the last run", last[1]),) if last else (),
    )
