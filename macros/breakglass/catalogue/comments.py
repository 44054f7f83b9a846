"""Comments that are meant for Breakglass: `# breakglass: ...`, wherever YAML takes them for a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.catalogue.source import Mapping, Scalar
from breakglass.findings import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.source import Document, Node

_MARK = "breakglass:"
_COMMENT = re.compile(rf"(?:^|(?<=\s))#\s*{_MARK}\s*(?P<words>.*?)\s*$")
_NO_CONTENT = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says behind `breakglass:`, and where it stands.

    `about` is the number of the line that it is about: its own where it stands behind a value, else the next one that
    holds more than a comment; nothing at the end of the file.
    """

    words: str
    span: Span
    about: int | None


def comments_in(document: Document) -> tuple[Comment, ...]:
    """The comments of a document that are meant for Breakglass, from top to bottom."""
    if _MARK not in document.text:
        return ()  # nearly every record: its tree need not be walked
    return tuple(_comments(document))


def _comments(document: Document) -> Iterator[Comment]:
    count = document.text.count("\n") + document.text.count("\r") + 1
    lines = [document.line(number) for number in range(1, count + 1)]
    texts = list(_texts(document.root, lines))
    for number, line in enumerate(lines, start=1):
        match = _COMMENT.search(line)
        if match is None or any(start <= (number, match.start() + 1) < end for start, end in texts):
            continue
        below = (n for n, other in enumerate(lines[number:], start=number + 1) if not _NO_CONTENT.match(other))
        alone = not line[: match.start()].strip()
        span = Span(document.file, number, match.start() + 1, number, len(line.rstrip()) + 1)
        yield Comment(match["words"], span, next(below, None) if alone else number)


def _texts(node: Node, lines: list[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where the texts go in which a number sign starts no comment."""
    if isinstance(node, Scalar):
        line, column, *end = node.place
        # Behind the | or > that opens a block there may be a comment; its text begins on the next line.
        is_block = not node.plain and lines[line - 1][column - 1 : column] in {"|", ">"}
        yield (line + 1, 1) if is_block else (line, column), (end[0], end[1])
        return
    parts = [part for entry in node.entries for part in entry] if isinstance(node, Mapping) else node.items
    for part in parts:
        yield from _texts(part, lines)
