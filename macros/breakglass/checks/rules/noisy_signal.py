"""Use this rule to find signals that are false more often than not.

After the third false alarm of a week people stop looking, and the fourth one is real.

Raise the threshold, add a second condition, or retire the signal and look at something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "T106"
NAME = "noisy-signal"
SEVERITY = Severity.WARNING

GOOD = (
    Example(
        kind="signal",
        text="""\
reliability:
  tested: 2026-08-20
  result: fired
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 2
  false_rate: 20
""",
    ),
)
BAD = (
    Example(
        kind="signal",
        text="""\
reliability:
  tested: 2026-08-20
  result: fired
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 2
  false_rate: 60
""",
        at=(6, 15),
    ),
    Example(
        kind="signal",
        text="""\
reliability:
  tested: 2026-08-20
  result: fired
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 0.4
  false_rate: 95
""",
        at=(6, 15),
    ),
)


_HALF = 50
"""Above this share of false alerts, in per cent, the signal is wrong more often than right."""
_NEARLY_ALL = 80
"""Above this share even a rare alert is believed by nobody when it is true."""


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a signal that fires every week and is mostly false, or seldom and is nearly always false."""
    signal = entry.record
    if not isinstance(signal, Signal) or not signal.in_force or signal.reliability is None:
        return
    bearable = _HALF if signal.reliability.per_week >= 1 else _NEARLY_ALL
    if signal.reliability.false_rate > bearable and signal.reliability.per_week > 0:
        yield Problem(
            entry.span("reliability", "false_rate"),
            f"{signal.reliability.false_rate:g} of 100 alerts are false, "
            f"and there are {signal.reliability.per_week:g} a week",
            "Raise the threshold or add a condition.",
        )
