"""Use this rule to find signals that nobody has made to fire for too long.

A monitor that was never seen to fire is a hope. Queries break, mailboxes close, and nobody notices that nothing
comes.

Make it fire on purpose, and write down under `reliability` when and how, and what was seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "T103"
NAME = "signal-not-tested"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="signal",
        text="""\
reliability:
  tested: 2026-08-20
  result: fired
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 0.4
  false_rate: 8
""",
    ),
)
BAD = (
    Example(
        kind="signal",
        without=("reliability",),
        at=(0, 0),
    ),
    Example(
        kind="signal",
        text="""\
reliability:
  tested: 2025-08-20
  result: fired
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 0.4
  false_rate: 8
""",
        at=(2, 11),
    ),
    Example(
        kind="signal",
        text="""\
reliability:
  tested: 2099-08-20
  result: fired
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 0.4
  false_rate: 8
""",
        at=(2, 11),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a signal in force without a test, or with one that is too old by the policy."""
    signal, policy = entry.record, policy_of(catalogue)
    if not isinstance(signal, Signal) or not signal.in_force:
        return
    if signal.reliability is None:
        yield Problem(
            entry.span("id"),
            "the signal was never made to fire",
            "Test it, and add reliability: with the day, the result and how it was done.",
        )
    elif signal.reliability.tested > today:
        yield Problem(
            entry.span("reliability", "tested"),
            f"the last test is dated {signal.reliability.tested}, which is still to come",
            "Write the day on which it took place.",
        )
    elif policy is not None and signal.reliability.tested + policy.signal_test < today:
        yield Problem(
            entry.span("reliability", "tested"),
            f"the last test is {(today - signal.reliability.tested).days} days old; "
            f"the policy asks for one every {policy.signal_test.days}",
            "Make it fire on purpose and write down what was seen.",
        )
