"""How much a first visit of a playbook loads: counted from the files of the built site, as a host would send them."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BUDGET = 150_000
"""Bytes of a playbook page with all that it loads, without the pictures of authors."""
HEADERS = 150
"""Bytes that an answer has beside its body, about."""


class Loads(HTMLParser):
    """The addresses of what a page loads by itself: sheets, scripts and its icon."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.found.append(given["src"] or "")
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload"}:
            self.found.append(given.get("href") or "")


def sent(path: Path) -> int:
    """Bytes over the wire for one file: text is compressed, fonts are already."""
    body = path.read_bytes()
    return HEADERS + len(body if path.suffix == ".woff2" else gzip.compress(body, 6))


def fonts_for(text: str, sheet: Path) -> set[Path]:
    """The faces of which the text of a page has letters. Which of them stand in code is not asked: all are counted."""
    letters = {ord(letter) for letter in text}
    faces = set()
    for face in re.findall(r"@font-face \{.*?\}", sheet.read_text("utf-8"), re.DOTALL):
        ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
        spans = [range(int(first, 16), int(last or first, 16) + 1) for first, last in ranges]
        if any(letter in span for letter in letters for span in spans):
            faces.add((sheet.parent / re.findall(r'url\("([^"]+)"\)', face)[0]).resolve())
    return faces


def test_no_first_visit_of_a_playbook_loads_more_than_a_phone_gets_in_a_moment(site: Path) -> None:
    pages = sorted(path for path in site.glob("playbooks/*.html") if path.name != "index.html")
    assert len(pages) > 15
    heavy = {}
    for page in pages:
        text = page.read_text("utf-8")
        loads = Loads()
        loads.feed(text)
        files = {page, *((page.parent / address).resolve() for address in loads.found)}
        files |= fonts_for(text, site / "assets/components.css")
        assert {".css", ".js", ".woff2"} <= {path.suffix for path in files}
        total = sum(sent(path) for path in files)
        if total > BUDGET:
            heavy[page.name] = {path.name: sent(path) for path in sorted(files, key=sent, reverse=True)[:6]}
    assert heavy == {}
