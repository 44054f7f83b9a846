"""Use this rule to find blanks at the end of lines, and files that do not end with one line feed.

Nobody sees them, editors take them away by themselves, and then a pull request shows lines that nobody meant to change
beside the one that matters. Blanks that belong to a text in a block are left alone.

Take them away, and set your editor to do so; the `.editorconfig` of this project does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.catalogue.source import scalars_of
from breakglass.catalogue.syntax import read
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.catalogue.source import Document

CODE = "Y118"
NAME = "untidy-layout"
SEVERITY = Severity.WARNING
FIX = "does that"

GOOD = (Example(kind="team", text="hours: Always\n"),)
BAD = (
    Example(kind="team", text="hours: Always \n", at=(1, 14)),
    Example(kind="team", text="hours: Always\n\n\n", at=(2, 1)),
)

_BLANKS = re.compile(r"[ \t]+$")
_AT_AN_END = (" \n", "\t\n", " \r", "\t\r")


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for the first of the lines with blanks at the end, and one for the end of the file."""
    document = entry.document
    found = list(_blanks(document))
    if found:
        line, start, end = found[0]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield Problem(Span(document.file, line, start, line, end), f"this line ends with blanks{more}")
    lines = document.text.split("\n")
    if lines[-1]:
        yield Problem(_at(document, len(lines), len(lines[-1])), "the last line does not end with a line feed")
    elif len(lines) > 1 and not lines[-2].strip():
        first = len(document.text.rstrip().split("\n")) + 1
        yield Problem(_at(document, first, 1), "the file ends with empty lines")


def fix(text: str, today: date) -> str:
    """The text without blanks at the end of lines, and with one line feed at its end."""
    del today
    document, _ = read("", text.encode())
    if document is None:
        return text
    untidy = {line: start for line, start, _ in _blanks(document)}
    lines = [line[: untidy[n] - 1] if n in untidy else line for n, line in enumerate(text.split("\n"), start=1)]
    tidy = "\n".join(lines)
    shorter = f"{tidy.rstrip()}\n"
    again, _ = read("", shorter.encode())
    # Where a text keeps the lines at its end (`|+`), they stay.
    return shorter if again is not None and again.data() == document.data() else tidy


def _at(document: Document, line: int, column: int) -> Span:
    return Span(document.file, line, column, line, column + 1)


def _blanks(document: Document) -> Iterator[tuple[int, int, int]]:
    """Line, column of the first blank, and the column behind the last one, outside of texts of several lines."""
    if not any(end in document.text for end in _AT_AN_END) and not document.text.endswith((" ", "\t")):
        return
    texts = [scalar.place for scalar in scalars_of(document.root) if scalar.place[2] > scalar.place[0]]
    for number, line in enumerate(document.text.split("\n"), start=1):
        match = _BLANKS.search(line)
        if match and not any(place[0] <= number < place[2] for place in texts):
            yield number, match.start() + 1, len(line) + 1
