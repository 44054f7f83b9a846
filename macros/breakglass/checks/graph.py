"""Questions about graphs that several rules ask."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def circles(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Circles in a directed graph, as the names along each. Without them the graph would have none."""
    left = {name: list(dict.fromkeys(targets)) for name, targets in edges.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # The standard library lists a circle against the direction of our edges, its first name twice.
            circle = tuple(reversed(error.args[1]))[:-1]
            start = circle.index(min(circle))
            circle = circle[start:] + circle[:start]
            left[circle[-1]].remove(circle[0])
            yield circle
        else:
            return


def reached(starts: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """The names that can be reached from `starts`, these included."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges.get(name, ()))
    return seen
