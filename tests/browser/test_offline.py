"""A browser keeps the site: with the server gone, from one build at a time, and as much as the budget allows."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from breakglass.checks.harness import specimen_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Protocol

    from playwright.sync_api import Browser, BrowserContext, Page

    class Built(Protocol):
        """Makes a build of the small site."""

        def __call__(self, target: Path, *, edition: str = "one", budget: str = "") -> Path:
            """The folder of the build."""


pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("offline")]

ROOT = Path(__file__).parents[2]
ACTIVE = "navigator.serviceWorker.ready.then(found => found.active.state === 'activated')"


class _Host(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """As hosts of static sites do; without it a browser guesses for how long a page is good."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class Server:
    """A host whose folder can be exchanged, and which can be stopped and started again at the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._port = 0
        self.start()

    def start(self) -> None:
        """Answer at the address from before."""
        handler = functools.partial(_Host, directory=str(self.folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._port}"

    def stop(self) -> None:
        """Be gone: nothing listens at the address any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def show(self, folder: Path) -> None:
        """Serve another folder from now on."""
        self.stop()
        self.folder = folder
        self.start()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with one record of each kind and one page of its own."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in specimen_files().items():
        path = folder / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "docs").mkdir()
    page = "---\nrender_macros: true\n---\n# Edition one\n\n{{ start() }}\n"
    (folder / "docs/index.md").write_text(page, encoding="utf-8")
    (folder / "docs/playbooks").mkdir()
    (folder / "docs/playbooks/index.md").write_text("# Playbooks\n", encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    config = re.sub(r"^(nav|validation):\n(?:[ \n].*\n)*", "", config, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(f"{config}validation: {{links: {{not_found: ignore}}}}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(small: Path, builder: Callable[[Path, Path], Path]) -> Built:
    """Makes a build of the small site whose first page is called by its edition."""

    def make(target: Path, *, edition: str = "one", budget: str = "") -> Path:
        work = target.with_name(f"{target.name}-source")
        shutil.copytree(small, work)
        index = work / "docs/index.md"
        index.write_text(index.read_text("utf-8").replace("Edition one", f"Edition {edition}"), encoding="utf-8")
        if budget:
            config = work / "mkdocs.yml"
            text = config.read_text("utf-8").replace("    records:", f"    offline: {{budget: {budget}}}\n    records:")
            config.write_text(text, encoding="utf-8")
        return builder(work / "mkdocs.yml", target)

    return make


@pytest.fixture(scope="module")
def editions(built: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of the small site, one after the other."""
    folder = tmp_path_factory.mktemp("editions")
    return built(folder / "a"), built(folder / "b", edition="two")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without anything kept."""
    context = browser.new_context(service_workers="allow")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def server(editions: tuple[Path, Path]) -> Iterator[Server]:
    """A host of the first edition."""
    server = Server(editions[0])
    yield server
    server.stop()


def kept(page: Page) -> None:
    """Wait until the browser keeps the site."""
    page.wait_for_function(ACTIVE)


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().removesuffix("#")


def test_with_the_server_gone_a_reader_finds_a_playbook_and_reads_it(context: BrowserContext, site: Path) -> None:
    above = site.parent / "host"
    above.mkdir(exist_ok=True)
    if not (above / "sub").exists():
        (above / "sub").symlink_to(site, target_is_directory=True)
    server = Server(above)
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"{server.address}/sub/roles/incident-lead.html")
    kept(page)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.scope)") == f"{server.address}/sub/"
    server.stop()
    page.goto(f"{server.address}/sub/")
    page.locator(".bg-ask [data-finder]").fill("customers were not charged")
    page.locator(".bg-ask [data-finder-results] a").first.click()
    page.wait_for_url("**/playbooks/payment-flow-stopped.html*")
    assert "Payment flow" in heading(page)
    assert page.locator("body").evaluate("body => getComputedStyle(body).fontFamily").startswith('"Atkinson')
    page.goto(f"{server.address}/sub/messages/customer-delay.html")
    assert page.locator(".bg-message").first.is_visible()
    page.goto(f"{server.address}/sub/govern/rules/G301.html")
    assert "G301" in heading(page)
    page.locator("[data-offline-note]").click()
    page.locator("[data-offline-parts]").wait_for()
    assert "The whole site is kept on this device since" in page.locator("[data-offline-said]").inner_text()
    page.locator("[data-offline-look]").click()
    page.get_by_text("The site cannot be reached").wait_for()
    assert [url for url in failed if "worker.js" not in url] == []


def until_edition_two(page: Page, address: str) -> None:
    """Go to the page as a reader does in a while, until the newer edition has taken over."""
    for _ in range(20):
        with contextlib.suppress(Error):  # the page may be reloading by itself just then
            page.goto(address)
            page.get_by_role("heading", name="Edition two").wait_for(timeout=1_000)
            return
    pytest.fail("the newer edition never took over")


def test_an_edition_is_used_whole_or_not_at_all(
    context: BrowserContext, server: Server, editions: tuple[Path, Path], tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(f"{server.address}/index.html")
    kept(page)
    half = tmp_path / "half"
    shutil.copytree(editions[1], half)
    role = half / "roles/incident-lead.html"
    role.write_bytes((editions[0] / "roles/incident-lead.html").read_bytes())
    server.show(half)
    page.goto(f"{server.address}/offline.html")
    page.get_by_text("could not be fetched: roles/incident-lead.html is not as it was built").wait_for()
    page.goto(f"{server.address}/index.html")
    assert heading(page) == "Edition one"
    server.show(editions[1])
    until_edition_two(page, f"{server.address}/index.html")
    server.stop()
    page.reload()
    assert heading(page) == "Edition two"
    assert page.evaluate("caches.keys().then(keys => keys.length)") == 1
    server.start()


def test_two_open_pages_stay_in_one_edition_until_the_reader_says_so(
    context: BrowserContext, server: Server, editions: tuple[Path, Path]
) -> None:
    first, second = context.new_page(), context.new_page()
    first.goto(f"{server.address}/index.html")
    kept(first)
    second.goto(f"{server.address}/roles/incident-lead.html")
    server.show(editions[1])
    second.goto(f"{server.address}/offline.html")
    second.get_by_text("Newer is the edition").wait_for()
    for page in (first, second):
        page.goto(f"{server.address}/index.html")
        page.wait_for_timeout(300)
        assert heading(page) == "Edition one"
    second.goto(f"{server.address}/offline.html")
    second.get_by_role("button", name="Use the newer edition now").click()
    first.get_by_role("heading", name="Edition two").wait_for()
    second.get_by_text("Newer is the edition").wait_for(state="detached")
    assert "edition built on" in second.locator("[data-offline-said]").inner_text()


def test_a_site_above_the_budget_is_kept_from_the_worst_severity_on(
    context: BrowserContext, built: Built, tmp_path: Path, editions: tuple[Path, Path]
) -> None:
    parts = json.loads((editions[0] / "offline-files.json").read_text("utf-8"))["parts"]
    titles = [part["title"] for part in parts]
    assert titles[:4] == ["Frame and finder", "Roles", "Escalation paths", "Messages"]
    assert titles[4].startswith("Playbooks, ")
    assert titles[-1] == "Everything else"
    budget = sum(part["bytes"] for part in parts[:-1]) + 20_000
    folder = built(tmp_path / "part", budget=str(budget))
    listed = json.loads((folder / "offline-files.json").read_text("utf-8"))
    assert [part["kept"] for part in listed["parts"]] == [True] * (len(parts) - 1) + [False]
    assert "playbooks/payment-flow-stopped.html" in listed["files"]
    server = Server(folder)
    page = context.new_page()
    page.goto(f"{server.address}/index.html")
    kept(page)
    page.goto(f"{server.address}/processes/order-to-cash.html")
    assert heading(page) == "Order to cash"
    server.stop()
    page.goto(f"{server.address}/playbooks/payment-flow-stopped.html")
    assert "Payment flow" in heading(page)
    page.goto(f"{server.address}/processes/order-to-cash.html")
    assert "not among those that are kept: " in page.locator("[data-offline-wanted]").inner_text()
    page.locator("[data-offline-parts]").wait_for()
    assert page.locator("[data-offline-said]").inner_text().startswith("A part of the site")
    page.goto(f"{server.address}/offline.html?wanted=Call+0900+1234")
    page.locator("[data-offline-parts]").wait_for()
    assert page.locator("[data-offline-wanted]").is_hidden(), "a link can make this page say anything"
    assert page.locator("[data-offline-parts] tr:last-child td:last-child").inner_text() == "no"


def test_a_page_that_is_not_kept_takes_everything_from_the_server(
    context: BrowserContext, built: Built, tmp_path: Path, editions: tuple[Path, Path]
) -> None:
    """Else a page of the new edition would run with the scripts of the one that is kept."""
    parts = json.loads((editions[0] / "offline-files.json").read_text("utf-8"))["parts"]
    budget = str(sum(part["bytes"] for part in parts[:-1]) + 20_000)
    server = Server(built(tmp_path / "part", budget=budget))
    page = context.new_page()
    page.goto(f"{server.address}/index.html")
    kept(page)
    newer = tmp_path / "newer"
    shutil.copytree(server.folder, newer)
    for path in (newer / "processes").glob("*.html"):
        path.write_text(path.read_text("utf-8").replace("Order to cash", "Order to cash, again"), encoding="utf-8")
    with (newer / "assets/components.js").open("a", encoding="utf-8") as script:
        script.write("window.newer = true;\n")
    server.show(newer)
    page.goto(f"{server.address}/processes/order-to-cash.html")
    assert heading(page) == "Order to cash, again"
    assert page.evaluate("window.newer") is True
    page.goto(f"{server.address}/index.html")
    assert page.evaluate("window.newer") is None
    server.stop()


def test_what_is_removed_stays_removed_until_it_is_wanted_again(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(f"{server.address}/offline.html")
    kept(page)
    page.get_by_role("button", name="Remove from this device").click()
    page.get_by_text("Nothing of this site is kept on this device.").wait_for()
    page.goto(f"{server.address}/index.html")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
    assert page.evaluate("caches.keys().then(keys => keys.length)") == 0
    page.goto(f"{server.address}/offline.html")
    page.get_by_role("button", name="Keep on this device").click()
    page.get_by_text("The whole site is kept on this device since").wait_for()


def test_a_site_that_wants_nothing_kept_takes_back_what_was(
    context: BrowserContext, server: Server, built: Built, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(f"{server.address}/index.html")
    kept(page)
    folder = built(tmp_path / "none", edition="without", budget="0")
    assert not (folder / "offline-files.json").exists()
    server.show(folder)
    page.goto(f"{server.address}/index.html")
    page.wait_for_function("navigator.serviceWorker.getRegistration().then(r => !r)")
    page.goto(f"{server.address}/index.html")
    assert heading(page) == "Edition without"
    assert page.evaluate("caches.keys().then(keys => keys.length)") == 0


def test_the_host_is_told_never_to_keep_the_worker(editions: tuple[Path, Path]) -> None:
    told = (editions[0] / "_headers").read_text("utf-8")
    assert "/worker.js\n  Cache-Control: no-cache" in told


def test_the_same_records_make_the_same_worker(built: Built, editions: tuple[Path, Path], tmp_path: Path) -> None:
    again = built(tmp_path / "again")
    assert (again / "worker.js").read_bytes() == (editions[0] / "worker.js").read_bytes()
    assert (again / "worker.js").read_bytes() != (editions[1] / "worker.js").read_bytes()


def test_from_a_folder_the_site_works_and_asks_for_no_worker(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(f"file://{site}/index.html")
    page.locator(".bg-ask [data-finder]").fill("customers were not charged")
    page.locator(".bg-ask [data-finder-results] a").first.click()
    page.wait_for_url("**/playbooks/payment-flow-stopped.html*")
    page.get_by_role("button", name="Start response").wait_for()
    page.locator("[data-offline-note]").click()
    page.get_by_text("This copy was opened from a folder.").wait_for()
    assert failed == []


def test_while_a_site_is_written_its_page_reloads_by_itself(page: Page, small: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(small, work)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    serving = subprocess.Popen(command, cwd=work, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    try:
        for _ in range(120):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.5)
        page.goto(f"http://{address}/index.html")
        assert heading(page) == "Edition one"
        index = work / "docs/index.md"
        index.write_text(index.read_text("utf-8").replace("Edition one", "Edition two"), encoding="utf-8")
        page.get_by_role("heading", name="Edition two").wait_for(timeout=60_000)
    finally:
        serving.terminate()
        serving.wait()
