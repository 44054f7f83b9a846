"""Use this rule to find waivers that have run out.

A waiver says that a risk is all right until a day. After that day the finding is back; the waiver itself is
clutter that somebody may mistake for cover.

Mend what was waived and delete the waiver, or have another one granted by somebody entitled. The old one then stays
beside the new one, so that everybody sees how long the fault has been excused.
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
    Example(
        kind="waiver",
        text="""\
granted: 2026-09-02
until: 2026-11-23
""",
        also=(
            Example(kind="team", text="channels: []\n"),
            Example(kind="waiver", text="id: before\ngranted: 2026-07-20\nuntil: 2026-09-01\n"),
        ),
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
    waiver = entry.record
    if isinstance(waiver, Waiver) and waiver.until < today and not _renewed(waiver, catalogue):
        yield Problem(
            entry.span("until"),
            f"the waiver ended on {waiver.until}",
            "Mend what it excused and delete it, or have it granted anew.",
        )


def _renewed(waiver: Waiver, catalogue: Catalogue) -> bool:
    """Whether another waiver of the same check for the same record has followed."""
    others = catalogue.referring(Waiver, waiver.record.key)
    return any((w.rule, w.record) == (waiver.rule, waiver.record) and w.until > waiver.until for w in others)
