"""Use this rule to find decisions that are given to a role which may not take them.

The tree ends at a gate, and the person who stands there must be able to say yes. Where they may not, everybody waits
for somebody whom nobody has called.

Give the decision to a role whose authority lists the gate, or list it in the role's record, with approval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "D106"
NAME = "gate-beyond-authority"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {ask: Is the cause known?, answers: {"Yes": outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: disable-until-review, criteria: Known, decides: incident-lead}
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {ask: Is the cause known?, answers: {"Yes": outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: disable-until-review, criteria: Known, decides: technical-resolver}
""",
        also=(
            Example(
                kind="role",
                text="id: technical-resolver\nauthority: [{may: Pause, limit: For 4 h, actions: [pause-automation]}]\n",
            ),
        ),
        at=(6, 80),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each outcome whose gate its decider may not decide."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook) or playbook.status == "retired":
        return
    roles = [role for role in catalogue.all(Role) if role.status != "retired"]
    for name, outcome in playbook.decisions.outcomes.items():
        able = [role.id for role in roles if any(outcome.gate in a.gates for a in role.authority)]
        role = catalogue.find(Role, outcome.decides)
        if able and role is not None and role.id not in able:
            yield Problem(
                entry.span("decisions", "outcomes", name, "decides"),
                f"{role.title} has no authority to decide {outcome.gate}",
                f"These have: {', '.join(able)}.",
            )
