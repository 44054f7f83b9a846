"""Text of records is inert: in the files that are published, and in the browser that reads them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from breakglass.records.kinds import KINDS, PAGELESS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("inert")]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_file_holds_anything_that_could_run(hostile_site: Path) -> None:
    pages = sorted(hostile_site.rglob("todo-*.html"))
    assert len(pages) == len(KINDS) - len(PAGELESS)
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "{{ 7*7 }}" in text, path
        parser = _Elements()
        parser.feed(text)
        for tag, attributes in parser.found:
            assert not any(name.startswith("on") for name in attributes), (path, tag)
            assert not (attributes.get("href") or "").lower().startswith("javascript"), path
            assert attributes.get("src") != "x", path
            if tag == "script":
                assert attributes.get("src") or attributes.get("type") == "application/json", path


def test_nothing_runs_and_nothing_is_rendered(page: Page, hostile_address: str, hostile_site: Path) -> None:
    hostile = [path for path in sorted(hostile_site.rglob("*.html")) if "7*7" in path.read_text("utf-8")]
    assert len(hostile) > len(KINDS) - len(PAGELESS)
    for path in hostile:
        page.goto(f"{hostile_address}/{path.relative_to(hostile_site)}")
        assert page.evaluate("window.broken") is None, path
        assert "49 " not in page.inner_text("h1"), path
        assert page.locator("img[src=x]").count() == 0, path
    page.goto(f"{hostile_address}/index.html")
    page.locator(".bg-ask [data-finder]").fill("heading")
    page.locator(".bg-found a").first.wait_for()
    assert page.evaluate("window.broken") is None
