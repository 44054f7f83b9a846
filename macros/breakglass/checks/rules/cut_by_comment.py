"""Use this rule to find texts that a number sign cuts short.

In YAML a number sign after a blank starts a comment. `Tell #operations` reaches the responder as `Tell`, and nobody
sees it in review because the file reads well.

Put the text in quotes. A real comment has a blank after its number sign.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.catalogue.source import Mapping, Scalar
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.catalogue.source import Node

CODE = "Y117"
NAME = "cut-by-comment"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text='hours: "Always, ask in #operations"  # the busiest channel\n'),)
BAD = (
    Example(kind="team", text="hours: Always, ask in #operations\n", at=(1, 23)),
    Example(kind="role", text="note: #operations knows who is next\n", at=(1, 7)),
)

_SIGN = re.compile(r"\s#")
_CUT = re.compile(r"\s+(#[^\s#].*)")


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each text that goes on behind a number sign."""
    if not _SIGN.search(entry.document.text):
        return
    for scalar in _plain(entry.document.root):
        _, _, line, column = scalar.place
        match = _CUT.fullmatch(entry.document.line(line)[column - 1 :])
        if match:
            start = column + match.start(1)
            yield Problem(
                Span(entry.document.file, line, start, line, start + len(match[1])),
                f"“{match[1]}” is a comment, not part of the text before it",
                "Put the text in quotes.",
            )


def _plain(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if node.plain:
            yield node
        return
    inner = [value for _, value in node.entries] if isinstance(node, Mapping) else node.items
    for value in inner:
        yield from _plain(value)
