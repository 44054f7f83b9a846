"""Charts: where every mark stands. Bars are shares of the longest; drawings count in units of their own width."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from statistics import median, quantiles
from typing import TYPE_CHECKING

from breakglass.records.words import in_words, measured

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH = 440
"""The width of a drawing, in its own units: so few that its words stay legible in the width of a phone."""
_LEFT, _RIGHT = 68, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label and number. `share` is its length in hundredths of the longest."""

    label: str
    value: int
    share: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from the left, the longest first."""

    title: str
    bars: tuple[Bar, ...]


def bar_chart(title: str, counts: Mapping[str, int]) -> BarChart:
    """Counts as bars, the largest first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    most = max((count for _, count in ordered), default=1)
    return BarChart(title, tuple(Bar(label, count, round(100 * count / most, 1)) for label, count in ordered))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its label."""

    label: str
    at: float


@dataclass(frozen=True, slots=True)
class Spread:
    """One period: each value as a dot, the middle half as a box, the median as a stroke. `words` stand below it."""

    label: str
    words: tuple[str, ...]
    x: float
    dots: tuple[float, ...]
    box: tuple[float, float] | None
    median: float
    said: str
    count: int
    least: str
    most: str


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """How long something took, by period, on a logarithmic scale, against the target where there is one."""

    title: str
    height: int
    half: float
    ticks: tuple[Tick, ...]
    spreads: tuple[Spread, ...]
    target: float | None
    target_said: str
    within: str


_HEIGHT, _TOP, _BOTTOM = 240, 12, 48
_GRID = (1, 5, 15, 60, 240, 1440, 4320, 10_080, 43_200)
"""Where grid lines may stand, in minutes: 1, 5 and 15 minutes, 1 and 4 hours, 1, 3, 7 and 30 days."""
_CLOSEST = 20
"""How far apart two lines of the grid stand at least, so that their labels can be read."""
_FEWEST_FOR_A_BOX = 4


def spread_chart(
    title: str, periods: Sequence[tuple[str, Sequence[timedelta]]], target: timedelta | None, within: str
) -> SpreadChart:
    """Times by period. Periods without a value keep their place."""
    minutes = [[max(1.0, value / timedelta(minutes=1)) for value in values] for _, values in periods]
    every = [value for values in minutes for value in values] + ([target / timedelta(minutes=1)] if target else [])
    low = max((g for g in _GRID if g <= min(every, default=1)), default=_GRID[0])
    high = min((g for g in _GRID if g >= max(every, default=60)), default=_GRID[-1])
    high = high if high > low else low * 4

    def y(value: float) -> float:
        share = (math.log(value) - math.log(low)) / (math.log(high) - math.log(low))
        return round(_HEIGHT - _BOTTOM - min(max(share, 0.0), 1.0) * (_HEIGHT - _BOTTOM - _TOP), 1)

    step = (WIDTH - _LEFT - _RIGHT) / max(len(periods), 1)
    spreads: list[Spread] = []
    for index, ((label, values), found) in enumerate(zip(periods, minutes, strict=True)):
        if not found:
            continue
        middle = median(found)
        quarters = quantiles(found, n=4) if len(found) >= _FEWEST_FOR_A_BOX else None
        spreads.append(
            Spread(
                label,
                _words(label, first=not spreads),
                round(_LEFT + step * (index + 0.5), 1),
                tuple(y(value) for value in found),
                (y(quarters[2]), y(quarters[0])) if quarters else None,
                y(middle),
                measured(timedelta(minutes=round(middle))),
                len(values),
                measured(min(values)),
                measured(max(values)),
            )
        )
    ticks: list[Tick] = []
    for minute in _GRID:
        if low <= minute <= high and (not ticks or ticks[-1].at - y(minute) >= _CLOSEST):
            ticks.append(Tick(in_words(timedelta(minutes=minute)), y(minute)))
    return SpreadChart(
        title,
        _HEIGHT,
        round(min(step * 0.36, 22.0), 1),
        tuple(ticks),
        tuple(spreads),
        y(target / timedelta(minutes=1)) if target else None,
        in_words(target) if target else "",
        within,
    )


def _words(label: str, *, first: bool) -> tuple[str, ...]:
    """A quarter in lines one below the other: its year is said once, at the first and where it turns."""
    name, _, year = label.partition(" ")
    return (name, year) if year and (first or name == "Q1") else (name,)


@dataclass(frozen=True, slots=True)
class Pair:
    """One period of two counts beside each other. Places and lengths are in units of the drawing."""

    label: str
    words: tuple[str, ...]
    x: float
    first: int
    second: int
    first_height: float
    second_height: float
    standing: int


@dataclass(frozen=True, slots=True)
class PairChart:
    """Two counts by period, and what stands in the end of each."""

    title: str
    names: tuple[str, str]
    height: int
    base: float
    half: float
    pairs: tuple[Pair, ...]


def pair_chart(title: str, names: tuple[str, str], periods: Sequence[tuple[str, int, int, int]]) -> PairChart:
    """Two counts by period, with a third number to say below: (label, first, second, standing)."""
    most = max((max(first, second) for _, first, second, _ in periods), default=0) or 1
    room = 150 - _TOP
    step = (WIDTH - 2 * _RIGHT) / max(len(periods), 1)
    half = round(min(step * 0.3, 36.0), 1)
    pairs = tuple(
        Pair(
            label,
            _words(label, first=index == 0),
            round(_RIGHT + step * (index + 0.5), 1),
            first,
            second,
            round(room * first / most, 1),
            round(room * second / most, 1),
            standing,
        )
        for index, (label, first, second, standing) in enumerate(periods)
    )
    return PairChart(title, names, 210, 162.0, half, pairs)
