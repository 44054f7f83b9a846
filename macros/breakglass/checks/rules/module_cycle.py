"""Use this rule to find modules that use each other in a circle.

Steps of such modules could never be written out: each would hold the other.

Take the steps that both need into a third module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.graph import circles
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.module import Module
from breakglass.records.steps import Use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue

CODE = "R102"
NAME = "module-cycle"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="module",
        text="""\
steps:
  - uses: renew-connection
    with:
      key: order number
""",
        also=(Example(kind="module", text="id: renew-connection\n"),),
    ),
)
BAD = (
    Example(
        kind="module",
        text="""\
steps:
  - uses: wait-and-replay
    with:
      key: "{key}"
""",
        also=(
            Example(
                kind="module",
                text="""\
id: wait-and-replay
steps:
  - uses: replay-missed-runs
    with:
      key: "{key}"
""",
            ),
        ),
        at=(2, 11),
    ),
)


def check_catalogue(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield one problem for each circle of modules, at the use that closes it."""
    del today
    modules = {module.id: module for module in catalogue.all(Module)}
    uses = {
        name: [(i, str(item.uses)) for i, item in enumerate(module.steps) if isinstance(item, Use)]
        for name, module in modules.items()
    }
    edges = {name: [used for _, used in items if used in modules] for name, items in uses.items()}
    for circle in circles(edges):
        first, second = circle[0], circle[1 % len(circle)]
        index = next(i for i, used in uses[first] if used == second)
        yield Problem(
            catalogue.entries["module", first].span("steps", index, "uses"),
            f"modules use each other in a circle: {' → '.join((*circle, first))}",
            "Take the steps that they share into a module of its own.",
        )
