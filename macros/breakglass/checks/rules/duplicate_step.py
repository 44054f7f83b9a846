"""Use this rule to find steps that share an id.

Decisions and links lead to a step by its id. Of two with the same one, the second cannot be reached.

Give each step of a playbook or module an id of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.module import Module
from breakglass.records.playbook import Playbook
from breakglass.records.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.catalogue.references import Path
    from breakglass.records.record import Record
    from breakglass.records.steps import Use

CODE = "P104"
NAME = "duplicate-step"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="module",
        text="""\
steps:
  - id: stop
    do: "Stop {key}."
    role: technical-resolver
    within: 5m
    verify: It is off.
    otherwise: Call the vendor.
  - id: start
    do: Start it.
    role: technical-resolver
    within: 5m
    verify: It is on.
    otherwise: Call the vendor.
""",
    ),
)
BAD = (
    Example(
        kind="module",
        text="""\
steps:
  - id: stop
    do: "Stop {key}."
    role: technical-resolver
    within: 5m
    verify: It is off.
    otherwise: Call the vendor.
  - id: stop
    do: Start it.
    role: technical-resolver
    within: 5m
    verify: It is on.
    otherwise: Call the vendor.
""",
        at=(8, 9),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each step whose id was used before."""
    seen: dict[str, Path] = {}
    for path, item in _items(entry.record):
        if not isinstance(item, Step):
            continue
        first = seen.setdefault(item.id, path)
        if first != path:
            yield Problem(
                entry.span(*path, "id"),
                f"the step “{item.id}” is there twice",
                "Give it an id of its own.",
                (("the first one", entry.span(*first, "id")),),
            )


def _items(record: Record) -> Iterator[tuple[Path, Step | Use]]:
    if isinstance(record, Playbook):
        for phase, index, item in record.items():
            yield ("phases", phase, "steps", index), item
    elif isinstance(record, Module):
        for index, item in enumerate(record.steps):
            yield ("steps", index), item
