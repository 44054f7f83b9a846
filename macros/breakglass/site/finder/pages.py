"""Pages that are no records, in the finder: hand-written ones by heading with the text below it, and those of rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify, unique
from markdown_it import MarkdownIt

from breakglass.site.finder.entries import Entry, Phrase
from breakglass.views.links import Links
from breakglass.views.rules import rule_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.checks.rule import Rule

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[:#][^}]*\}", re.DOTALL)
_OWN_ANCHOR = re.compile(r"\{:?\s*#([\w-]+)")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def page_entries(pages: Iterable[tuple[str, str]], *, directories: bool) -> Iterator[Entry]:
    """What can be found on the pages: each given by its path below `docs/` and its Markdown."""
    links = Links(directories=directories)
    for name, markdown in pages:
        path = name.removesuffix(".md")
        url = links.index_page(path) if path.rpartition("/")[2] == "index" else links.page(path)
        phrases = tuple(_phrases(_FRONT.sub("", markdown)))
        title = _title(markdown, phrases)
        if title:
            yield Entry("Page", title, url, phrases)


def rule_entries(rules: Iterable[Rule], *, directories: bool) -> Iterator[Entry]:
    """The pages of rules by code and name: what somebody types who has a finding before them."""
    links = Links(directories=directories)
    for rule in rules:
        yield Entry("Rule", f"{rule.code} {rule.name}", links.page(rule_path(rule.code)), ())


def _title(markdown: str, phrases: tuple[Phrase, ...]) -> str:
    front = re.search(r"\A---\n(?:.*\n)*?title: (.*)\n", markdown)
    return front[1].strip("\"'") if front else next((p.text for p in phrases if p.field == "step"), "")


def _phrases(markdown: str) -> Iterator[Phrase]:
    """The headings as steps of the page, and its paragraphs, each with the anchor that MkDocs gives to the heading."""
    anchor, heading = "", False
    used: set[str] = set()
    for token in _markdown.parse(markdown):
        if token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            text = _MACRO.sub("", _words(token.children or [])).strip()
            if heading:
                own = _OWN_ANCHOR.search(token.content)
                anchor = own[1] if own else unique(slugify(text, "-"), used)
                used.add(anchor)
            if text:
                yield Phrase("step" if heading else "text", " ".join(text.split()), anchor)
            heading = False


def _words(children: Iterable[object]) -> str:
    return "".join(
        " " if getattr(child, "type", "") in {"softbreak", "hardbreak"} else getattr(child, "content", "") for child in children
    )
