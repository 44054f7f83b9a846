"""Use this rule to find links in texts whose address is of a kind that the site does not allow.

The page shows such a link as plain text, so that nothing written in a record can run in a reader's browser.
The author should know.

Use https, mailto, tel, slack or msteams, or an address within the site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from breakglass.catalogue.references import values_of
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.values import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.findings import Span

CODE = "X101"
NAME = "unsafe-link"
SEVERITY = Severity.ERROR

_MAYBE = re.compile(r"\]\(|<[A-Za-z][A-Za-z0-9+.-]+:")
"""What every link has in it. Most texts have no such thing and need not be parsed."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class _EveryLink(MarkdownIt):
    """A parser that takes links of every kind, those included that would be shown as plain text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's name for it
        """Accept `url`, whatever it is."""
        return bool(url)


_markdown = _EveryLink("zero").enable(["backticks", "link", "autolink", "escape", "entity"])

GOOD = (Example(kind="team", text='about: "See [the rota](https://rota.fernway.example)."\n'),)
BAD = (Example(kind="team", text='about: "See [the rota](javascript:alert(1))."\n', at=(1, 8)),)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each link of a kind that is not allowed."""
    for path, value in values_of(entry.record):
        if isinstance(value, str) and _MAYBE.search(value):
            yield from _refused(value, entry.span(*path))
        key = path[-1] if path else None
        if isinstance(key, str) and _MAYBE.search(key):
            yield from _refused(key, entry.key_span(*path))


def _refused(text: str, span: Span) -> Iterator[Problem]:
    for address in _addresses(text):
        scheme = _SCHEME.match(address)
        if scheme is not None and scheme[1].lower() not in SCHEMES:
            yield Problem(
                span,
                f"a link of the kind {scheme[1]}: is not allowed",
                f"Use one of {', '.join(sorted(SCHEMES))}, or put the text in backticks if it is no link.",
            )


def _addresses(text: str) -> Iterator[str]:
    for block in _markdown.parse(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrGet("href"))
