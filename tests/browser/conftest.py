"""A built site, served from this machine, and a chromium to read it with."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

from breakglass.records.kinds import KINDS
from breakglass.records.specimen import scaffold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "{{ 7*7 }} {{ cycler.__init__.__globals__.os.mkdir(dict(ran=1)|first) }} {% endraw %} {{ undefined }} "
    "<script>window.broken=1</script> <img src=x onerror=window.broken=1> "
    "[x](javascript:window.broken=1) *em* **strong** `code` <https://x.example> # not a heading"
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def build(config: Path, target: Path) -> Path:
    """The site of a configuration; any warning fails the test."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config), "-d", str(target)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=config.parent)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return target


@pytest.fixture(scope="session")
def builder() -> Callable[[Path, Path], Path]:
    """What makes the site of a configuration, for tests that need one of their own."""
    return build


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share, for what takes long to make."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session")
def site(built_once: Path) -> Path:
    """The site with the records that ship."""
    target = built_once / "site"
    with FileLock(f"{target}.lock"):
        return target if (target / "index.html").is_file() else build(ROOT / "mkdocs.yml", target)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose records hold hostile text wherever a record holds text."""
    folder = tmp_path_factory.mktemp("hostile")
    for kind in KINDS:
        text = re.sub(r"(: |- )'?TODO .*", lambda m: m[1] + json.dumps(HOSTILE), scaffold(kind, f"todo-{kind}", "s"))
        text = text.replace(f"target: {json.dumps(HOSTILE)}", "target: 30m")  # takes a duration and no text
        path = folder / "playbooks" / f"{kind}s" / f"todo-{kind}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    built = build(folder / "mkdocs.yml", folder / "site")
    assert not list(folder.rglob("ran")), "text of a record has made a folder"
    return built


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    yield from _serve(site)


@pytest.fixture(scope="session")
def hostile_address(hostile_site: Path) -> Iterator[str]:
    """Where the hostile site is served."""
    yield from _serve(hostile_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, or whatever the machine calls by that name."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    assert path, "install chromium; scripts/test does it on Debian"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        # Else each test would fetch the whole site to keep it. Those of keeping it ask for `service_workers="allow"`.
        chromium.new_context = functools.partial(chromium.new_context, service_workers="block")  # type: ignore[method-assign]
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a desktop's width, with an empty storage of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
