"""The finder as people use it: by keyboard and screen reader, narrowed down, from a folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("finder")]

PLAYBOOK = "playbooks/payment-flow-stopped"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}


def found(page: Page) -> Locator:
    """The options of the finder; a facet has options too."""
    return page.get_by_role("listbox").get_by_role("option")


def ask(page: Page, words: str) -> None:
    """Type into the box that `/` leads to, and wait for the reasons."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator(".bg-found mark").first.wait_for()


def test_a_playbook_is_opened_with_the_keyboard_alone(page: Page, site: Path) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    ask(page, "token expired")
    box = page.get_by_role("combobox", name="What is happening?")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "true")
    options = found(page)
    assert options.count() == 8
    page.keyboard.press("ArrowDown")
    expect(box).to_be_focused()
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"playbooks/connection-expired\.html"))


def test_enter_opens_the_first_and_escape_closes_then_clears(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    ask(page, "approvals stuck")
    box = page.locator("[data-finder]:visible")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_be_focused()
    expect(box).to_have_value("approvals stuck")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.type("approvals stuck")
    page.locator(".bg-found mark").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"playbooks/approvals-stuck\.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_any_state(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/{PLAYBOOK}.html")
    page.get_by_role("button", name="Pin").click()
    faults: list[str] = []

    def look(state: str) -> None:
        result = Axe().run(page, context=".bg-finder, .bg-ask", options=AXE)
        faults.extend(f"{state}: {fault['id']} {fault['nodes'][0]['html']}" for fault in result.response["violations"])

    page.keyboard.press("/")
    found(page).first.wait_for()
    look("kept")
    for name in (f"{PLAYBOOK}.html", "index.html"):
        page.goto(f"{address}/{name}")
        ask(page, "customers got two mails")
        page.keyboard.press("ArrowDown")
        look(f"{name} found")
        page.keyboard.press("Control+a")
        page.keyboard.type("xyzzyqwv")
        page.get_by_text("Nothing found").first.wait_for()
        look(f"{name} nothing")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert faults == []


def test_a_screen_reader_is_told_what_was_found(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "orders not charged")
    status = page.locator(".bg-ask [role=status]")
    expect(status).to_have_text(re.compile(r"^The best 8 of \d+, first Payment flow has stopped charging orders$"))
    page.keyboard.type(" xyzzyqwv", delay=5)
    page.keyboard.press("Control+a")
    page.keyboard.type("xyzzyqwv")
    expect(status).to_have_text(re.compile("^Nothing found for “xyzzyqwv”"))


def test_it_is_narrowed_down_by_platform_and_owner(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    ask(page, "everything is down")
    page.get_by_label("Platform").select_option("Retool")
    page.locator(".bg-found mark").first.wait_for()
    titles = page.locator(".bg-found__title").all_inner_texts()
    assert titles
    assert not any("An automation platform is down" in title for title in titles)
    page.get_by_label("What is happening?").fill("")
    expect(found(page).filter(has_text="withdrawn")).to_be_visible()
    page.get_by_label("Severity").select_option(index=1)
    badges = page.locator(".bg-found .bg-badge").all_inner_texts()
    assert badges
    assert set(badges) == {page.get_by_label("Severity").input_value()}


def test_a_result_says_why_and_leads_to_the_step_that_says_so(page: Page, site: Path) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    ask(page, "calls service desk finance operations platform security granted ordered paid without decision")
    first = found(page).first
    expect(first).to_contain_text("Says:")
    first.click()
    page.wait_for_url(re.compile(r"approvals-stuck\.html#"))
    place = page.url.partition("#")[2]
    assert page.locator(f"[id='{place}']").count() == 1


def test_every_place_that_the_finder_leads_to_is_there(site: Path) -> None:
    held = {
        path.stem: json.loads(path.read_text("utf-8").partition("]=")[2][:-2])
        for path in site.glob("assets/finder/*.js")
    }
    urls = held["index"]["entries"]["url"]
    texts = [texts for number in range(len(held["index"]["texts"])) for texts in held[f"texts-{number}"]]
    assert len(urls) == len(texts)
    lost = []
    for url, phrases in zip(urls, texts, strict=True):
        html = (site / url).read_text("utf-8")
        lost += [f"{url}#{place[0]}" for _, _, *place in phrases if place and f'id="{place[0]}"' not in html]
    assert lost == []


def test_opened_and_pinned_playbooks_stand_in_the_empty_box(page: Page, site: Path) -> None:
    top = site.as_uri()
    page.goto(f"{top}/playbooks/runaway-loop.html")
    page.goto(f"{top}/{PLAYBOOK}.html")
    pin = page.get_by_role("button", name="Pin")
    pin.click()
    expect(pin).to_have_attribute("aria-pressed", "true")
    page.goto(f"{top}/signals/index.html")
    page.keyboard.press("/")
    groups = page.get_by_role("listbox").get_by_role("group")
    expect(groups.nth(0)).to_have_accessible_name("Pinned")
    expect(groups.nth(0)).to_contain_text("Payment flow has stopped")
    expect(groups.nth(1)).to_have_accessible_name("Opened last")
    expect(groups.nth(1)).to_contain_text("starts itself")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(PLAYBOOK))


def test_the_key_can_be_turned_off(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    page.keyboard.press("/")
    page.get_by_label("The key / leads here").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("[data-finder]:visible")).not_to_be_focused()
    page.locator("[data-finder]:visible").click()
    expect(page.get_by_label("The key / leads here")).not_to_be_checked()


def test_nothing_is_loaded_before_it_is_asked_for(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/{PLAYBOOK}.html")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "finder" in url or "minisearch" in url]
    ask(page, "token expired")
    assert "/assets/finder/index.js" in asked


def test_a_finder_that_cannot_be_loaded_says_so_and_tries_again(page: Page, address: str) -> None:
    page.route("**/assets/finder/terms-*.js", lambda route: route.abort())
    page.goto(f"{address}/{PLAYBOOK}.html")
    page.keyboard.press("/")
    page.keyboard.type("token")
    page.get_by_text("The finder cannot be loaded just now").wait_for()
    page.unroute("**/assets/finder/terms-*.js")
    page.keyboard.type(" expired")
    page.locator(".bg-found mark").first.wait_for()


def test_an_alert_leads_from_its_short_address_to_the_first_step(page: Page, site: Path) -> None:
    page.goto(f"{site.as_uri()}/s/payment-run-gap/index.html")
    assert page.get_by_role("heading", name="First five minutes").is_visible()
    page.get_by_role("link", name="Step 2").click()
    page.wait_for_url(re.compile(rf"{PLAYBOOK}\.html#step-"))
    place = page.url.partition("#")[2]
    assert page.locator(f"[id='{place}']").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("signal", ["payment-run-gap", "flow-suspended-notice"])
def test_axe_finds_nothing_at_a_short_address(browser: Browser, address: str, signal: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/s/{signal}/")
    faults = Axe().run(page, options={"runOnly": AXE["runOnly"][:-1]}).response["violations"]
    assert [fault["id"] for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
