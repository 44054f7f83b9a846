"""Use this rule to find workarounds that may stay longer than the policy allows.

What holds for now holds for ever if nobody takes it away, and then it fails in ways that no playbook knows.

Shorten `longest`, or make it the permanent fix with a change of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "P110"
NAME = "workaround-too-long"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
workarounds:
  - {what: A scheduled flow, owner: automation-platform, longest: 14d, permanent: The trigger rebuilt}
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
workarounds:
  - {what: A scheduled flow, owner: automation-platform, longest: 60d, permanent: The trigger rebuilt}
""",
        at=(2, 67),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each workaround beyond the policy's limit."""
    del today
    playbook, policy = entry.record, policy_of(catalogue)
    if not isinstance(playbook, Playbook) or policy is None or playbook.status == "retired":
        return
    for index, workaround in enumerate(playbook.workarounds):
        if workaround.longest > policy.workaround:
            yield Problem(
                entry.span("workarounds", index, "longest"),
                f"the policy lets a workaround stay for {policy.workaround.days} days at most",
                f"Set longest: {policy.workaround.days}d or less.",
            )
