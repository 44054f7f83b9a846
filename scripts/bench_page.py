"""What the first visit of a playbook page costs among many playbooks: bytes over the wire, and how soon it answers.

The site is served as a host would serve it, text with gzip and the rest as it is, to a chromium with an empty cache:
once as fast as this machine is, and once as over a phone's 4G. Not counted is what comes after the page: the copy for
later without a network, and response mode for who starts it.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import shutil
import statistics
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_build import build, generate
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

TRANSFER, INTERACTIVE = 150.0, 1000.0
"""What is wanted of every playbook page: at most so many kB (1,000 bytes), and so many ms until it answers."""

TEXT = {".html", ".css", ".js", ".json", ".svg"}
PHONE = {"offline": False, "latency": 165, "downloadThroughput": 9e6 * 0.9 / 8, "uploadThroughput": 1.5e6 * 0.9 / 8}
"""The figures of "Fast 4G" in chromium's own tools: 8.1 Mbit/s, 165 ms."""
VISITS = 5

WATCH = """addEventListener("DOMContentLoaded", () => {
    window.tasks = [];
    const watch = (type, take) => new PerformanceObserver((seen) => seen.getEntries().forEach(take))
        .observe({type, buffered: true});
    watch("longtask", ({startTime: at, duration: took}) => tasks.push({at, took}));
    watch("first-input", ({startTime, processingEnd}) => { window.first = processingEnd - startTime; });
})"""
READ = """async () => {
    while (window.first === undefined) await new Promise((soon) => setTimeout(soon, 20));
    const [page] = performance.getEntriesByType("navigation");
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const ready = page.domContentLoadedEventEnd;
    // A long task that began before the scripts were done holds up the first input as they do.
    const busy = tasks.filter(({at}) => at <= ready).map(({at, took}) => at + took);
    return {paint: paint.startTime, interactive: Math.max(ready, ...busy), first: window.first,
            longest: Math.max(0, ...tasks.map(({took}) => took))};
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One first visit: bytes and requests by kind, and milliseconds from the start of the navigation."""

    sizes: Counter[str]
    requests: Counter[str]
    paint: float
    interactive: float
    longest: float
    first: float


def main() -> None:
    """Build, visit, and print beside each figure what is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--playbooks", type=int, default=1000, help="how many playbooks to generate")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, arguments.playbooks)
        build(folder)
        site = folder / "site"
        found = [path for path in site.glob("playbooks/*.html") if path.name != "index.html"]
        weights = {path: len(gzip.compress(path.read_bytes())) for path in found}
        pages = [f"playbooks/{path.name}" for path in sorted(weights, key=weights.__getitem__)[-VISITS:]]
        print(f"The {VISITS} heaviest of {len(weights)} playbook pages, the heaviest below", flush=True)
        with served(site) as (browser, top):
            here = [_visit(browser, f"{top}/{page}", phone=False) for page in pages]
            there = [_visit(browser, f"{top}/{page}", phone=True) for page in pages]
    _print_sizes(max(here, key=lambda visit: visit.sizes.total()))
    _print_times("on this machine", here)
    _print_times("over 4G", there)


def _print_sizes(visit: Visit) -> None:
    for kind, size in visit.sizes.most_common():
        print(f"  {kind:12} {size / 1000:6.1f} kB in {visit.requests[kind]:2} requests")
    total, requests = visit.sizes.total() / 1000, visit.requests.total()
    print(f"  {'together':12} {total:6.1f} kB in {requests:2} requests   {_verdict(total, TRANSFER, 'kB')}")


def _print_times(where: str, visits: list[Visit]) -> None:
    interactive = statistics.median(visit.interactive for visit in visits)
    print(f"{where}, the middle of {len(visits)} visits")
    print(f"  first text shown      {statistics.median(visit.paint for visit in visits):5.0f} ms")
    print(f"  ready for input       {interactive:5.0f} ms   {_verdict(interactive, INTERACTIVE, 'ms')}")
    print(f"  first key handled in  {statistics.median(visit.first for visit in visits):5.0f} ms")
    print(f"  longest task          {statistics.median(visit.longest for visit in visits):5.0f} ms")


def _verdict(value: float, wanted: float, unit: str) -> str:
    return f"{'holds' if value <= wanted else 'MISSED'}: at most {wanted:.0f} {unit} is wanted"


def _visit(browser: Browser, address: str, *, phone: bool) -> Visit:
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    requests: Counter[str] = Counter()

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        sizes[kind] += int(event["encodedDataLength"])
        requests[kind] += 1

    protocol = context.new_cdp_session(page)
    protocol.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    protocol.on("Network.loadingFinished", finished)
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if phone:
        protocol.send("Network.emulateNetworkConditions", PHONE)
    page.goto(address, wait_until="networkidle")
    # With the first key the finder fetches its index; what is counted ends before.
    counted, asked = Counter(sizes), Counter(requests)
    page.keyboard.press("/")
    page.locator("[data-finder]:focus").wait_for()
    times = page.evaluate(READ)
    context.close()
    return Visit(counted, asked, times["paint"], times["interactive"], times["longest"], times["first"])


@contextmanager
def served(site: Path) -> Iterator[tuple[Browser, str]]:
    """A browser, and the address at which a host of this machine serves a site."""
    handler = functools.partial(_Host, directory=str(site))
    with _Server(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser, f"http://127.0.0.1:{server.server_port}"
        browser.close()
        server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that was closed before it had read all."""


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as hosts do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the file, or with 404."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in TEXT:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    main()
