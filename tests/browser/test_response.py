"""Response mode, played in a browser: from the declaration to the record, and what may go wrong on the way."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from breakglass.site.pages import Pages
from breakglass.site.render import components
from breakglass.site.site import open_site
from breakglass.site.theme import component_folders
from breakglass.views.links import Links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("response")]

PLAYBOOK = "playbooks/payment-flow-stopped.html"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
NAME = "Orders are not charged"
DIALOG, BAR = "dialog[open]", ".bg-live"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Europe/London")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def declare(page: Page, address: str, **fields: str) -> Locator:
    """An incident on the page of the payments playbook; the desk that it opens."""
    page.goto(f"{address}/{PLAYBOOK}")
    page.get_by_role("button", name="Start response").click()
    dialog = page.get_by_role("dialog")
    filled = {"What is broken": NAME, "Your name": "Mara", "Incident lead": "Mara Okafor"} | fields
    for label, value in filled.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Start response").click()
    desk = page.locator("#response")
    expect(desk.get_by_role("heading", name=filled["What is broken"])).to_be_focused()
    return desk


def answer(page: Page, name: str, **fields: str) -> None:
    """Press an answer of the guided path, and what its dialog asks."""
    page.locator("[data-desk=guide]").get_by_role("button", name=name, exact=True).click()
    fill(page, **fields)


def fill(page: Page, **fields: str) -> None:
    if fields:
        dialog = page.get_by_role("dialog")
        for label, value in fields.items():
            dialog.get_by_label(label.replace("_", " ")).fill(value)
        dialog.locator("button[type=submit]").click()
        expect(dialog).to_have_count(0)


def log(page: Page) -> list[str]:
    """The log as the desk shows it, the oldest line first."""
    return page.locator(".bg-log__line > span").all_text_contents()[::-1]


def exported(page: Page, button: str) -> str:
    """What a button of the desk downloads."""
    out = page.locator("#response details", has_text="Export, hand over, import")
    if out.get_attribute("open") is None:
        out.locator("summary").click()
    with page.expect_download() as started:
        out.get_by_role("button", name=button).click()
    return Path(started.value.path()).read_text(encoding="utf-8")


def linted(records: Path, file: Path) -> set[str]:
    """The codes of what lint has against one file of a folder of records."""
    command = ["breakglass", "lint", str(records), "--format", "json", "--today", "2026-11-26"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=records.parent)
    return {one["code"] for one in json.loads(done.stdout)["findings"] if file.name in one["file"]}


def axe(page: Page, *parts: str) -> list[str]:
    """What axe has against some parts of the page. The whole of a playbook takes long, and has tests of its own."""
    for part in parts:
        expect(page.locator(part).first).to_be_visible()
    within = {"include": [[part] for part in parts]} if parts else None
    return [
        f"{fault['id']}: {fault['help']} at {node['target']}"
        for fault in Axe().run(page, within, options=AXE).response["violations"]
        for node in fault["nodes"][:3]
    ]


def test_an_incident_from_the_declaration_to_a_record_that_lint_accepts(
    page: Page, address: str, tmp_path: Path
) -> None:
    desk = declare(page, address, **{"Technical resolver": "Tomas Lind"})
    expect(desk.get_by_text("SEV1 Critical")).to_be_visible()
    answer(page, "No")
    guide = page.locator("[data-desk=guide]")
    expect(guide.get_by_role("heading")).to_contain_text("Unpaid orders")
    guide.get_by_role("button", name="Done").click()
    guide.get_by_role("button", name="Ask again").click()
    answer(page, "Yes")
    answer(page, "No, all three say so")
    page.locator("#step-ask-hand-work").get_by_role("button", name="Done").click()
    answer(page, "Checks and no runs")
    answer(page, "Done, go on")
    answer(page, "Yes", What_is_known_now="A renamed picklist value; 96 orders wait")
    answer(page, "Decide this", What_is_known_now="The cause fits the minute\nand is proven")
    expect(guide.get_by_text("Fix in place: Mend the trigger in place.")).to_be_visible()
    guide.get_by_role("button", name="Done").click()
    expect(guide.get_by_role("heading")).to_contain_text("Post the first status update")
    expect(guide.get_by_role("heading")).to_be_focused()
    expect(page.locator(".bg-diagram__node--here")).to_have_count(1)
    expect(page.locator(".bg-diagram__node--here")).to_contain_text("Mend the trigger")
    page.locator("#response-note").fill("Mara Okafor says: 12 calls # at care\n- and more: [x](javascript:1) {count}")
    desk.get_by_role("button", name="Add note").click()
    desk.get_by_role("button", name="Keep evidence").click()
    fill(page, Where_it_is_kept="Incident folder")
    desk.get_by_role("button", name="Contained").click()
    fill(page, Since_when=page.evaluate("new Date().toLocaleString('sv').slice(0, 16).replace(' ', 'T')"))
    desk.get_by_role("button", name="Close incident").click()
    fill(page, State_in_a_sentence="All charged once")
    expect(desk.get_by_role("button", name="Record (YAML)")).to_be_visible()
    expect(page.locator("[data-desk=facts]")).to_contain_text("Lasted")
    expect(desk.get_by_role("heading", name="Clocks")).to_be_hidden()
    lines = log(page)
    assert lines[0].startswith(f"Declared: {NAME}")
    assert lines[-1].startswith("Closed: All charged once")
    text = exported(page, "Record (YAML)")
    assert "Mara" not in text
    assert "Tomas" not in text
    records = tmp_path / "playbooks"
    shutil.copytree(ROOT / "playbooks", records)
    identifier = re.search(r"^id: (\S+)$", text, re.MULTILINE)
    assert identifier
    path = records / "incidents" / f"{identifier[1]}.yaml"
    path.write_text(text, encoding="utf-8")
    assert linted(records, path) == {"S201"}, "only what is still to be written"
    assert "decision:\n      chose: Mend the trigger in place\n      by: incident-lead\n" in text
    site = open_site({"breakglass": {"records": "playbooks", "history": False}}, tmp_path)
    shown = Pages(site, components(component_folders(None)), Links()).record("incident", identifier[1])
    assert "Mend the trigger in place" in shown
    report = exported(page, "Report (Markdown)")
    assert "12 calls \\# at care - and more: \\[x\\](javascript:1)" in report


def test_it_survives_a_reload_a_new_tab_and_shows_on_every_page(
    context: BrowserContext, page: Page, address: str
) -> None:
    declare(page, address)
    page.locator("#step-read-last-run").get_by_role("button", name="Done").click()
    expect(page.locator("#step-read-last-run .bg-do__state")).to_contain_text("Done")
    page.locator("#response-note").fill("half a note")
    page.reload()
    expect(page.locator("#step-read-last-run .bg-do__state")).to_contain_text("by Mara")
    expect(page.locator("#response-note")).to_have_value("half a note")
    page.close()
    other = context.new_page()
    other.goto(f"{address}/roles/incident-lead.html")
    bar = other.get_by_role("complementary", name="Running incident")
    expect(bar).to_contain_text("Call Technical resolver")
    bar.get_by_role("link", name=NAME).click()
    expect(other.locator("#response").get_by_text("1 of 23 steps done")).to_be_in_viewport()
    expect(other.locator("#response").get_by_role("heading", name=NAME)).to_be_focused()
    assert other.evaluate("scrollY") > 0, "the desk stands at the top"
    other.evaluate("scrollTo({ top: 4000, behavior: 'instant' })")
    other.reload()
    expect(other.locator("#step-read-last-run .bg-do__state")).to_contain_text("by Mara")
    other.wait_for_function("scrollY > 2000")  # a reload stays where the reader was


def test_a_crash_of_the_tab_loses_nothing_that_was_written(context: BrowserContext, page: Page, address: str) -> None:
    desk = declare(page, address, **{"Technical resolver": "Tomas Lind"})
    answer(page, "No")
    page.locator("#step-read-last-run").get_by_role("button", name="Done").click()
    page.locator("#response-note").fill("half a note")
    with page.expect_event("crash"), suppress(Error):  # no answer comes from a tab that is gone
        page.goto("chrome://crash", wait_until="commit")
    other = context.new_page()
    other.goto(f"{address}/index.html")
    other.get_by_role("complementary", name="Running incident").get_by_role("link", name=NAME).click()
    desk = other.locator("#response")
    expect(desk.get_by_role("heading", name=NAME)).to_be_visible()
    expect(other.locator("[data-desk=guide]").get_by_role("heading")).to_contain_text("Unpaid orders")
    expect(other.locator("#step-read-last-run .bg-do__state")).to_contain_text("Done")
    before = log(other)
    assert before[0].startswith(f"Declared: {NAME}")
    assert any("Tomas Lind is Technical resolver" in line for line in before)
    other.locator("#response-note").fill("gone on in a new tab")
    other.get_by_role("button", name="Add note").click()
    expect(other.locator("[data-desk=log]")).to_contain_text("gone on in a new tab")
    assert len(json.loads(exported(other, "Log (JSON)"))["events"]) >= len(before) + 1


def test_a_log_whose_playbook_is_gone_can_still_be_exported_closed_and_removed(page: Page, address: str) -> None:
    declare(page, address)
    file = json.loads(exported(page, "Log (JSON)"))
    for event in file["events"]:
        event |= {"id": str(uuid.uuid4()), "incident": "00000000-0000-4000-8000-000000000000"}
    file["events"][0] |= {"playbook": "gone-since", "page": "playbooks/gone-since.html"}
    page.locator("#response").get_by_role("button", name="Import a log").click()
    upload = {"name": "log.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    page.get_by_role("dialog").get_by_role("button", name="Import").click()
    expect(page.get_by_role("dialog", name="Imported")).to_contain_text("goes on at the page of its playbook")
    page.goto(f"{address}/respond/response.html")
    kept = page.locator("[data-response-kept]")
    expect(kept.locator("li")).to_have_count(2)
    gone = kept.locator("li").filter(has=page.locator("a[href*='gone-since']"))
    with page.expect_download() as started:
        gone.get_by_role("button", name="Log (JSON)").click()
    assert len(json.loads(Path(started.value.path()).read_text(encoding="utf-8"))["events"]) > 1
    gone.get_by_role("button", name="Close incident").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    gone.get_by_role("button", name="Remove from this browser").click()
    page.get_by_label("I have the export").check()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(kept.locator("li")).to_have_count(1)
    page.reload()
    expect(kept.locator("li")).to_have_count(1)
    assert axe(page, "[data-response-kept]") == []


def test_the_record_names_the_signals_that_were_ticked(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/{PLAYBOOK}")
    page.get_by_role("button", name="Start response").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Which signals showed it").click()
    first = dialog.get_by_role("checkbox").first
    first.check()
    dialog.get_by_role("button", name="Start response").click()
    page.get_by_role("button", name="Signals seen").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_checked()
    page.get_by_role("dialog").get_by_role("button", name="Write it down").click()
    # A recovery that is noted late, and lines after it: lint wants the lines of a record in order and before its end.
    page.get_by_role("button", name="Recovered", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Write it down").click()
    page.locator("#response-note").fill("- yes: {{ 7 * 7 }} \u202e 'x' \ud83d\udd25")
    page.get_by_role("button", name="Add note").click()
    page.get_by_role("button", name="Close incident").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    text = exported(page, "Record (YAML)")
    assert text.count("Strike the signals") == 0
    found = re.search(r"^signals:\n((?:  - .*\n)+)", text, re.MULTILINE)
    assert found, text
    assert len(found[1].splitlines()) == 1
    shutil.copytree(ROOT / "playbooks", tmp_path / "playbooks")
    file = tmp_path / "playbooks" / "incidents" / f"{text.split('id: ')[1].split()[0]}.yaml"
    file.write_text(text, encoding="utf-8")
    assert linted(tmp_path / "playbooks", file) == {"S201"}, "only what is still to be written"


def test_it_works_from_a_folder(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    declare(page, site.as_uri())
    answer(page, "Yes")
    page.goto(f"{site.as_uri()}/roles/incident-lead.html")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("[data-desk=guide]").get_by_role("heading")).to_contain_text("by hand since then")
    assert "kind: incident" in exported(page, "Record (YAML)")
    page.goto(f"{site.as_uri()}/drills/friday-without-charges.html")
    page.get_by_role("button", name="Play this drill").click()
    fill(page, Who_leads_the_drill="Mara Okafor")
    expect(page.locator("#response").get_by_text("Read aloud at the start")).to_be_visible()
    assert failed == []


def test_two_incidents_of_one_playbook_run_side_by_side(page: Page, address: str) -> None:
    desk = declare(page, address)
    answer(page, "Yes")
    desk.get_by_role("button", name="Declare another").click()
    page.get_by_label("What is broken").fill("Refunds are not paid")
    page.get_by_role("dialog").get_by_role("button", name="Start response").click()
    expect(desk.get_by_role("heading", name="Refunds are not paid")).to_be_visible()
    question = page.locator("[data-desk=guide]").get_by_role("heading")
    expect(question).to_contain_text("first unpaid order")
    other = page.locator(".bg-live__other")
    expect(other).to_contain_text(f"now: {NAME}. Call Technical resolver")
    other.click()
    expect(desk.get_by_role("heading", name=NAME)).to_be_visible()
    expect(question).to_contain_text("by hand since then")
    other.click()
    expect(desk.get_by_role("heading", name="Refunds are not paid")).to_be_visible()
    expect(question).to_contain_text("first unpaid order")


def test_a_link_to_an_incident_leads_to_its_own_desk(page: Page, address: str) -> None:
    desk = declare(page, address)
    desk.get_by_role("button", name="Declare another").click()
    page.get_by_label("What is broken").fill("Refunds are not paid")
    page.get_by_role("dialog").get_by_role("button", name="Start response").click()
    expect(desk.get_by_role("heading", name="Refunds are not paid")).to_be_visible()
    page.goto(f"{address}/respond/response.html")
    kept = page.locator("[data-response-kept]")
    expect(kept.get_by_role("heading")).to_have_count(0)  # the page has one for it
    kept.get_by_role("link", name=NAME).click()
    expect(desk.get_by_role("heading", name=NAME)).to_be_focused()
    # The bar names the one that runs, while the desk still shows the one that was closed.
    desk.get_by_role("button", name="Close incident").click()
    page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(desk.get_by_text("Closed at")).to_be_in_viewport()
    expect(desk.get_by_role("heading", name=NAME)).to_be_focused()
    desk.get_by_role("button", name="To the exports").click()
    expect(desk.get_by_role("button", name="Record (YAML)")).to_be_in_viewport()
    page.locator(BAR).get_by_role("link", name="Refunds are not paid").click()
    expect(desk.get_by_role("heading", name="Refunds are not paid")).to_be_visible()


def test_other_incidents_take_one_line_of_the_bar_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    desk = declare(page, address)
    bar = page.locator(BAR)

    def height() -> float:
        return bar.evaluate("bar => bar.getBoundingClientRect().height")  # type: ignore[no-any-return]

    alone = height()
    for name in ("Refunds are not paid", "Invoices come twice"):
        desk.get_by_role("button", name="Declare another").click()
        page.get_by_label("What is broken").fill(name)
        page.get_by_role("dialog").get_by_role("button", name="Start response").click()
        expect(desk.get_by_role("heading", name=name)).to_be_visible()
        expect(bar.locator(".bg-live__other")).to_have_count(1)
        assert height() - alone < 50, "one line more"
        assert bar.inner_text().count(name) == 1
    switch = bar.get_by_label("Switch incident")
    expect(switch.locator("option:checked")).to_have_text(re.compile(r"2 others\. now: "))
    offered = switch.locator("option:not([hidden])").all_text_contents()
    assert [NAME in text or "Refunds" in text for text in offered] == [True, True], offered
    switch.select_option(label=next(text for text in offered if NAME in text))
    expect(desk.get_by_role("heading", name=NAME)).to_be_visible()


def test_two_tabs_write_one_log(context: BrowserContext, page: Page, address: str) -> None:
    declare(page, address)
    other = context.new_page()
    other.goto(f"{address}/{PLAYBOOK}")
    other.locator("#response-note").fill("from the second tab")
    other.get_by_role("button", name="Add note").click()
    expect(page.locator("[data-desk=log]")).to_contain_text("from the second tab")
    page.locator("#response-note").fill("from the first tab")
    page.get_by_role("button", name="Add note").click()
    expect(other.locator("[data-desk=log]")).to_contain_text("from the first tab")
    other.reload()
    expect(other.locator("[data-desk=log]")).to_contain_text("from the first tab")
    assert log(page) == log(other)


def test_corrective_steps_wait_for_the_scope_checks_or_a_reason(page: Page, address: str) -> None:
    declare(page, address)
    pause = page.locator("#step-pause")
    expect(pause.get_by_text("Closed until the scope checks are done")).to_be_visible()
    pause.get_by_role("button", name="Done").click()
    dialog = page.get_by_role("dialog", name="The scope is not known yet")
    for reason in ("", "  \n "):
        dialog.get_by_label("Reason").fill(reason)
        dialog.get_by_role("button", name="Go on").click()
        expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(pause.locator(".bg-do__state")).to_have_count(0)
    pause.get_by_role("button", name="Done").click()
    fill(page, Reason="Money is leaving")
    expect(pause.locator(".bg-do__state")).to_contain_text("Done")
    assert any("Scope gate passed with 2 checks open. Reason: Money is leaving" in line for line in log(page))


def test_scope_checks_that_are_done_are_ticked_at_the_gate(page: Page, address: str) -> None:
    declare(page, address)
    pause = page.locator("#step-pause")
    pause.get_by_role("button", name="Done").click()
    dialog = page.get_by_role("dialog", name="The scope is not known yet")
    boxes = dialog.get_by_role("checkbox")
    boxes.nth(0).check()
    expect(dialog.get_by_label("Reason")).to_be_visible()
    boxes.nth(1).check()
    expect(dialog.get_by_label("Reason")).to_be_hidden()
    dialog.get_by_role("button", name="Go on").click()
    expect(pause.locator(".bg-do__state")).to_contain_text("Done")
    said = log(page)[-3:]
    assert all("Step" in line and "done" in line.lower() for line in said), said
    assert not any("Scope gate" in line for line in log(page))


def test_what_did_not_work_leads_on_and_all_can_be_taken_back(page: Page, address: str) -> None:
    desk = declare(page, address)
    step = page.locator("#step-find-cause")
    step.get_by_role("button", name="Did not work").click()
    fill(page, What_happened="Nothing to show")
    expect(step.locator(".bg-do__then")).to_contain_text("Then:")
    expect(desk.get_by_text("0 of 23 steps done, 1 did not work")).to_be_visible()
    expect(page.locator("[data-desk=guide]").get_by_role("heading")).to_contain_text("Is the cause proven")
    step.get_by_role("button", name="Take back").click()
    expect(step.locator(".bg-do__state")).to_have_count(0)
    undo = page.locator("[data-desk=guide]").get_by_role("button", name="Undo")
    undo.click()
    expect(page.locator("[data-desk=guide]").get_by_role("heading")).to_contain_text(
        "Do you know the first unpaid order"
    )
    assert any(line.startswith("Taken back: Step 10 did not work: ") for line in log(page))


def at_the_step_that_stops_the_flow(page: Page, address: str) -> tuple[Locator, Locator]:
    """The desk on a wide screen and its guided path, three answers on."""
    page.set_viewport_size({"width": 1440, "height": 900})
    desk = declare(page, address)
    for press in ("Yes", "No, all three say so", "Checks and no runs"):
        answer(page, press)
    return desk, page.locator("[data-desk=guide]")


def test_a_step_is_done_without_leaving_the_desk(page: Page, address: str) -> None:
    desk, guide = at_the_step_that_stops_the_flow(page, address)
    expect(guide.get_by_text("Open the flow and choose Turn off")).to_be_in_viewport()
    # The gate is closed: the scope checks come first.
    expect(guide.get_by_role("button", name="Done, go on")).not_to_have_class(re.compile("primary"))
    expect(guide.get_by_text("Side effects")).to_be_visible()
    assert guide.locator("dt:visible", has_text="Worked if").count() == 0, "it stands above already"
    guide.locator("summary", has_text="How to do it").click()
    page.locator("#response-note").fill("folded it away")
    desk.get_by_role("button", name="Add note").click()
    expect(page.locator("[data-desk=log]")).to_contain_text("folded it away")
    expect(guide.get_by_text("Open the flow and choose Turn off")).to_be_hidden()
    # What holds the step closed is a press away, and on the desk.
    guide.get_by_role("link", name="step 2", exact=True).click()
    row = desk.locator("[data-row=step-count-unpaid]")
    expect(row.locator("summary")).to_be_focused()
    expect(row).to_contain_text("Estimate: minutes since the last good run")
    row.get_by_role("button", name="Done").click()
    expect(row.locator("summary")).to_contain_text("Done ")
    expect(row.get_by_role("button", name="Take back")).to_be_visible()
    expect(row.locator("summary")).to_be_focused()
    assert "#step" not in page.url
    names = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(names) == len(set(names))


def test_a_link_in_the_instructions_on_the_desk_leads_to_the_list_there(page: Page, address: str) -> None:
    page.goto(f"{address}/playbooks/app-shared-too-widely.html")
    page.get_by_role("button", name="Start response").click()
    page.get_by_role("dialog").get_by_role("button", name="Start response").click()
    desk = page.locator("#response")
    desk.locator("summary", has_text="Steps").click()
    row = desk.locator("[data-row=step-look-again]")
    row.locator("summary").click()
    row.locator("a[href='#step-list-doors']").click()
    expect(desk.locator("[data-row=step-list-doors] summary")).to_be_focused()


def test_on_a_phone_the_instructions_are_folded_away(page: Page, address: str) -> None:
    desk, guide = at_the_step_that_stops_the_flow(page, address)
    how = guide.get_by_text("Open the flow and choose Turn off")
    expect(how).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#response-note").fill("on a narrow screen from here on")
    desk.get_by_role("button", name="Add note").click()
    expect(page.locator("[data-desk=log]")).to_contain_text("on a narrow screen")
    expect(how).to_be_hidden()
    guide.locator("summary", has_text="How to do it").click()
    expect(how).to_be_visible()


def test_the_desk_shows_the_platform_that_was_declared_or_chosen_last(page: Page, address: str) -> None:
    page.goto(f"{address}/playbooks/platform-outage.html")
    page.get_by_role("button", name="Start response").click()
    page.get_by_role("dialog").get_by_label("Platform", exact=True).select_option(label="Make")
    page.get_by_role("dialog").get_by_role("button", name="Start response").click()
    desk = page.locator("#response")
    desk.locator("summary", has_text="Steps").click()
    row = desk.locator("[data-row]", has=page.get_by_text("Read the vendor's status"))
    row.locator("summary").click()
    shown = page.locator("[data-platform-tabs] > [data-platform]:visible")

    def platforms() -> set[str | None]:
        return {panel.get_attribute("data-platform") for panel in shown.all()}

    expect(row.get_by_role("tab", name="Make")).to_have_attribute("aria-selected", "true")
    assert platforms() == {"make"}
    row.get_by_role("tab", name="Make").press("ArrowLeft")
    expect(row.get_by_role("tab", name="Airtable")).to_be_focused()
    assert platforms() == {"airtable"}, "on the desk and on the page"


def test_the_halves_of_the_desk_are_both_full(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    declare(page, address)

    def box(part: str) -> dict[str, float]:
        return page.locator(part).evaluate("part => part.getBoundingClientRect().toJSON()")  # type: ignore[no-any-return]

    guide, side, work = box(".bg-desk__guide"), box(".bg-desk__side"), box(".bg-desk__work")
    assert side["top"] == guide["top"]
    assert side["left"] > guide["right"]
    assert work["left"] == guide["left"]
    assert work["top"] - guide["bottom"] < 30
    assert abs(box(".bg-desk__acts")["top"] - work["top"]) < 1
    page.set_viewport_size({"width": 390, "height": 844})
    tops = [box(part)["top"] for part in (".bg-desk__guide", ".bg-desk__clocks", ".bg-desk__acts", "[data-desk=log]")]
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("path", "name"),
    [(PLAYBOOK, "Start response"), ("drills/friday-without-charges.html", "Play this drill")],
)
def test_a_slow_or_broken_network_is_said_at_the_button(page: Page, address: str, path: str, name: str) -> None:
    page.clock.install()
    held: list[Route] = []

    def asked() -> Route:
        while not held:
            page.wait_for_timeout(20)
        return held.pop()

    page.route("**/assets/response.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright wants a function
    page.goto(f"{address}/{path}")
    start = page.locator("[data-response-start], [data-drill-start]")
    start.click()
    expect(start).to_have_text("Opening …")
    expect(start).to_have_attribute("aria-busy", "true")
    said = page.locator("[data-response-said]")
    page.clock.run_for(7000)
    expect(said).to_contain_text("The network is slow")
    asked().abort()
    expect(start).to_have_text(name)
    expect(start).not_to_have_attribute("aria-busy", "true")
    expect(said).to_contain_text(f"Check the connection and press “{name}” again")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    start.click()
    expect(said).to_be_empty()
    asked().continue_()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(start).to_have_text(name)


def test_a_call_takes_two_presses_whether_or_not_somebody_answers(page: Page, address: str) -> None:
    desk = declare(page, address)
    for pressed, written in (("No answer", "no answer"), ("Answered", "answered")):
        desk.get_by_role("button", name="Called", exact=True).first.click()
        page.get_by_role("dialog").get_by_role("button", name=pressed).click()
        expect(page.locator("[data-desk=log] li").first).to_contain_text(f": {written}")


def test_a_level_of_impact_is_read_whole_and_its_severity_stays_in_view(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/{PLAYBOOK}")
    page.get_by_role("button", name="Start response").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("SEV1 Critical, score")).to_be_in_viewport()
    for urgency in ("5", "1"):
        chosen = dialog.get_by_label("Urgency")
        chosen.select_option(urgency)
        text = chosen.locator("option:checked").text_content()
        expect(dialog.locator("p", has_text=text or "-")).to_be_visible()


def test_a_legal_clock_stays_in_view_once_it_runs(page: Page, address: str) -> None:
    desk = declare(page, address)
    desk.locator("summary", has_text="legal clocks not started").click()
    desk.get_by_role("button", name="Start the clock").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Start the clock").click()
    expect(desk.locator("summary", has_text="1 legal clock not started")).to_be_visible()
    expect(desk.locator("[data-desk=clocks] > .bg-watch")).to_contain_text(re.compile(r"in (29|30) d"))


def test_the_bar_says_how_many_clocks_are_late(page: Page, address: str) -> None:
    page.clock.install()
    declare(page, address)
    page.clock.fast_forward("12:00")
    page.clock.run_for(2000)
    expect(page.locator(".bg-live__next")).to_have_text(re.compile(r"Call Technical .*: 1\d min late, and 1 more"))


def test_the_running_times_leave_the_badge_of_the_review_alone(page: Page, address: str) -> None:
    page.clock.install()
    declare(page, address)
    badge = page.locator(".bg-badge[data-due]")
    before = badge.text_content()
    page.clock.run_for(3000)
    expect(page.locator("[data-desk=lasted]")).to_have_text(re.compile(r"[3-9] s"))
    expect(badge).to_have_text(before or "-")


def test_a_full_storage_is_said_at_once_and_the_log_can_still_be_exported(page: Page, address: str) -> None:
    page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    desk = declare(page, address)
    expect(desk.get_by_role("alert")).to_contain_text("does not keep the log")
    events = json.loads(exported(page, "Log (JSON)"))["events"]
    assert events[0]["name"] == NAME
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.locator("header").get_by_role("link").first.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    expect(desk.get_by_role("heading", name=NAME)).to_be_visible()


def test_no_storage_at_all_is_said_too(page: Page, address: str) -> None:
    page.add_init_script(
        "for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });"
        # So does Firefox where cookies are blocked.
        "window.BroadcastChannel = function () { throw new DOMException('denied', 'SecurityError'); };"
        "navigator.locks.request = async () => { throw new DOMException('denied', 'SecurityError'); };"
        "navigator.serviceWorker.getRegistration = navigator.locks.request;"
    )
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    desk = declare(page, address)
    expect(desk.get_by_role("alert")).to_contain_text("does not keep the log")
    assert failed == []


def test_a_clock_that_is_put_back_is_noticed_and_no_clock_runs_backwards(page: Page, address: str) -> None:
    page.add_init_script("const real = Date.now; window.shift = 0; Date.now = () => real() + window.shift;")
    page.add_init_script(
        "const Real = Date; Date = class extends Real {"
        " constructor(...all) { all.length ? super(...all) : super(Real.now()); } };"
    )
    declare(page, address)
    expect(page.locator(".bg-live__time")).to_contain_text("00:00:0")
    page.evaluate("window.shift = -3600000")
    expect(page.locator("[data-desk=log]")).to_contain_text("went back by 1 h")
    expect(page.locator(".bg-live__time")).to_have_text(re.compile(r"00:00:(0[1-9]|[1-5]\d)"))


def test_a_log_goes_on_at_another_machine_in_another_time_zone(browser: Browser, page: Page, address: str) -> None:
    declare(page, address)
    page.locator("#step-read-last-run").get_by_role("button", name="Done").click()
    text = exported(page, "Log (JSON)")
    elsewhere = browser.new_context(timezone_id="Asia/Kolkata")
    other = elsewhere.new_page()
    other.goto(f"{address}/{PLAYBOOK}")
    for content, said in (("{}", "holds no incident"), (text, "")):
        other.get_by_role("button", name="Start response").click()
        other.get_by_role("dialog").get_by_role("button", name="Import a log").click()
        file = {"name": "log.json", "mimeType": "application/json", "buffer": content.encode()}
        other.get_by_role("dialog").locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        other.get_by_role("dialog").get_by_role("button", name="Import").click()
        if said:
            expect(other.get_by_role("dialog", name="Not imported")).to_contain_text(said)
            assert other.get_by_role("dialog").get_by_role("button").all_text_contents() == ["Close"]
            other.keyboard.press("Escape")
    expect(other.locator("#response").get_by_role("heading", name=NAME)).to_be_visible()
    expect(other.locator("[data-desk=facts]")).to_contain_text("UTC+5:30")
    expect(other.locator("#step-read-last-run .bg-do__state")).to_contain_text("Done")
    other.goto(f"{address}/playbooks/platform-outage.html")
    other.get_by_role("button", name="Start response").click()
    other.get_by_label("What is broken").fill("Another one")
    other.get_by_role("dialog").get_by_role("button", name="Start response").click()
    other.goto(f"{address}/{PLAYBOOK}")
    bar = other.get_by_role("complementary", name="Running incident")
    bar.get_by_role("link", name="Another one").click()
    expect(other.locator("#response").get_by_role("heading", name="Another one")).to_be_visible()
    elsewhere.close()


def test_a_message_is_filled_and_an_ended_approval_asks_first(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], timezone_id="Europe/London")
    page = context.new_page()
    page.clock.install(time="2027-06-01T09:00:00Z")
    desk = declare(page, address)
    page.clock.run_for(1000)
    desk.locator("summary", has_text="Messages").click()
    row = desk.locator("[data-desk=messages] li", has_text="Your order takes a little longer")
    expect(row).to_contain_text("approval ended on 2027-03-31")
    row.get_by_role("button", name="Fill and copy").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy as text").click()
    expect(dialog.get_by_role("status")).to_contain_text("approval has ended")
    dialog.get_by_label("I have asked").check()
    expect(dialog.get_by_text("Still to fill")).to_contain_text("first name")
    dialog.get_by_label("first name").fill("Anna")
    dialog.get_by_role("button", name="Slack blocks").click()
    expect(dialog.get_by_role("status")).to_contain_text("Copied")
    blocks = json.loads(page.evaluate("navigator.clipboard.readText()"))["blocks"]
    assert "Hello Anna" in blocks[1]["text"]["text"]
    assert "[TO FILL: delivery by]" in json.dumps(blocks)
    dialog.get_by_role("button", name="It is sent").click()
    expect(page.locator("[data-desk=log]")).to_contain_text("its approval had ended on 2027-03-31")
    context.close()


def test_a_drill_brings_its_injects_in_and_leaves_a_result(
    context: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(f"{address}/drills/friday-without-charges.html")
    page.get_by_role("button", name="Play this drill").click()
    fill(page, Who_leads_the_drill="Mara Okafor")
    page.wait_for_url("**/payment-flow-stopped.html#response")
    page.clock.run_for(2000)
    desk = page.locator("#response")
    expect(desk.get_by_text("Inject 1 of")).to_be_visible()
    expect(desk.get_by_text("Drill, not an incident")).to_be_in_viewport()
    expect(desk.get_by_text("Finance asks whether")).to_have_count(0)
    desk.locator("summary", has_text="For the lead").click()
    page.locator("#response-note").fill("good so far")
    desk.get_by_role("button", name="Add note").click()
    expect(page.locator("[data-desk=log]")).to_contain_text("good so far")
    expect(desk.locator(".bg-inject details")).to_have_attribute("open", "")
    page.clock.fast_forward("08:00")
    page.clock.run_for(2000)
    expect(desk.locator(".bg-inject--new")).to_contain_text("Finance asks whether")
    expect(page.get_by_role("complementary", name="Running incident")).to_contain_text("Drill:")
    expect(page.locator(BAR)).to_have_css("border-top-style", "dashed")
    text = exported(page, "Drill result (YAML)")
    assert "lead: mara-okafor" in text
    assert "findings:\n      - TODO" in text
    records = tmp_path / "playbooks"
    shutil.copytree(ROOT / "playbooks", records)
    path = records / "drills" / "friday-without-charges.yaml"
    run = text[text.index("  - date:") :]
    path.write_text(path.read_text(encoding="utf-8").replace("runs:\n", f"runs:\n{run}", 1), encoding="utf-8")
    # What is still to be written, the actions for what was found, and that the record was reviewed before.
    assert linted(records, path) == {"S201", "L113", "V107"}


def test_an_incident_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/{PLAYBOOK}")
    start = page.get_by_role("button", name="Start response")
    start.focus()
    page.keyboard.press("Enter")
    # Response mode is fetched when it is first wanted.
    expect(page.get_by_label("What is broken")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(NAME)
    page.keyboard.press("Enter")
    expect(page.locator("#response").get_by_role("heading", name=NAME)).to_be_focused()

    def reach(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return
        raise AssertionError(f"no {name!r} within 60 presses of Tab")

    reach("Yes")
    page.keyboard.press("Enter")
    expect(page.locator("[data-desk=guide]").get_by_role("heading")).to_contain_text("by hand since then")
    expect(page.locator("[data-desk=guide]").get_by_role("heading")).to_be_focused()
    reach("Close incident")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Close the incident").wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Close":
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-desk=guide]")).to_contain_text("Closed at")


READERS: dict[str, dict[str, Any]] = {
    "phone, light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "phone, dark, no motion": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "dark",
        "reduced_motion": "reduce",
    },
    "desktop, dark": {"viewport": {"width": 1440, "height": 844}, "color_scheme": "dark"},
    # As a browser lays out a window of 1280 pixels that is zoomed to 200 %.
    "zoomed, forced colours": {
        "viewport": {"width": 640, "height": 422},
        "device_scale_factor": 2,
        "forced_colors": "active",
    },
}


@pytest.mark.parametrize("reader", READERS)
def test_axe_finds_nothing_in_any_state_and_nothing_scrolls_sideways(
    browser: Browser, address: str, reader: str
) -> None:
    context, width = browser.new_context(**READERS[reader]), READERS[reader]["viewport"]["width"]
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{address}/{PLAYBOOK}")
    page.get_by_role("button", name="Start response").click()
    assert axe(page, DIALOG) == [], "declaring"
    page.keyboard.press("Escape")
    desk = declare(page, address)
    while (folds := desk.locator("details:not([open]) > summary")).count():
        folds.first.click()
    answer(page, "Yes")
    assert axe(page, "#response", "#step-count-unpaid", BAR) == [], "asking"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    desk.get_by_role("button", name="Fill and copy").first.click()
    assert axe(page, DIALOG) == [], "filling a message"
    page.keyboard.press("Escape")
    page.locator("#step-read-last-run").get_by_role("button", name="Begin").click()
    page.locator("#step-count-unpaid").get_by_role("button", name="Done").click()
    desk.get_by_role("button", name="Close incident").click()
    page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(page.locator("[data-desk=guide]")).to_contain_text("Closed at")
    assert axe(page, "#response", "#step-read-last-run") == [], "closed"
    small = page.locator("#response button:visible, #response summary:visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"
    )
    assert small == []
    context.close()


def test_text_of_people_does_nothing_on_the_page(page: Page, address: str) -> None:
    hostile = "<img src=x onerror=window.broken=1> <script>window.broken=1</script>"
    declare(page, address, **{"What is broken": hostile, "Your name": hostile, "Incident lead": hostile})
    page.locator("#response-note").fill(hostile)
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("[data-desk=log]")).to_contain_text(hostile)
    assert page.evaluate("window.broken") is None


def test_paper_shows_the_playbook_and_not_the_desk(page: Page, address: str) -> None:
    declare(page, address)
    page.emulate_media(media="print")
    assert not page.locator("#response").is_visible()
    assert not page.locator(".bg-live").is_visible()
