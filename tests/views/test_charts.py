"""Charts: marks stand where their values say, and their words have room."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from breakglass.views.charts import WIDTH, bar_chart, pair_chart, spread_chart

QUARTERS = ["Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026"]


def test_bars_are_shares_of_the_longest_and_stand_in_its_order() -> None:
    chart = bar_chart("By failure", {"loop": 1, "silent": 4, "quota": 1})
    assert [(bar.label, bar.share) for bar in chart.bars] == [("silent", 100.0), ("loop", 25.0), ("quota", 25.0)]


def test_a_year_is_said_at_the_first_quarter_and_where_it_turns() -> None:
    said = [("Q3", "2025"), ("Q4",), ("Q1", "2026"), ("Q2",)]
    spread = spread_chart("Detect", [(name, [timedelta(minutes=9)]) for name in QUARTERS], None, "")
    assert [one.words for one in spread.spreads] == said
    assert [one.words for one in pair_chart("Flow", ("a", "b"), [(name, 1, 1, 0) for name in QUARTERS]).pairs] == said


def test_a_first_quarter_without_incidents_takes_no_year_with_it() -> None:
    periods = [(name, [] if name == "Q3 2025" else [timedelta(minutes=9)]) for name in QUARTERS]
    assert spread_chart("Detect", periods, None, "").spreads[0].words == ("Q4", "2025")


def test_lines_of_the_grid_leave_room_for_their_labels() -> None:
    wide = [timedelta(minutes=1), timedelta(days=29)]
    chart = spread_chart("Detect", [("Q3 2026", wide)], timedelta(minutes=30), "")
    places = [tick.at for tick in chart.ticks]
    assert len(places) > 3
    assert all(lower - upper >= 20 for lower, upper in pairwise(places))


def test_boxes_of_many_quarters_do_not_touch() -> None:
    names = [f"Q{number} {year}" for year in range(2023, 2027) for number in (1, 2, 3, 4)]
    chart = spread_chart("Detect", [(name, [timedelta(minutes=m) for m in (3, 5, 8, 13)]) for name in names], None, "")
    step = chart.spreads[1].x - chart.spreads[0].x
    assert 2 * chart.half < step
    assert chart.spreads[-1].x + chart.half <= WIDTH
