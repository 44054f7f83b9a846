"""Use this rule to find playbooks that no signal leads to.

A failure that nothing shows is found by customers. Then the playbook begins an hour too late.

Name the signals that lead here, or write one: a monitor, a line in a log, or the words of people who call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "T102"
NAME = "playbook-without-signal"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
signals: [payment-run-gap]
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
signals: []
""",
        also=(
            Example(
                kind="playbook",
                text="""\
id: other
""",
            ),
            Example(
                kind="drill",
                text="""\
playbooks: [payment-flow-stopped, other]
""",
            ),
        ),
        at=(1, 1),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a playbook without a signal."""
    if isinstance(entry.record, Playbook) and entry.record.status != "retired" and not entry.record.signals:
        yield Problem(
            entry.key_span("signals"),
            "no signal leads to this playbook",
            "Name one, or write it: breakglass new signal ID",
        )
