"""Use this rule to find drill runs that played what was not there.

A run is the proof that a playbook works in people's hands. It proves nothing about a playbook that was written
afterwards, or that the drill does not exercise.

List under the run's `playbooks` those that were opened on that day. If there was none yet, write `playbooks: []`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.dates import existed, first_day
from breakglass.records.drill import Drill
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L112"
NAME = "drill-run-untrue"
SEVERITY = Severity.ERROR

_WRITTEN_AFTERWARDS = Example(
    kind="playbook",
    text="""\
id: too-young
platforms: [power-automate]
version: 1.0.0
changelog:
  - {version: 1.0.0, date: 2026-08-25, summary: First version}
""",
)
_DRILL = """\
playbooks: [payment-flow-stopped, too-young]
runs:
  - date: 2026-08-25
    lead: mara-okafor
    people: [tomas-lind]
  - date: 2026-08-20
    lead: mara-okafor
    people: [tomas-lind]
"""

GOOD = (Example(kind="drill", text=f"{_DRILL}    playbooks: [payment-flow-stopped]\n", also=(_WRITTEN_AFTERWARDS,)),)
BAD = (Example(kind="drill", text=f"{_DRILL}    playbooks: [too-young]\n", also=(_WRITTEN_AFTERWARDS,), at=(9, 17)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each run of a day to come, and each playbook that cannot have been played in a run."""
    drill = entry.record
    if not isinstance(drill, Drill):
        return
    for number, run in enumerate(drill.runs):
        if run.date > today:
            yield Problem(entry.span("runs", number, "date"), "the run is still to come", "Write it when it is over.")
        for index, name in enumerate(run.playbooks or ()):
            at = entry.span("runs", number, "playbooks", index)
            playbook = catalogue.find(Playbook, name)
            if name not in drill.playbooks:
                yield Problem(at, f"the drill does not exercise {name}", "Add it to the drill's `playbooks`.")
            elif playbook is not None and not existed(playbook, run.date):
                yield Problem(
                    at,
                    f"{name} is in force since {first_day(playbook)}, and the run was on {run.date}",
                    "Take it out, and play the drill again.",
                )
