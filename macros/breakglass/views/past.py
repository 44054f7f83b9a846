"""The page of a past version: what it said, and what has changed since."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.compare import compare
from breakglass.governance.versions import BUMPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.governance.history import PastVersion
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of the text: `same`, `gone`, `new`, or a `gap` where lines are left out."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PastPage:
    """A past version beside the present one. What people must relearn comes first among what changed."""

    title: str
    kind: str
    id: str
    version: str
    day: str
    commit: str
    current: str
    current_href: str
    next: str
    sentences: tuple[str, ...]
    more: tuple[str, ...]
    lines: tuple[DiffLine, ...]
    text: str


_FIRST = 8
"""So many changes are read before the text; the rest waits below a line that opens it."""


def past_page(past: PastVersion, following: tuple[str, str, dict[str, object]], entry: Entry, names: Names) -> PastPage:
    """A past version, and what the version after it (its number, text and values) changed."""
    number, text, data = following
    record = entry.record
    changes = compare(record.kind, past.data, data).changes
    weighed = sorted(changes, key=lambda change: BUMPS.index(change.asks[0]), reverse=True)
    sentences = tuple(change.sentence() for change in weighed)
    return PastPage(
        title=record.title,
        kind=record.kind,
        id=record.id,
        version=past.version,
        day=past.day,
        commit=past.commit[:12],
        current=str(getattr(record, "version", "")),
        current_href=names.links.to(record.key),
        next=number,
        sentences=sentences[:_FIRST],
        more=sentences[_FIRST:],
        lines=tuple(_lines(past.text, text)),
        text=past.text,
    )


def _lines(before: str, after: str) -> Iterator[DiffLine]:
    marks = {" ": "same", "-": "gone", "+": "new"}
    for line in list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]:
        if line.startswith("@@"):
            yield DiffLine("gap", "")
        else:
            yield DiffLine(marks[line[0]], line[1:])
