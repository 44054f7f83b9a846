"""Use this rule to find mends that nothing proves.

A green run proves that the automation ended, not that the data is whole or the business served. Without a check
the incident is closed on a feeling and opened again by a customer.

Add `validation` to the playbook, and `integrity` and `verification` to the module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.module import Module
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "P109"
NAME = "remediation-unproven"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
validation: [{check: Compare paid orders with captured charges., expect: The counts are equal.}]
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
validation: []
""",
        at=(1, 1),
    ),
    Example(
        kind="module",
        text="""\
integrity: []
""",
        at=(1, 1),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a playbook or module that lacks the checks after the mend."""
    record = entry.record
    keys: tuple[str, ...] = ()
    if isinstance(record, Playbook):
        keys = ("validation",)
    elif isinstance(record, Module):
        keys = ("integrity", "verification")
    for key in keys:
        if not getattr(record, key) and getattr(record, "status", "") != "retired":
            yield Problem(
                entry.key_span(key),
                f"nothing proves the mend: {key} is empty",
                "Say what to look at, and what it must show.",
            )
