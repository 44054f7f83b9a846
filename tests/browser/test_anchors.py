"""Every link to a place within a page finds that place.

linkchecker follows the links to the pages. Left with the places as well it parses a page anew for every link to it,
which takes twenty times as long for the same answer.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("anchors")]


class _Page(HTMLParser):
    """The names of a page's places, and where its links lead."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.places.add(value)
            elif value and name in ("href", "xlink:href"):
                self.links.append(value)


def lost(site: Path) -> tuple[int, list[str]]:
    """How many links name a place, and those whose place is not there, as `page: link`."""
    pages = {path: _Page(path) for path in site.resolve().rglob("*.html")}
    named, missing = 0, []
    for path, page in pages.items():
        for link in page.links:
            address, place = urldefrag(link)
            if not place or urlsplit(link).scheme:
                continue
            root = site.resolve() if address.startswith("/") else path.parent
            target = (root / unquote(address).lstrip("/")).resolve() if address else path
            named += 1
            if target not in pages or unquote(place) not in pages[target].places:
                missing.append(f"{path.relative_to(site.resolve())}: {link}")
    return named, sorted(missing)


def test_every_place_that_a_link_names_is_there(site: Path) -> None:
    named, missing = lost(site)
    assert named > 3_000
    assert missing == []


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<h2 id="one"></h2><a href="#one"></a><a href="b.html#two"></a>', "utf-8")
    (tmp_path / "b.html").write_text('<svg><a xlink:href="a.html#one"></a></svg><a href="#three"></a>', "utf-8")
    assert lost(tmp_path) == (4, ["a.html: b.html#two", "b.html: #three"])
