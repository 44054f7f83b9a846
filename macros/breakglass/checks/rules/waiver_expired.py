"""Use this rule to find waivers that have run out.

A waiver says that a risk is all right until a day. After that day the finding is back; the waiver itself is
clutter that somebody may mistake for cover.

Mend what was waived and delete the waiver, or have it granted anew by somebody entitled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G108"
NAME = "waiver-expired"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="waiver",
        text="""\
granted: 2026-09-02
until: 2026-11-23
""",
        also=(Example(kind="team", text="channels: []\n"),),
    ),
)
BAD = (
    Example(
        kind="waiver",
        text="""\
granted: 2026-09-02
until: 2026-11-22
""",
        at=(2, 8),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a waiver whose last day has passed."""
    del catalogue
    if isinstance(entry.record, Waiver) and entry.record.until < today:
        yield Problem(
            entry.span("until"),
            f"the waiver ended on {entry.record.until}",
            "Mend what it excused and delete it, or have it granted anew.",
        )
