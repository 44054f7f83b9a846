"""What the whole suite shares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breakglass.catalogue.cache import VARIABLE

os.environ[VARIABLE] = "off"  # no test writes to a home folder, and none is right because an earlier one was

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many mutations of the shipped records were tried, and how many were noticed."""
    counts = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "mutations" and report.when == "call"
    ]
    if counts:
        tried, caught = (sum(column) for column in zip(*counts, strict=True))
        terminalreporter.write_line(f"mutations of the shipped records: {tried} tried, {caught} caught")
