"""Use this rule to find escalation paths that lead back to themselves.

A path that goes on in a circle calls the same people again and again, and never reaches somebody who must
answer.

Let the last path of the chain end with a last resort and without `then`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.graph import circles
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue

CODE = "E103"
NAME = "circular-escalation"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="escalation", text="then: company-wide\n"),)
BAD = (Example(kind="escalation", text="then: payments\n", at=(1, 7)),)


def check_catalogue(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield one problem for each circle of paths."""
    del today
    edges = {path.id: [str(path.then)] if path.then else [] for path in catalogue.all(Escalation)}
    for circle in circles(edges):
        yield Problem(
            catalogue.entries["escalation", circle[0]].span("then"),
            f"escalation goes in a circle: {' → '.join((*circle, circle[0]))}",
            "Take `then` away from the path that should have the last word.",
        )
