"""Use this rule to find versions in a pull request that rise by less than the change asks for.

A version tells a responder how much to relearn: major if a step or an authority is gone, an owner is another one or a
decision leads elsewhere, minor if something is new or a limit moves, patch for wording. Who knew version 2 and reads
2.0.1 believes that nothing is different.

Raise the version as far as the finding says. `breakglass change` does it, with the changelog entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.versions import BUMPS, raised, rise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G201"
NAME = "version-not-raised"
SEVERITY = Severity.ERROR

_LATER = """\
changelog:
  - {version: 1.1.0, date: 2026-09-05, summary: The second channel}
  - {version: 1.0.0, date: 2026-09-02, change: chg-2026-0042, summary: First version}
"""
GOOD = (
    Example(
        kind="team",
        text=f"""\
version: 1.1.0
{_LATER}members: [mara-okafor, tomas-lind, wen-li]
""",
        base=(),
    ),
)
BAD = (
    Example(
        kind="team",
        text=f"""\
version: 1.0.1
{_LATER.replace("1.1.0", "1.0.1")}members: [mara-okafor, tomas-lind, wen-li]
""",
        base=(),
        at=(1, 10),
    ),
)


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each edited record in force whose version has not risen far enough."""
    del today
    for edit in request.edits:
        before, after = edit.versions
        if edit.after is None or before is None or after is None or edit.difference.bump is None or not edit.in_force:
            continue
        asked, done = edit.difference.bump, rise(before, after)
        if done is not None and BUMPS.index(done) >= BUMPS.index(asked):
            continue
        why = next(change for change in edit.difference.changes if change.asks[0] == asked).sentence()
        says = f"goes from {before} to {after}" if before != after else f"stays at {before}"
        yield Problem(
            edit.after.span("version"),
            f"the version {says}, and the change asks for a {asked} one: {why.rstrip('.')}",
            f"Make it {raised(before, asked)} or higher, with an entry in the changelog, as breakglass change does.",
        )
