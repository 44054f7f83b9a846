"""What the scripts of the frame do on every page: light and dark, contents, code, tables, and what is folded away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import ROOT, build, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WRITTEN = """# Written by hand

| one | two |
| --- | --- |
| a | b |

## First

Text.

## Second

{filler}

??? note "Folded"

    ### Inside

    ??? note "Deeper"

        ### Further inside

=== "Red"

    What is red.

=== "Blue"

    What is blue.

```python
print("one")
print("two")
```

## Third
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with more of Markdown than the shipped pages use, and with a script of the site's own."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "docs").mkdir()
    filler = "\n\n".join(f"Paragraph {number}." for number in range(60))
    (folder / "docs/index.md").write_text(WRITTEN.format(filler=filler), encoding="utf-8")
    (folder / "docs/own.js").write_text("document.documentElement.dataset.own = 'ran';", encoding="utf-8")
    (folder / "playbooks").mkdir()
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    config = re.sub(r"^nav:.*?^validation:", "validation:", config, flags=re.MULTILINE | re.DOTALL)
    more = "  - pymdownx.details\n  - pymdownx.tabbed:\n      alternate_style: true\n"
    config = config.replace("markdown_extensions:\n", f"extra_javascript: [own.js]\n\nmarkdown_extensions:\n{more}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    yield from serve(build(folder / "mkdocs.yml", folder / "site"))


def scheme(page: Page) -> str | None:
    """Which scheme the page shows."""
    return page.locator("body").get_attribute("data-md-color-scheme")


@pytest.mark.parametrize(("device", "first"), [("light", "default"), ("dark", "slate")])
def test_the_device_says_light_or_dark_until_the_reader_does(
    browser: Browser, written: str, device: str, first: str
) -> None:
    context = browser.new_context(color_scheme=device)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(written)
    assert scheme(page) == first
    page.emulate_media(color_scheme="dark" if device == "light" else "light")
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", first)
    shown = page.locator(".bg-scheme__button:visible")
    for name, then in (("Light", "default"), ("Dark", "slate"), ("As the device", None), ("Light", "default")):
        shown.click()
        assert shown.get_attribute("title") == name
        assert then is None or scheme(page) == then
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert scheme(page) == "default"
    assert shown.get_attribute("title") == "Light"
    context.close()


def test_the_keyboard_chooses_light_or_dark_as_well(page: Page, written: str) -> None:
    page.goto(written)
    page.locator("input[name=__palette]:checked").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".bg-scheme__button:visible").get_attribute("title") == "Light"
    page.keyboard.press("Enter")
    assert page.locator(".bg-scheme__button:visible").get_attribute("title") == "Dark"
    assert scheme(page) == "slate"


def test_without_storage_light_and_dark_still_work(page: Page, written: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(written)
    page.locator(".bg-scheme__button:visible").click()
    assert page.locator(".bg-scheme__button:visible").get_attribute("title") == "Light"
    assert failed == []


def test_the_contents_mark_where_the_reader_is(page: Page, written: str) -> None:
    page.goto(written)
    page.set_viewport_size({"width": 1440, "height": 700})
    current = page.locator("[data-contents] a[aria-current=location]")
    expect(current).to_have_count(0)
    page.locator("[data-contents] a", has_text="Second").click()
    expect(current).to_have_text("Second")
    page.evaluate("scrollTo({top: 9000, behavior: 'instant'})")
    expect(current).to_have_text("Third")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(current).to_have_count(0)


def test_a_block_of_code_copies_without_what_stands_around_it(browser: Browser, written: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(written)
    page.get_by_role("button", name="Copy this code").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == 'print("one")\nprint("two")'
    context.close()


def test_where_the_clipboard_is_out_of_reach_the_code_is_selected(page: Page, written: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(written)
    page.get_by_role("button", name="Copy this code").click()
    page.get_by_text("Selected: press Ctrl+C").wait_for()
    assert 'print("two")' in page.evaluate("getSelection().toString()")


def test_a_wide_table_scrolls_in_its_own_box(page: Page, written: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(written)
    box = page.locator(".md-typeset__scrollwrap")
    assert box.locator("> table").count() == 1
    assert box.get_attribute("tabindex") is None
    page.evaluate("document.querySelector('.md-content table').style.minWidth = '900px'")
    page.set_viewport_size({"width": 380, "height": 700})
    expect(box).to_have_attribute("tabindex", "0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_an_address_opens_what_it_names(page: Page, written: str) -> None:
    page.goto(f"{written}#further-inside")
    assert page.locator("#further-inside").is_visible()
    expect(page.locator("#further-inside")).to_be_in_viewport()
    page.goto(f"{written}?again#__tabbed_1_2")
    assert page.get_by_text("What is blue.").is_visible()
    page.goto(f"{written}?once-more")
    assert not page.locator("#inside").is_visible()
    page.evaluate("location.hash = 'inside'")
    page.locator("#inside").wait_for(state="visible")


def test_paper_shows_what_is_folded_and_the_screen_folds_it_again(page: Page, written: str) -> None:
    page.goto(written)
    folded = page.locator(".md-content__inner details:not([open])")
    before = folded.count()
    assert before >= 2
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before


def test_a_script_of_the_sites_own_runs(page: Page, written: str) -> None:
    page.goto(written)
    assert page.locator("html").get_attribute("data-own") == "ran"
    assert page.locator("html").get_attribute("class") == "js"


def test_no_page_loads_the_scripts_of_material(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "assets/javascripts/" not in path.read_text("utf-8"), path
