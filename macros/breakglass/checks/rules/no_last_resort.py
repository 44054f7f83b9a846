"""Use this rule to find escalation paths that end with nobody who must answer.

When every level has been called and no one came, a responder needs one number that is always answered and may
do what is needed.

Add `last_resort`, or let `then` lead to a path that has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "E105"
NAME = "no-last-resort"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="escalation",
        text="""\
last_resort:
  call: team/duty-management
  may: Stop any automation
""",
    ),
)
BAD = (Example(kind="escalation", without=("last_resort", "then"), at=(0, 0)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a path that ends without a last resort."""
    del today
    if isinstance(entry.record, Escalation) and not _ends_well(entry.record, catalogue):
        yield Problem(
            entry.span("id"),
            "the path ends with nobody who must answer",
            "Add last_resort:, or then: with a path that has one.",
        )


def _ends_well(path: Escalation, catalogue: Catalogue) -> bool:
    seen: set[str] = set()
    here: Escalation | None = path
    while here is not None and here.id not in seen:
        if here.last_resort is not None:
            return True
        if here.then is not None and not catalogue.find(Escalation, here.then):
            return True  # the dangling reference is the finding
        seen.add(here.id)
        here = catalogue.find(Escalation, here.then)
    return bool(here)  # a circle has a finding of its own
