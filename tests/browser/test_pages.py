"""Every kind of page in a real browser: no request elsewhere, nothing for axe, no need of scripts, fit for a phone."""

from __future__ import annotations

import subprocess
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from breakglass.catalogue.load import load
from breakglass.governance.severity import rubric_of
from breakglass.records.appetite import Appetite
from breakglass.records.vocabulary import DIMENSIONS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

CHANGE = "changes/" + max(path.stem for path in (ROOT / "playbooks/governance/changes").glob("*.yaml"))
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
    "playbooks/nightly-charge-batch-failed",
    "incidents/index",
    "incidents/inc-2026-014",
    "drills/index",
    "drills/friday-without-charges",
    "policies/change-control",
    "changes/index",
    CHANGE,
    "waivers/outage-drill-waits-for-sandbox",
    "govern/dashboard",
    "govern/coverage",
    "govern/consequences",
    "about/coverage",
    "govern/rules",
    "govern/rules/G301",
    "write/fields",
    "write/gallery",
    "respond/response",
    "write/first-playbook",
    "write/publishing",
    "about/decisions/index",
    "offline",
]
PLAYBOOK = "playbooks/payment-flow-stopped"
LATER = "2027-06-01"
"""A day on which the shipped site is half a year old."""
AXE: dict[str, object] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
COLOURS: dict[str, object] = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What can differ between light and dark, where the page is the same but for its colours."""
SHORTEN = """() => {
  for (const list of document.querySelectorAll('tbody, ul, ol, dl, .bg-rows')) {
    for (const row of [...list.children].slice(24)) row.remove();
  }
}"""
"""Leaves two dozen rows of each list: what axe has against the others it has against these, in a tenth of the time."""


@pytest.mark.parametrize("name", KINDS_OF_PAGE)
def test_axe_finds_nothing(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    page.evaluate(SHORTEN)
    light = faults(page, AXE)
    darken(page)
    dark = faults(page, COLOURS)
    context.close()
    assert light == dark == []


def darken(page: Page) -> None:
    """The machine of the reader turns to dark, and all colours have arrived there."""
    page.emulate_media(color_scheme="dark")
    page.locator("body[data-md-color-scheme=slate]").wait_for(state="attached")
    page.evaluate("document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish())")


def faults(page: Page, options: dict[str, object]) -> list[str]:
    """What axe has against a page, a line each."""
    return [
        f"{fault['id']}: {fault['help']} at {node['target']}"
        for fault in Axe().run(page, options=options).response["violations"]
        for node in fault["nodes"][:3]
    ]


@pytest.mark.parametrize("name", KINDS_OF_PAGE)
def test_on_a_phone_the_page_fits_and_no_table_but_a_matrix_hides_columns(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for table in page.locator(".bg-scroll > table:not(.bg-matrix)").all():
        wider = table.evaluate("table => table.scrollWidth - table.parentElement.clientWidth")
        assert wider <= 1, table.evaluate("table => table.className + ': ' + table.textContent.trim().slice(0, 60)")
    for table in page.locator(".bg-table--stack").all():
        labels = table.locator("thead th").all_text_contents()[1:]
        for row in table.locator("tbody tr").all()[:3]:
            assert row.locator("td").count() == len(labels)
            assert all(cell.get_attribute("data-label") for cell in row.locator("td").all())
    context.close()


@pytest.mark.parametrize("width", [390, 800, 1280, 1440])
def test_the_bar_of_a_playbook_stays_in_view_and_says_where_the_reader_is(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/{PLAYBOOK}.html#fallback")
    bar = page.locator("[data-jump] ul")
    current = bar.locator("a[aria-current=location]")
    current.wait_for()
    assert current.inner_text() == "Fallback and rollback"
    place = current.bounding_box()
    heading = page.locator("h2#fallback").bounding_box()
    assert place is not None
    assert heading is not None
    assert 0 <= place["y"] < place["y"] + place["height"] <= heading["y"]
    assert 0 <= place["x"] < place["x"] + place["width"] <= width
    if width > 960:
        assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
        assert page.get_by_role("button", name="Start response").is_visible()
    context.close()


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
    # What is folded away, as the steps of a retired playbook, is opened by a click and not by a script.
    assert page.locator(".bg-step:visible").count() == page.locator(".bg-step:not(details:not([open]) *)").count()
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


def test_a_jump_down_a_long_page_is_at_once(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="no-preference")
    page = context.new_page()
    page.goto(f"{address}/{PLAYBOOK}.html")
    top = "part => { part.scrollIntoView(); return part.getBoundingClientRect().top; }"
    assert page.locator("#evidence").evaluate(top) < 300
    context.close()


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


@pytest.mark.parametrize(("day", "late"), [("2026-11-24", False), ("2027-06-15", True)])
def test_the_dashboard_tells_the_truth_on_the_day_it_is_read(
    browser: Browser, address: str, day: str, *, late: bool
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00Z")
    page.goto(f"{address}/govern/dashboard.html")
    assert page.locator("[data-asof]").inner_text() == day
    for name in ("reviews", "approvals"):
        rows = page.locator(f"[data-list={name}] tr[data-due]")
        dues = [row.get_attribute("data-due") or "" for row in rows.all()]
        expected = sum(due < day for due in dues)
        assert int(page.locator(f"[data-count={name}] [data-late]").inner_text()) == expected
        assert page.locator(f".bg-tile--late [data-count={name}]").count() == (expected > 0)
        assert (expected > 0) is late
        assert rows.locator(".bg-badge--bad").count() == expected
    actions = page.locator("[data-overdue]")
    overdue = sum((badge.get_attribute("data-overdue") or "") < day for badge in actions.all())
    assert int(page.locator("[data-count=actions] [data-late]").inner_text()) == overdue
    assert page.get_by_text("Overdue", exact=True).count() == overdue
    for row in page.locator("[data-dues]").all():
        dues = (row.get_attribute("data-dues") or "").split()
        never = int(row.get_attribute("data-never") or "")
        assert int(row.locator("[data-late]").inner_text()) == never + sum(due < day for due in dues)
    context.close()


def test_what_is_in_time_is_shown_when_asked_for_and_on_paper(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2027-02-15T12:00:00Z")
    page.goto(f"{address}/govern/dashboard.html")
    reviews = page.locator("section:has(> #reviews)")
    fine = reviews.locator("tr[data-state=fine]")
    assert fine.count() > 20
    assert not fine.first.is_visible()
    assert reviews.locator("tr:is([data-state=late], [data-state=soon])").first.is_visible()
    page.emulate_media(media="print")
    assert fine.first.is_visible()
    page.emulate_media(media="screen")
    reviews.get_by_label("Show those in time as well").check()
    assert fine.first.is_visible()


def test_without_scripts_the_dashboard_shows_the_day_of_the_build(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/govern/dashboard.html")
    assert page.locator("[data-asof]").inner_text() == "2026-11-23"
    assert page.locator("[data-badge]").count() > 100
    context.close()


def test_the_calculator_reckons_as_the_checks_do(page: Page, address: str) -> None:
    catalogue = load(ROOT / "playbooks", ROOT).catalogue
    rubric = rubric_of(catalogue)
    assert rubric is not None
    order = [level.id for level in rubric.severities]
    page.goto(f"{address}/rubrics/index.html")
    for levels in ((1, 1, 1, 1), (5, 5, 2, 3), (2, 3, 4, 1), (3, 2, 5, 5), (1, 5, 1, 1), (4, 3, 2, 3)):
        scored = dict(zip(DIMENSIONS, levels, strict=True))
        for name, level in scored.items():
            page.locator(f"[data-calculator] input[name={name}][value='{level}']").check()
        said = page.locator("[data-result]").inner_text()
        for appetite in catalogue.all(Appetite):
            severity, _ = appetite.severity(scored, order)
            title = next(level.title for level in rubric.severities if level.id == severity)
            assert f"{title} {appetite.score(scored):.1f} of 5 under {appetite.title}" in said


def test_a_retired_playbook_says_so_first_and_points_on(page: Page, address: str) -> None:
    page.goto(f"{address}/playbooks/nightly-charge-batch-failed.html")
    assert page.get_by_role("button", name="Start response").count() == 0
    assert page.locator(".bg-bar .bg-badge", has_text="SEV").count() == 0
    assert not page.get_by_role("heading", name="First five minutes").is_visible()
    page.get_by_text("What this playbook said until it was retired").click()
    assert page.get_by_role("heading", name="First five minutes").is_visible()
    banner = page.locator(".bg-retired")
    assert "Retired since 2026-06-30" in banner.inner_text()
    banner.get_by_role("link").click()
    assert page.url.endswith("/playbooks/payment-flow-stopped.html")


def test_every_part_of_a_playbook_can_show_where_it_is_written(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    assert page.locator(".bg-source:visible").count() == 0
    page.get_by_label("Show for each part in which file and line it is written").check()
    lines = (ROOT / "playbooks/responses/payment-flow-stopped.yaml").read_text("utf-8").split("\n")
    step = page.locator("#step-count-unpaid .bg-source, .bg-step .bg-source").first.inner_text()
    file, number = step.split(":")
    assert file == "payment-flow-stopped.yaml"
    assert lines[int(number) - 1].strip().startswith("- id:")
    assert page.locator(".bg-source:visible").count() > 20


def test_every_line_of_what_is_offered_leads_to_something(site: Path) -> None:
    page = site / "about/coverage.html"
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "a":
                links.append(dict(attrs).get("href") or "")

    parser = Links()
    parser.feed(page.read_text("utf-8").split("<article", 1)[1].split("</article>", 1)[0])
    assert len(links) > 150
    for href in links:
        path, _, anchor = href.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), href
        assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), href


def test_the_first_sheet_of_a_printed_playbook_holds_the_first_five_minutes(page: Page, address: str) -> None:
    for path in sorted((ROOT / "playbooks/responses").glob("*.yaml")):
        if "\nstatus: retired" in path.read_text("utf-8"):
            continue
        page.goto(f"{address}/playbooks/{path.stem}.html")
        sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, page_ranges="1"))).pages[0].extract_text()
        assert "First five minutes" in sheet, path.stem
        assert "The whole path" in sheet, path.stem


def test_a_printed_playbook_can_be_worked_with_a_pen(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}.html")
    steps, answers = page.locator(".bg-step").count(), page.locator(".bg-twig__answer").count()
    assert page.locator(".bg-paper:visible").count() == 0
    sheets = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    text = "\n".join(sheet.extract_text() for sheet in sheets)
    assert text.count("by __________") == steps
    assert all(one in sheets[0].extract_text() for one in ("Harm began at", "First seen at", "Declared at"))
    assert "Incident lead" in sheets[0].extract_text()
    assert text.count("began __________") == page.locator(".bg-duty__clock").count() > 0
    assert "What happened, what was decided and what was known" in text
    assert "https://" in text
    assert "Start response" not in text
    page.emulate_media(media="print")
    boxes = "all => all.filter(one => getComputedStyle(one, '::before').borderTopStyle === 'solid').length"
    assert page.locator(".bg-step__head").evaluate_all(boxes) == steps
    assert page.locator(".bg-twig__answer").evaluate_all(boxes) == answers


def test_nothing_on_a_printed_role_card_is_cut_off(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 748, "height": 1077})  # A4 less 6 mm on each side, at 96 dpi
    page = context.new_page()
    page.goto(f"{address}/roles/index.html")
    page.emulate_media(media="print")
    cards = page.locator(".bg-cards .bg-role")
    assert cards.count() >= 6
    for card in cards.all():
        over = card.evaluate(
            "card => { const box = card.getBoundingClientRect(); return [...card.querySelectorAll('li, p, td, h4')]"
            ".filter(one => { const r = one.getBoundingClientRect();"
            " return r.height && (r.bottom > box.bottom + 1 || r.right > box.right + 1); })"
            ".map(one => one.textContent.trim().slice(0, 40)); }"
        )
        assert over == [], card.locator("h3").inner_text()
        assert "+44" in card.inner_text()
    context.close()


def past_page(site: Path) -> str:
    """A page of a past version, by its path below the top of the site; which there are depends on the history."""
    pages = sorted(site.glob("playbooks/*/v*.html")) or sorted(site.glob("*/*/v*.html"))
    if not pages:
        pytest.skip("a shallow clone has no past versions")
    # The one that says most, since some versions changed no more than their paperwork.
    return str(max(pages, key=lambda page: page.read_text(encoding="utf-8").count("<li>")).relative_to(site))


def test_axe_finds_nothing_on_a_past_version(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/{past_page(site)}")
    page.get_by_text("The same as text").click()
    light = faults(page, AXE)
    darken(page)
    dark = faults(page, COLOURS)
    context.close()
    assert light == dark == []


def test_a_past_version_fits_a_phone_and_shows_no_marks_of_markdown(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{past_page(site)}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("section:has(#changed) > ul > li").count() <= 8
    assert "*" not in page.locator("section:has(#changed) > ul").inner_text()
    context.close()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("waivers/index", 2),
        ("waivers/outage-drill-waits-for-sandbox", 1),
        ("signals/index", 20),
        ("signals/payment-run-gap", 1),
        ("drills/index", 5),
        ("drills/friday-without-charges", 1),
        ("govern/coverage", 10),
    ],
)
def test_last_days_are_judged_on_the_day_of_reading(browser: Browser, address: str, name: str, rows: int) -> None:
    days = set()
    for day in ("2026-11-24", LATER, "2028-06-01"):
        context = browser.new_context()
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(f"{address}/{name}.html")
        badges = page.locator("[data-day]").all()
        assert len(badges) >= rows
        for badge in badges:
            last = badge.get_attribute("data-day") or ""
            late = last < day
            days.add(late)
            assert badge.text_content() == badge.get_attribute("data-late") or not late
            assert ("bg-badge--bad" in (badge.get_attribute("class") or "")) is late, last
        context.close()
    assert True in days, "nothing has run out by then"


def test_drills_in_the_matrix_are_judged_on_the_day_of_reading(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(f"{LATER}T12:00:00Z")
    page.goto(f"{address}/govern/coverage.html")
    books = page.locator("[data-drill-due]").all()
    late = [book for book in books if (book.get_attribute("data-drill-due") or "") < LATER]
    assert 0 < len(late) < len(books)
    assert page.locator(".bg-matrix__book--late[data-drill-due]").count() == len(late)
    assert all("drill overdue" in (book.text_content() or "") for book in late)
    context.close()


def test_the_matrix_names_what_has_happened_and_what_to_write_for_it(page: Page, address: str) -> None:
    page.goto(f"{address}/govern/coverage.html")
    holes = page.locator(".bg-matrix__cell--hole")
    assert holes.count() > 0
    assert page.locator("h3:text('Has happened') + ul li").count() == holes.count()
    assert "breakglass new playbook" in page.locator("h3:text('Has happened') + ul li").first.inner_text()
    assert page.locator("a.bg-matrix__real").count() > 20


def test_lessons_and_incidents_can_be_searched_on_their_page(page: Page, address: str) -> None:
    page.goto(f"{address}/incidents/index.html")
    items = page.locator("[data-filtered] > li")
    whole = items.count()
    assert whole > 40
    page.get_by_role("searchbox", name="Search lessons and incidents").fill("airtable LOOP")
    left = page.locator("[data-filtered] > li:visible")
    assert 0 < left.count() < whole / 4
    assert page.locator("[data-filter-said]").inner_text() == f"{left.count()} of {whole} left"


def test_without_scripts_all_lessons_and_incidents_stand_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/incidents/index.html")
    assert not page.locator("[data-filter]").is_visible()
    assert page.locator("[data-filtered] > li:visible").count() == page.locator("[data-filtered] > li").count()
    context.close()


def test_the_finder_knows_incidents_and_lessons_and_ranks_them_last(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("Two scenarios updated each other")
    found = page.locator(".bg-ask .bg-found a")
    found.first.wait_for()
    kinds = page.locator(".bg-ask .bg-found .bg-badge").all_inner_texts()
    assert "Incident" in kinds
    assert kinds.index("Incident") > 0


def test_every_page_says_from_which_commit_it_was_made(page: Page, address: str) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    page.goto(f"{address}/{PLAYBOOK}.html")
    assert head[:12] in page.locator("footer").inner_text()
    assert head[:12] in page.locator("section:has(> #about)").inner_text()
    assert head.strip() in (page.locator("section:has(> #about) a:has(code)").last.get_attribute("href") or "")
