"""Use this rule to find roles whose authority names an action that no platform knows.

The name is misspelt, or the action is called otherwise by now. Either way the role has lost an authority that
everybody believes it has.

Correct the name, or define the action in the records of the platforms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.platform import Platform
from breakglass.records.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue

CODE = "O106"
NAME = "role-action-unknown"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="role",
        text="""\
authority: [{may: Disable any automation, limit: For 24 h, actions: [pause-automation], gates: [fix-in-place]}]
""",
        also=(Example(kind="message", text="sender: technical-resolver\n"),),
    ),
)
BAD = (
    Example(
        kind="role",
        text="""\
id: night-lead
authority: [{may: Disable any automation, limit: For 24 h, actions: [pause-automaton]}]
""",
        at=(2, 70),
    ),
)


def check_catalogue(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each action in a role's authority that stands in no platform."""
    del today
    if any(kind == "platform" for kind, _ in catalogue.unread):
        return  # the platform that could not be read may know it
    known = sorted({action for platform in catalogue.all(Platform) for action in platform.actions})
    for role in catalogue.all(Role):
        if role.status == "retired":
            continue
        for number, authority in enumerate(role.authority):
            for index, action in enumerate(authority.actions):
                if action not in known:
                    yield Problem(
                        catalogue.entries[role.key].span("authority", number, "actions", index),
                        f"no platform knows the action “{action}”",
                        did_you_mean(action, known) or "Define it under actions: of a platform.",
                    )
