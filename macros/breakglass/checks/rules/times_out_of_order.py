"""Use this rule to find incidents whose times cannot be.

Charts are made of them. One recovery before its detection, and a median tells a lie for a year.

Look into the log and correct the moment. All times are in UTC.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L105"
NAME = "times-out-of-order"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="incident",
        text="""\
times:
  started: 2026-08-14T15:02Z
  detected: 2026-08-14T15:19Z
  acknowledged: 2026-08-14T15:23Z
  contained: 2026-08-14T15:48Z
  recovered: 2026-08-14T17:05Z
""",
    ),
)
BAD = (
    Example(
        kind="incident",
        text="""\
times:
  started: 2026-08-14T15:02Z
  detected: 2026-08-14T15:19Z
  acknowledged: 2026-08-14T15:10Z
  contained: 2026-08-14T15:48Z
  recovered: 2026-08-14T17:05Z
""",
        at=(4, 17),
    ),
)


_ORDER = ("started", "detected", "acknowledged", "contained", "recovered")


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each moment before the one that comes before it, or still to come."""
    del catalogue
    incident = entry.record
    if not isinstance(incident, Incident):
        return
    for before, after in pairwise(_ORDER):
        if getattr(incident.times, after) < getattr(incident.times, before):
            yield Problem(
                entry.span("times", after),
                f"it was {after} before it was {before}",
                "Look into the log; all times are in UTC.",
            )
    if incident.times.recovered.date() > today:
        yield Problem(entry.span("times", "recovered"), "the recovery is still to come", "Write it when it is over.")
    if incident.updates.on_time > incident.updates.due:
        yield Problem(entry.span("updates", "on_time"), "more updates were in time than were due", "Count them again.")
