"""Use this rule to find timelines that run backwards, or out of the incident.

Who reads a timeline asks what was known when a decision was made. One moment in the wrong place, and a decision looks
foolish that was right, or the other way round.

Look into the log and correct the moment. All times are in UTC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L111"
NAME = "timeline-out-of-order"
SEVERITY = Severity.ERROR

_TIMES = """\
times:
  started: 2026-08-14T15:02Z
  detected: 2026-08-14T15:19Z
  acknowledged: 2026-08-14T15:23Z
  contained: 2026-08-14T15:48Z
  recovered: 2026-08-14T17:05Z
timeline:
  - at: 2026-08-14T15:02Z
    what: The last run starts
  - at: 2026-08-14T15:26Z
    what: The queue is counted
    decision: {chose: Hold the release, by: incident-lead, known: The queue doubles}
"""

GOOD = (Example(kind="incident", text=f"{_TIMES}  - at: 2026-08-14T17:05Z\n    what: The queue is empty\n"),)
BAD = (
    Example(
        kind="incident",
        text=f"{_TIMES}  - at: 2026-08-14T15:20Z\n    what: The pager rings\n",
        at=(13, 9),
    ),
    Example(
        kind="incident",
        text=f"{_TIMES}  - at: 2026-08-14T18:30Z\n    what: The queue is empty\n",
        at=(13, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each moment before the one above it, before the start, or after the recovery."""
    del catalogue, today
    incident = entry.record
    if not isinstance(incident, Incident):
        return
    latest = incident.times.started
    for index, moment in enumerate(incident.timeline):
        if moment.at < latest:
            what = "before the one above it" if index else "before the incident began"
        elif moment.at > incident.times.recovered:
            what = "after the recovery"
        else:
            latest = moment.at
            continue
        yield Problem(
            entry.span("timeline", index, "at"), f"this moment is {what}", "Look into the log; all times are in UTC."
        )
