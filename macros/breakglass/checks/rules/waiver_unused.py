"""Use this rule to find waivers that excuse nothing.

The fault was mended, or the waiver names the wrong check or record. A waiver that waits for a fault to come hides
it on the day it does.

Delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.references import TODO_ID
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.waiver import Waiver

CODE = "G110"
NAME = "waiver-unused"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="waiver", text="rule: O103\n", also=(Example(kind="team", text="channels: []\n"),)),)
BAD = (
    Example(
        kind="waiver",
        text="""\
rule: O103
record: team/automation-platform
""",
        at=(1, 7),
    ),
)


def check_waivers(unused: Iterable[Waiver], catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for each waiver that matched no finding. The engine calls it when all others have run."""
    for waiver in unused:
        if waiver.record.key[1].startswith(TODO_ID):
            continue
        entry = catalogue.entries[waiver.key]
        yield Problem(
            entry.span("rule"),
            f"the waiver excuses nothing: {waiver.rule} finds no fault in {waiver.record}",
            "Delete it, or name the check and the record that are meant.",
        )
