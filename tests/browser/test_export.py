"""The site in one file and in one PDF: they open without a server, and hold what is needed in an incident."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from pypdf import PdfReader

from breakglass.cli import commands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("export")]

LISTEN = """
window.broken = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def export(*arguments: str) -> str:
    done = CliRunner().invoke(commands, ["export", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def pocket(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pocket edition of the shipped site."""
    file = tmp_path_factory.mktemp("pocket") / "pocket.html"
    assert f"{file}: " in export("pocket", "--site", str(site), "--out", str(file))
    return file


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page on a phone that notes what breaks, and fails where anything but the file is asked for."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, offline=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.set_default_timeout(10_000)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else failed.append(request.url),
    )
    yield page
    assert page.evaluate("window.broken") == []
    context.close()
    assert failed == []


def test_one_file_finds_a_playbook_and_begins_a_response(reader: Page, pocket: Path) -> None:
    reader.goto(pocket.as_uri())
    reader.locator(".bg-ask [data-finder]").fill("customers were not charged")
    reader.locator(".bg-ask [data-finder-results] a").first.click()
    reader.get_by_role("heading", level=1, name="Payment flow has stopped charging orders").wait_for()
    assert reader.locator("[data-page]").count() == 1
    assert reader.locator(".bg-tree svg").first.is_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390


def test_one_file_runs_a_response_and_leads_back_to_it(reader: Page, pocket: Path) -> None:
    reader.goto(f"{pocket.as_uri()}#playbooks/payment-flow-stopped.html")
    reader.get_by_role("button", name="Start response").click()
    dialog = reader.get_by_role("dialog")
    expect(dialog).to_have_count(1)
    for label, value in {"What is broken": "Orders wait", "Your name": "Mara", "Incident lead": "Mara"}.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Start response").click()
    expect(reader.locator("#response").get_by_role("heading", name="Orders wait")).to_be_focused()
    reader.locator("[data-desk=guide] button").first.click()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    reader.locator("article a[href^='#roles/']").first.click()
    reader.locator(".bg-role").first.wait_for()
    reader.locator(".bg-live__name", has_text="Orders wait").click()
    expect(reader.locator("#response").get_by_role("heading", name="Orders wait")).to_be_visible()
    assert "1 stage" in reader.locator("#response").inner_text()


def test_one_file_keeps_page_and_place_in_its_address(reader: Page, pocket: Path) -> None:
    reader.goto(f"{pocket.as_uri()}#playbooks/payment-flow-stopped.html")
    reader.locator(".bg-first a[href^='#step']").first.click()
    reader.wait_for_function("location.hash.includes('~step')")
    reader.reload()
    assert "Payment flow" in reader.locator("h1").inner_text()
    # At once, as a browser does, and not on the way there.
    assert reader.evaluate("document.getElementById(location.hash.split('~')[1]).getBoundingClientRect().top") < 400
    reader.locator("article a[href^='#roles/']").first.click()
    reader.locator(".bg-role").first.wait_for()
    reader.go_back()
    reader.get_by_role("heading", level=1, name="Payment flow has stopped charging orders").wait_for()


def test_one_file_loads_nothing_and_leads_nowhere_that_is_not_in_it(pocket: Path) -> None:
    text = pocket.read_text(encoding="utf-8")
    assert "<link" not in text
    assert " src=" not in text.replace("data-src=", "")
    assert "sourceMappingURL" not in text
    assert 'href="../' not in text
    assert "default-src &#39;none&#39;" in text
    assert "unsafe" not in text.split("</head>")[0].split("<style")[0]


def test_what_is_not_in_the_file_is_said(reader: Page, pocket: Path) -> None:
    reader.goto(f"{pocket.as_uri()}#roles/incident-lead.html")
    link = '<a id=far href="incidents/x.html">Far</a>'
    reader.evaluate(f"document.querySelector('article').insertAdjacentHTML('beforeend', '{link}')")
    reader.locator("#far").click()
    assert reader.locator("[data-pocket-said]").inner_text() == "“Far” is not in this file; it is on the site."


def test_without_scripts_one_file_shows_all_pages(browser: Browser, pocket: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pocket.as_uri())
    assert page.locator("h1:visible").count() > 80
    page.locator("a[href='#playbooks/payment-flow-stopped.html']").first.click()
    assert "payment-flow-stopped" in page.url
    context.close()


def test_the_binder_has_contents_that_lead_to_the_right_sheets(site: Path, tmp_path: Path) -> None:
    small = tmp_path / "site"
    small.mkdir()
    (small / "index.html").write_bytes((site / "index.html").read_bytes())
    (small / "assets").symlink_to(site / "assets")
    for name in ("roles/index", "playbooks/payment-flow-stopped", "playbooks/approvals-stuck", "escalations/payments"):
        (small / name).parent.mkdir(exist_ok=True)
        (small / f"{name}.html").write_bytes((site / f"{name}.html").read_bytes())
    file = tmp_path / "binder.pdf"
    export("binder", "--site", str(small), "--out", str(file))
    pdf = PdfReader(file)
    parts = [entry for entry in pdf.outline if not isinstance(entry, list)]
    assert [part.title for part in parts] == ["Playbooks", "Roles", "Escalation paths"]
    contents = pdf.pages[0].extract_text()
    for entry in pdf.outline[1]:
        number = pdf.get_destination_page_number(entry)
        assert number is not None
        assert str(entry.title).split()[0] in pdf.pages[number].extract_text()
        assert f"{number + 1}" in contents.split(str(entry.title))[1].splitlines()[0]
    order = [entry.title for entry in pdf.outline[1]]
    assert order == ["Payment flow has stopped charging orders", "Approvals are stuck"]
    cards = pdf.get_destination_page_number(parts[1])
    assert cards is not None
    assert "Incident lead" in "".join(sheet.extract_text() for sheet in pdf.pages[cards : cards + 3])


def test_without_a_browser_the_binder_says_what_to_do(site: Path, tmp_path: Path) -> None:
    code = "from breakglass.cli import main; main()"
    command = [sys.executable, "-c", code, "export", "binder", "--site", str(site), "--out", str(tmp_path / "b.pdf")]
    nothing = os.environ | {"PATH": str(tmp_path)}
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "install one" in done.stderr
    assert not (tmp_path / "b.pdf").exists()


def test_a_folder_without_a_site_is_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        commands, ["export", "pocket", "--site", str(tmp_path), "--out", str(tmp_path / "p.html")]
    )
    assert done.exit_code == 3
    assert "holds no built site" in done.output
    assert not (tmp_path / "p.html").exists()
