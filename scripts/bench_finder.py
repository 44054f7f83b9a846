"""What the finder costs with many playbooks: to make its index, to load it, and from a key press to the result.

The playbooks are the shipped ones and copies of them in which every third word is another one of the records, so that
the index compresses no better than that of real texts.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml
from bench_build import ROOT
from bench_page import served

from breakglass.catalogue.cache import VARIABLE
from breakglass.catalogue.load import load
from breakglass.catalogue.syntax import read
from breakglass.records.playbook import Playbook
from breakglass.site.finder import finder

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASKED = (
    "customers got two mails",
    "token expired",
    "approvals stuck",
    "wrong prices after import",
    "everything is down",
)
WORD = re.compile(r"\b[a-z]{4,}\b")


def main() -> None:
    """Measure, and print beside each figure what is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--playbooks", type=int, default=1000, help="how many playbooks to generate")
    arguments = parser.parse_args()
    os.environ[VARIABLE] = "off"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _generate(folder / "playbooks", arguments.playbooks)
        begin = time.process_time()
        catalogue = load(folder / "playbooks").catalogue
        # What refers to what is worked out once; the pages need it too.
        catalogue.referring(Playbook, ("signal", ""))
        loaded = time.process_time()
        docs = ROOT / "docs"
        written = [(path.relative_to(docs).as_posix(), path.read_text("utf-8")) for path in sorted(docs.rglob("*.md"))]
        files = finder(catalogue, written, directories=False)
        made = time.process_time()
        whole = sum(len(gzip.compress(text.encode())) for text in files.values())
        print(f"index made in           {made - loaded:5.1f} s of the processor (at most 3 is wanted)")
        print(f"to reading the records  {(made - loaded) / (loaded - begin):5.2f} (at most 0.6 is wanted)")
        print(f"all its files           {whole // 1000:5} kB in {len(files)}")
        site = folder / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(ROOT / "mkdocs.yml"), "-d", str(site)]
        subprocess.run(command, check=True)
        shutil.rmtree(site / "assets/finder")
        for path, text in files.items():
            (site / path).parent.mkdir(exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")
        _in_browser(site)


def _generate(folder: Path, count: int) -> None:
    shutil.copytree(ROOT / "playbooks", folder)
    shipped = sorted((folder / "responses").glob("*.yaml"))
    words = sorted({word for path in folder.rglob("*.yaml") for word in WORD.findall(path.read_text("utf-8"))})
    sources = [document.data() for path in shipped if (document := read(path.name, path.read_bytes())[0]) is not None]
    chance = random.Random(1)  # noqa: S311 - the same playbooks in every run
    for number in range(count - len(shipped)):
        record = _other(sources[number % len(sources)], words, chance)
        record["id"] = f"{record['id']}-{number}"
        path = folder / "responses" / f"{record['id']}.yaml"
        path.write_text(yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")


def _other(value: Any, words: list[str], chance: random.Random) -> Any:  # noqa: ANN401 - a tree of plain values
    """The same data with every third word of each text replaced, numbers and flags as such."""
    if isinstance(value, dict):
        return {key: _other(item, words, chance) for key, item in value.items()}
    if isinstance(value, list):
        return [_other(item, words, chance) for item in value]
    text = str(value)
    if text in {"true", "false"}:
        return text == "true"
    if re.fullmatch(r"\d+", text):
        return int(text)
    if " " not in text:
        return text
    return WORD.sub(lambda match: chance.choice(words) if chance.random() < 1 / 3 else match[0], text)


def _in_browser(site: Path) -> None:
    with served(site) as (browser, top):
        firsts, wholes, keys = [], [], []
        for asked in ASKED:
            page = browser.new_page()
            fetched: list[str] = []
            page.on("request", lambda request, fetched=fetched: fetched.append(urlsplit(request.url).path))
            page.goto(f"{top}/playbooks/payment-flow-stopped.html")
            page.evaluate(_WATCH)
            page.locator("header [data-finder]").click()
            page.wait_for_load_state("networkidle")
            first, _, rest = asked.partition(" ")
            keys += _typed(page, first)
            firsts.append(_size(site, fetched))
            keys += _typed(page, f" {rest}")
            wholes.append(_size(site, fetched))
            page.close()
    print(f"before the first result {max(firsts) // 1000:5} kB with the scripts of the page (at most 120 is wanted)")
    print(f"for the whole query     {max(wholes) // 1000:5} kB, and the phrases of its results")
    middle, worst = statistics.median(keys), max(keys)
    print(f"any key to its results  {middle:5.0f} ms, {worst:.0f} at worst (at most 100 is wanted)")


def _size(site: Path, fetched: list[str]) -> int:
    """Bytes over the wire of what was fetched for the search; phrases come after the results."""
    parts = ("assets/finder/index", "assets/finder/terms", "minisearch", "components.js")
    wanted = [path for path in fetched if any(part in path for part in parts)]
    return sum(len(gzip.compress((site / path.lstrip("/")).read_bytes())) for path in wanted)


_WATCH = """() => {
  window.took = [];
  let began = 0;
  document.addEventListener('input', () => { began = performance.now(); }, true);
  const list = document.querySelector('header [role=listbox]');
  new MutationObserver((changes) => {
    if (!began || !changes.some((change) => change.target === list)) return;
    window.took.push(performance.now() - began);
    began = 0;
  }).observe(list, { childList: true });
}"""


def _typed(page: Page, asked: str) -> list[float]:
    """Milliseconds from each key to the list that follows it, typed as fast as people do."""
    page.keyboard.type(asked, delay=120)
    page.locator("header .bg-found mark").first.wait_for()
    took: list[float] = page.evaluate("window.took.splice(0)")
    return took


if __name__ == "__main__":
    main()
