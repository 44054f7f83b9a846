"""Use this rule to find incidents that name a playbook which nobody had on that day.

The times of an incident show what a playbook is worth. Where the playbook was written afterwards, often because of it,
they show how it went without, and the two must not be mixed.

Take the playbook out of `playbooks`. If the incident led to it, say so in a lesson, with the playbook under `changed`
and its first version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.dates import existed, first_day
from breakglass.records.incident import Incident
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L108"
NAME = "playbook-before-its-time"
SEVERITY = Severity.ERROR

_WRITTEN_AFTERWARDS = Example(
    kind="playbook",
    text="""\
version: 1.0.0
changelog:
  - {version: 1.0.0, date: 2026-08-18, summary: First version}
""",
)
_LESSON = """\
lessons:
  - lesson: Contain first
    changed: playbook/payment-flow-stopped
    version: 1.0.0
"""

GOOD = (Example(kind="incident", text=f"playbooks: []\nactions: []\n{_LESSON}", also=(_WRITTEN_AFTERWARDS,)),)
BAD = (
    Example(
        kind="incident",
        text=f"playbooks: [payment-flow-stopped]\nactions: []\n{_LESSON}",
        also=(_WRITTEN_AFTERWARDS,),
        at=(1, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each playbook that was used before its first version."""
    del today
    incident = entry.record
    if not isinstance(incident, Incident):
        return
    day = incident.times.started.date()
    for index, name in enumerate(incident.playbooks):
        playbook = catalogue.find(Playbook, name)
        if playbook is not None and not existed(playbook, day):
            first = first_day(playbook)
            since = f"is in force since {first}" if first else "was never in force"
            yield Problem(
                entry.span("playbooks", index),
                f"{name} {since}, and the incident began on {day}",
                f"If it led to the playbook, say so in a lesson: changed: playbook/{name}",
            )
