"""Use this rule to find playbooks that touch the law and name no duty.

Data that reached the wrong people starts a clock of 72 hours, at night and on Sundays. A responder who does not read
it here hears of it from a lawyer, the week after.

Add `compliance` with the duty, when it applies, its clock, what starts it, and the role that decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "P111"
NAME = "no-compliance-duty"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
compliance: []
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
failure: {mode: wrong-recipient, detail: Mails go to the customer before.}
compliance: []
""",
        at=(2, 1),
    ),
)


_MODES = frozenset({"access-violation", "wrong-recipient"})
_SERIOUS = 4
"""From this regulatory level on a law or an authority is touched (see the rubric)."""


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a playbook about data or law without a duty."""
    playbook = entry.record
    if not isinstance(playbook, Playbook) or playbook.compliance or playbook.status == "retired":
        return
    if playbook.failure.mode in _MODES or playbook.impact.regulatory >= _SERIOUS:
        written = "compliance" in playbook.model_fields_set
        yield Problem(
            entry.key_span("compliance") if written else entry.span("id"),
            "the failure touches the law and no duty is named",
            "Add compliance: with duty, applies_if, clock, starts and role.",
        )
