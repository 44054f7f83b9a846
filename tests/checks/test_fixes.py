"""What `lint --fix` does to a file, and that it does nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from breakglass.catalogue.load import load_file
from breakglass.catalogue.syntax import read
from breakglass.checks.fixes import fixed
from breakglass.checks.rule import all_rules
from breakglass.records.specimen import specimen

TODAY = date(2026, 11, 23)
SHIPPED = sorted((Path(__file__).parents[2] / "playbooks").rglob("*.yaml"))
FIXABLE = [code for code, rule in all_rules().items() if rule.fix is not None]
TEAM = specimen("team")
NAME = "team/automation-platform.yaml"


def mended(text: str, *codes: str) -> str:
    done = fixed(NAME, text.encode(), codes or FIXABLE, TODAY)
    return done.text if done else text


def test_these_can_be_mended() -> None:
    assert FIXABLE == ["S103", "S109", "S110", "V105", "Y108", "Y109", "Y110", "Y118"]
    for code in FIXABLE:
        assert "`breakglass lint --fix`" in all_rules()[code].doc.split("\n\n")[-1]


TITLE = "title: Automation platform"


@pytest.mark.parametrize(
    "broken",
    [
        f"\ufeff{TEAM}",
        TEAM.replace("\n", "\r\n"),
        TEAM.replace("\n", " \n", 3),
        f"{TEAM}\n\n",
        TEAM.removesuffix("\n"),
        TEAM.replace("  technical:", "\ttechnical:").replace("  business:", "\tbusiness:"),
    ],
)
def test_layout(broken: str) -> None:
    assert mended(broken) == TEAM


def test_a_text_that_looks_like_something_else_gets_quotes() -> None:
    for value in ("404", "no", "12:30", "2026-09-30", "0.01"):
        assert mended(TEAM.replace(TITLE, f"title: {value} # why")) == TEAM.replace(TITLE, f"title: '{value}' # why")


def test_blanks_that_belong_to_a_text_stay() -> None:
    text = TEAM.replace("about: Runs", "about: |\n  Keep  \n  Runs")
    assert mended(text) == text


def test_tabs_and_blanks_together_are_left_to_the_author() -> None:
    text = TEAM.replace("  technical:", " \ttechnical:")
    assert mended(text) == text


def test_tabs_that_hide_another_fault_are_left_to_the_author() -> None:
    lines = "kind: team\nid: automation-platform\nowners:\n\ttechnical: no-such-thing at all\n"
    assert mended(lines) == lines


def test_a_number_loses_its_quotes() -> None:
    text = specimen("playbook")
    assert "  urgency: 4\n" in text
    quoted = text.replace("  urgency: 4\n", '  urgency: "4"  # so much\n')
    done = fixed("playbook/payment-flow-stopped.yaml", quoted.encode(), ["S103"], TODAY)
    assert done is not None
    assert done.text == text.replace("  urgency: 4\n", "  urgency: 4  # so much\n")


def test_a_version_without_an_entry_gets_one_to_be_worded() -> None:
    text = TEAM.replace("version: 1.0.0", "version: 1.1.0", 1)
    entry = """\
  - version: 1.1.0
    date: 2026-11-23
    summary: TODO What changed, in one sentence for a responder
"""
    assert mended(text) == text.replace("changelog:\n", f"changelog:\n{entry}")
    older = TEAM.replace("version: 1.0.0", "version: 0.9.0", 1)
    assert mended(older) == older


def test_the_head_is_put_in_order_with_its_comments() -> None:
    lines = TEAM.split("\n")
    text = "\n".join(["# the team", *lines[:2], *lines[3:5], "# called so", lines[2], *lines[5:]])
    expected = "\n".join(["# the team", *lines[:2], "# called so", *lines[2:]])
    assert mended(text, "S109") == expected


def test_what_is_in_order_stays() -> None:
    for path in SHIPPED[:: len(SHIPPED) // 40]:
        assert fixed(str(path), path.read_bytes(), FIXABLE, TODAY) is None


def test_what_cannot_be_read_stays() -> None:
    assert fixed(NAME, b"\xff\xfe", FIXABLE, TODAY) is None
    assert fixed(NAME, b"a: [", FIXABLE, TODAY) is None
    assert fixed(NAME, b"", FIXABLE, TODAY) is None
    assert fixed(NAME, b"- a", FIXABLE, TODAY) is None


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_mended_says_the_same_and_loses_no_comment(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SHIPPED[::7]))
    lines = path.read_text("utf-8").split("\n")
    document, _ = read(str(path), path.read_bytes())
    assert document is not None
    starts = [key.place[0] - 1 for key, _ in document.root.entries]
    blocks = ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines) - 1], strict=True)]
    blocks = [f"# about this\n{block}" if data.draw(st.booleans()) else block for block in blocks]
    text = "\n".join([*lines[: starts[0]], *data.draw(st.permutations(blocks))])
    ends = data.draw(st.sampled_from(["\n", "\r\n", " \n", "\n\n"]))
    messy = text.replace("\n", "\r\n") if ends == "\r\n" else text
    raw = f"{messy}{ends}".encode()
    untidy, _ = read(str(path), raw)
    # A blank at the end of a folded text is a part of it.
    assume(untidy is not None and untidy.data() == document.data())
    done = fixed(str(path), raw, FIXABLE, TODAY)
    result = done.text if done else raw.decode()
    again, faults = read(str(path), result.encode())
    assert faults == ()
    assert again is not None
    assert again.data() == document.data()
    assert sorted(filter(None, result.split("\n"))) == sorted(filter(None, text.split("\n")))
    assert fixed(str(path), result.encode(), FIXABLE, TODAY) is None
    assert not [f for f in load_file(str(path), result.encode()).findings if f.code in FIXABLE]
