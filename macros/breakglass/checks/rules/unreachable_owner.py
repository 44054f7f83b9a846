"""Use this rule to find teams that own something and have no channel to reach them.

An owner without a channel is a name on a page. In an outage somebody will look for them in the chat's
directory.

Add at least one channel to the team, the fastest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "O103"
NAME = "unreachable-owner"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
channels:
  - kind: page
    address: https://fernway.pagerduty.example/services/desk
    name: Service desk on call
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
id: it-service-desk
channels: []
""",
        also=(
            Example(
                kind="process",
                text="""\
owners:
  technical: it-service-desk
  business: order-to-cash
""",
            ),
        ),
        at=(2, 1),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a team that owns records and has no channel."""
    del today
    if not isinstance(entry.record, Team) or entry.record.channels:
        return
    owned = {r.source for r in catalogue.incoming(entry.key) if r.path[0] == "owners" and r.source != entry.key}
    if owned:
        count = f"{len(owned)} record{'' if len(owned) == 1 else 's'}"
        yield Problem(
            entry.key_span("channels") if "channels" in entry.record.model_fields_set else entry.span("id"),
            f"the team owns {count} and has no channel",
            "Add a channel with kind, address and name.",
        )
