"""Text of records: a small Markdown, made into HTML that cannot do anything but be read."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from breakglass.records.values import SCHEMES

_TAGS = {"a", "br", "code", "em", "li", "ol", "p", "strong", "ul"}
_MARKS = re.compile(r"[*_`\[\]<>&\\\n]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)

_markdown = MarkdownIt("zero", {"html": False}).enable(
    ["emphasis", "backticks", "link", "autolink", "list", "escape", "entity", "newline"]
)


# Cleaned a second time although the parser writes no raw HTML: the parser is not the safeguard.
_cleaner = nh3.Cleaner(tags=_TAGS, attributes={"a": {"href"}}, url_schemes=set(SCHEMES), link_rel="noopener noreferrer")


def _clean(html: str) -> Markup:
    return Markup(_cleaner.clean(html))  # noqa: S704 - this is the one place where text becomes markup


@lru_cache(maxsize=65536)
def block(text: str) -> Markup:
    """Paragraphs and lists."""
    if not _MARKS.search(text):
        return Markup(f"<p>{escape(text)}</p>")  # noqa: S704 - escaped
    return _clean(_markdown.render(text))


@lru_cache(maxsize=65536)
def inline(text: str) -> Markup:
    """One line: emphasis, code and links, and no paragraph around it."""
    if not _MARKS.search(text):
        return escape(text)
    return _clean(_markdown.renderInline(text))


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The words alone, for places that take no markup: attributes, copied text, diagrams."""
    if not _MARKS.search(text):
        return text
    lines: list[str] = []
    for token in _markdown.parse(text):
        if token.type == "list_item_open":
            lines.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type == "inline":
            words = "".join(
                "\n" if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
            )
            if lines and not lines[-1].endswith("\n"):
                lines[-1] += f"{words}\n"
            else:
                lines.append(f"{words}\n")
        elif token.level == 0 and token.type in {
            "paragraph_close",
            "bullet_list_close",
            "ordered_list_close",
        }:
            lines.append("\n")
    return "".join(lines).strip()


def address(text: str) -> str | None:
    """The address if a link may lead there, else nothing."""
    scheme, colon, rest = text.strip().partition(":")
    return text.strip() if colon and rest and scheme.lower() in SCHEMES else None
