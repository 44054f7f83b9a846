"""Builds generated playbooks with Breakglass, and the same text as Markdown with plain Material; prints the ratio.

The generated playbooks are the ones that ship, each copy with other words in every text, so that nothing is rendered
once and used again. The Markdown is made from the pages that Breakglass built: headings, paragraphs, lists and tables.
"""

from __future__ import annotations

import argparse
import html.parser
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import yaml

from breakglass.catalogue.syntax import read

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run both builds and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--playbooks", type=int, default=300, help="how many playbooks to generate")
    parser.add_argument("--growth", action="store_true", help="build four times as many as well, and print the growth")
    arguments = parser.parse_args()
    count: int = arguments.playbooks
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "ours", count)
        ours = build(folder / "ours")
        print(f"Breakglass      {count} playbooks and all they refer to  {ours:7.1f} s", flush=True)
        pages = _as_markdown(folder / "ours" / "site", folder / "plain")
        plain = build(folder / "plain")
        print(f"plain Material  {pages} pages      {plain:7.1f} s")
        print(f"ratio           {ours / plain:.2f} (at most 0.33 is wanted)", flush=True)
        if arguments.growth:
            generate(folder / "more", 4 * count)
            more = build(folder / "more")
            print(f"Breakglass      {4 * count} playbooks and all they refer to {more:7.1f} s")
            print(f"growth          {more / ours:.2f} times for 4 times as many (at most 4.4 is wanted)")


def generate(folder: Path, count: int) -> None:
    """Write a site into a folder: the shipped pages and settings, and so many playbooks."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    generate_records(folder / "playbooks", count)


def generate_records(folder: Path, count: int) -> None:
    """Write the shipped records into a folder, and as many varied copies as make `count` playbooks."""
    shutil.copytree(ROOT / "playbooks", folder)
    shipped = sorted((folder / "responses").glob("*.yaml"))
    sources = [document.data() for path in shipped if (document := read(path.name, path.read_bytes())[0]) is not None]
    for number in range(count - len(shipped)):
        record = _varied(sources[number % len(sources)], f"no. {number}")
        record["id"] = f"{record['id']}-{number}"
        path = folder / "responses" / f"{record['id']}.yaml"
        path.write_text(yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")


def _varied(value: Any, mark: str) -> Any:  # noqa: ANN401 - a tree of plain values
    """The same data with a mark in every text, numbers and flags as such."""
    if isinstance(value, dict):
        return {key: _varied(item, mark) for key, item in value.items()}
    if isinstance(value, list):
        return [_varied(item, mark) for item in value]
    if not isinstance(value, str):
        return value
    text = str(value)
    if text in {"true", "false"}:
        return text == "true"
    if re.fullmatch(r"\d+", text):
        return int(text)
    return f"{text} {mark}" if " " in text else text


def build(folder: Path) -> float:
    """Build the site of a folder into `site` below it; seconds of processor time."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return processor_seconds([*command, "-f", str(folder / "mkdocs.yml"), "-d", str(folder / "site")])


def processor_seconds(command: list[str], folder: Path | None = None, allowed: tuple[int, ...] = (0,)) -> float:
    """Seconds of processor time that a command takes, so that what else the machine does stays out.

    Raises `CalledProcessError` where it ends with an exit code that is not allowed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL if folder else None)
    if done.returncode not in allowed:
        raise subprocess.CalledProcessError(done.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _as_markdown(site: Path, folder: Path) -> int:
    """Write the text of every page of a built site as Markdown; how many pages that makes."""
    docs = folder / "docs"
    pages = [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    for path in pages:
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8").split("<article", 1)[1].split("</article>", 1)[0])
        target = (docs / path.relative_to(site)).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(reader.markdown(), encoding="utf-8")
    settings = "site_name: Plain\ntheme:\n  name: material\n  font: false\nmarkdown_extensions: [tables, admonition]\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return len(pages)


class _Reader(html.parser.HTMLParser):
    """Writes the text of a page as an author would in Markdown: headings, lists, tables, links and emphasis."""

    _LEAD: ClassVar = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "li": "- ", "dt": "#### "}
    _BLOCKS = (*_LEAD, "p", "dd", "tr", "text", "summary", "pre", "article", "section", "table")
    _MARKS: ClassVar = {"strong": "**", "em": "*", "code": "`"}

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._text = ""
        self._lead = ""
        self._cells = 0
        self._href: str | None = None

    def _end(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self._blocks.append(f"{self._lead}{text}")
        self._text, self._lead = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BLOCKS:
            self._end()
            self._lead = self._LEAD.get(tag, "")
            self._cells = 0
        elif tag in {"td", "th"}:
            self._text += "| "
            self._cells += 1
        elif tag == "a":
            self._href = dict(attrs).get("href")
            self._text += "["
        self._text += self._MARKS.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        self._text += self._MARKS.get(tag, "")
        if tag == "a":
            self._text += f"]({(self._href or '').replace('.html', '.md')})"
        elif tag == "thead":
            self._end()
            self._blocks[-1] += "\n" + "|---" * self._cells
        elif tag in self._BLOCKS:
            row = tag == "tr" and self._text.lstrip().startswith("|")
            text = " ".join(self._text.split())
            if row and self._blocks and self._blocks[-1].startswith("|"):
                self._blocks[-1] += f"\n{text}"
                self._text = ""
            self._end()

    def handle_data(self, data: str) -> None:
        self._text += data.replace("<", "&lt;")

    def markdown(self) -> str:
        """What was read so far."""
        self._end()
        return "\n\n".join(self._blocks) + "\n"


if __name__ == "__main__":
    main()
