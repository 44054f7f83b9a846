"""Use this rule to find people who are named by a handle that no team knows.

A review by somebody who does not exist attests nothing, and an approval by a mistyped name is nobody's. Whoever asks
later whom to call must find a team behind each name.

Correct the handle, or add it to the team's `members`. Who has left stands under `former`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.references import TODO_ID
from breakglass.checks.people import people_in
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue

CODE = "O105"
NAME = "unknown-person"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="review",
        text="""\
by: mara-okafor
""",
    ),
    Example(
        kind="review",
        text="""\
by: ines-duarte
""",
        also=(Example(kind="team", text="members: [mara-okafor, tomas-lind]\nformer: [ines-duarte]\n"),),
    ),
)
BAD = (
    Example(
        kind="review",
        text="""\
by: mara-okafro
""",
        at=(1, 5),
    ),
    Example(
        kind="incident",
        text="""\
audit:
  approvals: The rewire had a second reader
  rollback: not-needed
  by: no-body
""",
        at=(4, 7),
    ),
)


def check_catalogue(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each handle that is in no team, once a place."""
    del today
    if any(kind == "team" for kind, _ in catalogue.unread):
        return  # somebody may be in the team that could not be read
    known = {handle for team in catalogue.all(Team) for handle in (*team.members, *team.former)}
    for entry in catalogue.entries.values():
        for path, handle in people_in(entry.record):
            if handle not in known and not handle.startswith(TODO_ID):
                yield Problem(
                    entry.span(*path),
                    f"no team has a member “{handle}”",
                    did_you_mean(handle, sorted(known)) or "Add the handle to the members: or former: of a team.",
                )
