"""Use this rule to find signals that did not fire in time when they were tested.

People rely on it and it is broken. Until it is mended, somebody has to look by hand.

Repair the monitor, test it again, and write down the new result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "T104"
NAME = "signal-test-failed"
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
        text="""\
reliability:
  tested: 2026-08-20
  result: silent
  how: Paused the test flow for 20 min; the page came after 16
  per_week: 0.4
  false_rate: 8
""",
        at=(3, 11),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a signal whose last test failed."""
    signal = entry.record
    if isinstance(signal, Signal) and signal.in_force and signal.reliability and signal.reliability.result != "fired":
        what = "did not fire" if signal.reliability.result == "silent" else "fired too late"
        yield Problem(
            entry.span("reliability", "result"),
            f"the signal {what} in its last test",
            "Repair it and test it again; look by hand until then.",
        )
