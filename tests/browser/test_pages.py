"""Every kind of page in a real browser: no request elsewhere, nothing for axe, no need of scripts, fit for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KINDS_OF_PAGE = [
    "index",
    "playbooks/index",
    "playbooks/payment-flow-stopped",
    "playbooks/platform-outage",
    "signals/payment-run-gap",
    "platforms/power-automate",
    "processes/order-to-cash",
    "roles/index",
    "roles/incident-lead",
    "teams/automation-platform",
    "escalations/payments",
    "messages/customer-delay",
    "modules/replay-missed-runs",
    "rubrics/index",
    "appetites/company",
    "govern/rules",
    "write/fields",
    "write/gallery",
    "write/first-playbook",
    "about/decisions/index",
]
PLAYBOOK = "playbooks/payment-flow-stopped"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}


def test_no_page_asks_another_host(page: Page, address: str, site: Path) -> None:
    asked: set[str] = set()
    failed: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    for path in sorted(site.rglob("*.html")):
        page.goto(f"{address}/{path.relative_to(site)}")
    foreign = {url for url in asked if not url.startswith((address, "data:", "blob:"))}
    assert foreign == set()
    assert failed == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS_OF_PAGE)
def test_axe_finds_nothing(browser: Browser, address: str, name: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    found = Axe().run(page, options=AXE)
    context.close()
    told = [
        f"{fault['id']}: {fault['help']} at {node['target']}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:3]
    ]
    assert told == []


@pytest.mark.parametrize("name", KINDS_OF_PAGE)
def test_the_page_never_scrolls_sideways_on_a_phone(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 390


@pytest.mark.parametrize("name", KINDS_OF_PAGE)
def test_every_page_works_without_scripts(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    assert page.locator("h1").first.inner_text().strip()
    assert (
        page.locator("[data-platform-tabs] [data-platform]:visible").count()
        == page.locator("[data-platform-tabs] [data-platform]").count()
    )
    assert page.locator(".bg-step:visible").count() == page.locator(".bg-step").count()
    context.close()


def test_the_tree_is_legible_and_its_nodes_lead_somewhere(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{PLAYBOOK}.html")
    svg = page.locator(".bg-tree__box svg")
    assert svg.get_attribute("role") == "group"
    sizes = svg.locator("text").evaluate_all(
        "all => all.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert min(sizes) >= 12
    for link in svg.locator("a").all():
        href = link.get_attribute("href") or ""
        assert link.get_attribute("aria-label")
        if href.startswith("#"):
            assert page.locator(f"[id='{href[1:]}']").count() == 1, href
    context.close()


def test_every_answer_of_the_tree_stands_in_the_text_as_well(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    answers = {" ".join(text.split()) for text in page.locator(".bg-tree__box .bg-diagram__answer").all_text_contents()}
    written = {" ".join(text.split()) for text in page.locator(".bg-twig__answer").all_text_contents()}
    assert answers
    assert answers <= written


def test_platform_tabs_remember_the_readers_platform(page: Page, address: str) -> None:
    page.goto(f"{address}/playbooks/platform-outage.html")
    page.locator(".bg-how__tab", has_text="Zapier").first.click()
    page.reload()
    visible = page.locator("[data-platform-tabs] [data-platform]:visible")
    assert {panel.get_attribute("data-platform") for panel in visible.all()} == {"zapier"}


def test_messages_copy_as_text_and_as_markdown(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/messages/customer-delay.html")
    for button in ("Copy as text", "Copy as Markdown"):
        page.get_by_role("button", name=button).click()
        page.get_by_text("Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "{" in copied
        assert "<" not in copied
    context.close()


def test_a_response_keeps_its_times_over_a_reload(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    page.get_by_role("button", name="Start response").click()
    page.get_by_role("checkbox", name="Step 1 done").check()
    page.reload()
    assert page.get_by_role("checkbox", name="Step 1 done").is_checked()
    assert page.get_by_text("1 of").is_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="End response").click()
    assert page.get_by_role("checkbox", name="Step 1 done").count() == 0


def test_a_stale_review_shows_on_the_day_it_is_read(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2031-01-01T12:00:00Z")
    page.goto(f"{address}/{PLAYBOOK}.html")
    assert "overdue" in page.locator(".bg-fresh").first.inner_text()
    context.close()


def test_paper_shows_the_record_and_no_navigation(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    page.emulate_media(media="print")
    assert not page.locator("header[data-md-component=header]").is_visible()
    assert not page.locator(".bg-jump").is_visible()
    assert page.locator(".bg-tree__box svg").is_visible()
    assert page.locator(".bg-twig").first.is_visible()


@pytest.mark.parametrize(
    ("words", "playbook"),
    [
        ("customers got two mails", "duplicate-customer-messages"),
        ("token expired", "connection-expired"),
        ("orders not charged", "payment-flow-stopped"),
        ("fields renamed", "schema-change-broke-pipeline"),
        ("public link", "app-shared-too-widely"),
        ("everything is down", "platform-outage"),
        ("conection expird", "connection-expired"),
    ],
)
def test_the_finder_knows_the_words_of_people_in_trouble(page: Page, site: Path, words: str, playbook: str) -> None:
    page.goto(f"{site.as_uri()}/index.html")
    page.keyboard.press("/")
    page.keyboard.type(words)
    links = page.locator(".bg-ask .bg-found a")
    links.first.wait_for()
    found = [link.get_attribute("href") or "" for link in links.all()[:3]]
    assert any(f"playbooks/{playbook}.html" in href for href in found), found
