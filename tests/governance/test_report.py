"""The report as data and as Markdown: short first, whole or counted, and nothing in it that acts."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from breakglass.findings import Severity
from breakglass.governance.report import (
    REPORT_VERSION,
    Asked,
    EditedRecord,
    Fault,
    ReachedPlaybook,
    Report,
    RequestedChange,
    ReviewToConfirm,
    Sentence,
    Spot,
    report_schema,
)
from breakglass.governance.report_markdown import LIMIT, MARK, escaped, markdown
from breakglass.governance.report_text import terminal

SPOT = Spot(file="playbooks/escalations/pay ments.yaml", line=42)
NASTY = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil.example/p.png) @everyone #12 `a` | *b* &amp;"
)
WORDS = "Level 2 is now called after 45 min."
TAG = re.compile(r"<(?!/?(?:h2|h3|p|ul|li|table|thead|tbody|tr|th|td|strong|details|summary|blockquote|code)\b|!-- )")
"""A tag that the report does not write itself."""


def edited(name: str = "payments", sentences: int = 1, words: str = WORDS) -> EditedRecord:
    return EditedRecord(
        record=f"escalation/{name}",
        title=f"Path {name}",
        kind="escalation",
        what="changed",
        spot=SPOT,
        moved_from=None,
        status="approved",
        version_before="1.0.0",
        version_after="1.1.0",
        bump="minor",
        done="minor",
        change_class="normal",
        reasons=("a limit moves",),
        sentences=tuple(Sentence(text=words, spot=SPOT, bump="minor", change_class="normal") for _ in range(sentences)),
        change="chg-1",
        asks=(),
        reaches=(ReachedPlaybook(record="playbook/a", title="Charges stop", severity="SEV1"),),
    )


def fault(code: str = "G203", *, blocks: bool = True, message: str = "nobody has approved it") -> Fault:
    return Fault(
        code=code,
        severity=Severity.ERROR,
        message=message,
        mend="Ask for it",
        spot=SPOT,
        blocks=blocks,
        on_changed_line=True,
    )


def report(**more: object) -> Report:
    values: dict[str, object] = {
        "version": REPORT_VERSION,
        "base": "b" * 40,
        "head": "",
        "today": date(2026, 11, 23),
        "verdict": "waiting",
        "records": (edited(),),
        "changes": (
            RequestedChange(
                id="chg-1",
                title="Slower",
                spot=SPOT,
                change_class="normal",
                author="mara-okafor",
                risk="low: One number moves",
                records=("escalation/payments 1.1.0",),
                asked=(
                    Asked(who="the technical owner a", records=(), able=("x",), given=("x",), count=1, met=True),
                    Asked(who="the business owner b", records=(), able=("y", "z"), given=(), count=1, met=False),
                ),
                objections=(),
                settle="",
                follow_by=None,
                emergency="",
            ),
        ),
        "reviews_to_confirm": (
            ReviewToConfirm(record="playbook/a", title="Charges stop", reviewed=date(2026, 9, 2), since=("x/y",)),
        ),
        "new": (fault(),),
        "remaining": (),
        "fixed": (),
        "notes": (),
    }
    return Report.model_validate(values | more)


def address(spot: Spot) -> str:
    return f"https://forge.example/{spot.side}/{spot.line}"


def test_the_verdict_comes_first_and_the_details_are_folded() -> None:
    lines = [line for line in markdown(report(), address).splitlines() if line]
    assert lines[0] == MARK
    assert lines[1] == "## \N{HOURGLASS} Waits for the business owner b."
    assert lines[2] == "1 record · 1 normal · reaches 1 playbook · 1 review to be confirmed"
    text = "\n".join(lines)
    assert text.index("What keeps it from being merged") < text.index("| Record |") < text.index("<details>")
    assert "- [x] The technical owner a: approved by x" in lines
    assert "- [ ] The business owner b: y, z" in lines


def test_many_findings_of_a_kind_in_a_file_are_told_once_with_where_to_start() -> None:
    many = [
        fault("S201", message="to be written").model_copy(update={"spot": Spot(file="a.yaml", line=line)})
        for line in (30, 12, 99, 40)
    ]
    other = fault("S201", message="to be chosen").model_copy(update={"spot": Spot(file="b.yaml", line=5)})
    found = report(verdict="refused", new=(*many, other))
    for text in (terminal(found).plain, markdown(found, lambda _: None)):
        assert "to be written, and so on: 4 times in this file" in text
        assert text.count("to be written") == 1
        assert "a.yaml:12)" in text
        assert "breakglass lint a.yaml" in text
        assert "to be chosen" in text
    assert "keeps it from being merged (5)" in terminal(found).plain
    few = terminal(report(verdict="refused", new=(*many[:3], other))).plain
    assert few.count("to be written") == 3


def test_who_is_waited_for_is_told_one_by_one() -> None:
    found = report(new=tuple(fault(message=f"{name} has not approved") for name in "abcde"))
    assert terminal(found).plain.count("has not approved") == 5


def test_each_sentence_links_to_its_line() -> None:
    assert f"{WORDS} ([line 42](https://forge.example/head/42))" in markdown(report(), address)


def test_without_a_forge_places_are_text() -> None:
    assert "](" not in markdown(report(), lambda _: None)


@pytest.mark.parametrize(
    "words", [NASTY, "a\n\n# heading\n| x |", "</summary></details><img src=x>", "\x1b[31m\u202ered"]
)
def test_text_of_records_is_inert(words: str) -> None:
    record = edited(words=words).model_copy(update={"title": words, "moved_from": words, "asks": (words,)})
    text = markdown(report(records=(record,), new=(fault(message=words),), notes=(words,)), lambda _: None)
    html = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable("table").render(text)
    assert not TAG.search(html)
    assert html.count("<details>") == html.count("</details>")
    assert "@everyone" not in text
    assert "#12" not in text
    assert "\x1b" not in terminal(report(records=(record,))).plain


def test_escaped_text_reads_as_it_was() -> None:
    words = "Turn *Charge order* off_now; wait < 5 min | then [call] `x` & go."
    html = MarkdownIt("commonmark").renderInline(escaped(words))
    assert html == words.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("limit", [1_500, 4_000, LIMIT])
def test_a_long_report_is_cut_and_says_how_much_is_left_out(limit: int) -> None:
    long = report(records=tuple(edited(f"path-{number}", sentences=40) for number in range(60)))
    text = markdown(long, address, limit)
    assert len(text) <= limit
    assert re.search(r"_\d+ more lines are left out here", text)
    assert text.count("<details>") == text.count("</details>")
    assert "business owner b" in text
    assert "left out" not in markdown(report(), address, limit)


def test_the_json_form_is_what_its_schema_says() -> None:
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    data = json.loads(report().model_dump_json())
    Draft202012Validator(schema).validate(data)
    assert data["version"] == REPORT_VERSION
    assert all(part.get("description") for part in schema["$defs"].values())


def test_the_published_schema_is_the_one_that_is_meant() -> None:
    published = json.loads(Path("docs/review.schema.json").read_text("utf-8"))
    assert published == report_schema(), "run: breakglass schema review > docs/review.schema.json"


def test_the_terminal_names_what_keeps_it_from_being_merged() -> None:
    text = terminal(report()).plain
    assert text.startswith("Waits for the business owner b.\n")
    assert "✓ the technical owner a: approved by x" in text
    assert "○ the business owner b: y, z" in text
    assert "What keeps it from being merged (1)" in text
