"""The Content-Security-Policy holds on every kind of page: nothing of ours breaks it, and nothing written in runs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from breakglass.checks.harness import specimen_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("policy")]

LISTEN = """
window.broken = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def kinds_of_page(site: Path) -> list[str]:
    """A page of each kind, a past version of each, and every hand-written page, by path below the top of the site."""
    pages = sorted(site.rglob("*.html"))
    first = {(path.relative_to(site).parts[0], len(path.parts)): path for path in reversed(pages)}
    by_hand = {site, *(site / name for name in ("write", "govern", "about", "about/decisions"))}
    written = [path for path in pages if path.parent in by_hand]
    return sorted({str(path.relative_to(site)) for path in (*first.values(), *written)})


def test_no_page_breaks_its_policy_or_asks_another_host(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context()
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.set_default_timeout(10_000)
    asked: set[str] = set()
    failed: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    pages = kinds_of_page(site)
    assert len(pages) > 40
    for path in pages:
        page.goto(f"{address}/{path}")
        assert page.evaluate("window.broken") == [], path
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        assert "unsafe" not in policy
    page.goto(f"{address}/playbooks/payment-flow-stopped.html")
    for button in page.locator("main button:visible").all()[:12]:
        if button.inner_text() not in {"Print", "Start response"}:
            button.click()
    page.get_by_role("button", name="Start response").click()
    page.get_by_role("dialog").get_by_role("button", name="Start response").click()
    page.locator("[data-desk=guide] button").first.click()
    assert page.evaluate("window.broken") == []
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()
    assert failed == []
    context.close()


def test_every_page_carries_the_policy(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 300
    assert [page for page in pages if "Content-Security-Policy" not in page.read_text("utf-8")[:2000]] == []


def test_what_is_written_into_the_page_of_a_record_does_not_run(
    page: Page, site: Path, tmp_path: Path, browser: Browser
) -> None:
    """Even if a template ever failed to escape, the browser would refuse."""
    del browser
    shutil.copytree(site / "assets", tmp_path / "assets")
    (tmp_path / "roles").mkdir()
    text = (site / "roles/incident-lead.html").read_text(encoding="utf-8")
    bad = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><p id=styled style='color: red'>x</p>"
    (tmp_path / "roles/incident-lead.html").write_text(text.replace("</h1>", f"</h1>{bad}", 1), encoding="utf-8")
    page.add_init_script(LISTEN)
    page.goto(f"file://{tmp_path}/roles/incident-lead.html")
    assert page.evaluate("window.ran") is None
    assert len(page.evaluate("window.broken")) >= 3
    assert page.locator("#styled").evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    assert page.locator("body").evaluate("body => getComputedStyle(body).fontFamily").startswith('"Atkinson')


def test_a_page_of_ones_own_may_bring_scripts_and_a_component_in_it_may_not(
    page: Page, builder: Callable[[Path, Path], Path], tmp_path: Path
) -> None:
    for name, text in specimen_files().items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    overrides = tmp_path / "overrides/components/role-card"
    overrides.mkdir(parents=True)
    leaky = "<script>window.forged = 1</script><p>A template that fails to escape</p>"
    (overrides / "template.html").write_text(leaky, encoding="utf-8")
    (tmp_path / "docs/roles").mkdir(parents=True)
    own = (
        "---\nrender_macros: true\n---\n# Mine\n\n{{ role_card('incident-lead') }}\n\n<script>window.own = 1</script>\n"
    )
    (tmp_path / "docs/index.md").write_text(own, encoding="utf-8")
    settings = (
        "site_name: Own\nuse_directory_urls: false\n"
        "theme: {name: material, custom_dir: overrides, font: false, static_templates: [assets/css/material.css]}\n"
        "plugins: [{macros: {modules: [breakglass.site.macros], render_by_default: false}}, breakglass]\n"
        "validation: {links: {not_found: ignore}}\nextra: {homepage: index.html}\n"
    )
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    site = builder(tmp_path / "mkdocs.yml", tmp_path / "site")
    page.goto(f"file://{site}/index.html")
    assert page.evaluate("window.own") == 1
    assert page.evaluate("window.forged") is None
    page.goto(f"file://{site}/roles/incident-lead.html")
    assert "fails to escape" in page.inner_text("main")
    assert page.evaluate("window.forged") is None
    headers = (site / "_headers").read_text("utf-8")
    assert headers.count("'sha256-") == 1
