"""Use this rule to find lessons that no version can hold.

A lesson leads the next responder to the text that tells them now. A version that nobody has written tells nothing, and
one from before the incident cannot have learnt from it.

Name the version that carries the lesson. If nothing was changed yet, leave `version` out and open an action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.dates import day_of
from breakglass.records.incident import Incident
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L110"
NAME = "lesson-out-of-time"
SEVERITY = Severity.ERROR

_TEAM = Example(
    kind="team",
    text="""\
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2026-09-02, summary: A phone for nights}
  - {version: 1.0.0, date: 2026-02-09, summary: First version}
""",
)

GOOD = (
    Example(
        kind="incident",
        text="""\
lessons:
  - lesson: One pager is none
    changed: team/automation-platform
    version: 1.1.0
""",
        also=(_TEAM,),
    ),
)
BAD = (
    Example(
        kind="incident",
        text="""\
lessons:
  - lesson: One pager is none
    changed: team/automation-platform
    version: 1.0.0
""",
        also=(_TEAM,),
        at=(4, 14),
    ),
    Example(
        kind="incident",
        text="""\
lessons:
  - lesson: One pager is none
    changed: team/automation-platform
    version: 7.0.0
""",
        also=(_TEAM,),
        at=(4, 14),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each lesson in a version that is not there, or older than the incident."""
    del today
    incident = entry.record
    if not isinstance(incident, Incident):
        return
    began = incident.times.started.date()
    for index, lesson in enumerate(incident.lessons):
        found = catalogue.entries.get(lesson.changed.key) if lesson.changed else None
        if found is None or not isinstance(found.record, Maintained) or lesson.version is None:
            continue
        day = day_of(found.record, lesson.version)
        at = entry.span("lessons", index, "version")
        if day is None:
            yield Problem(
                at, f"{lesson.changed} has no version {lesson.version}", f"Its newest is {found.record.version}."
            )
        elif day < began:
            yield Problem(
                at,
                f"{lesson.changed} {lesson.version} is of {day}, and the incident began on {began}",
                "Name the version that was changed because of it, or leave the version out.",
            )
