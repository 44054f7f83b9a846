"""Use this rule to find records whose head is in another order than that of all others.

A reader who opens twenty records looks for the owner in the same place in each. Two authors who order the same keys
differently also get conflicts in git where there is no disagreement.

Begin with `kind`, `id` and `title`, then `version`, `status`, `owners`, `review`, `changelog`, `retirement` and
`audience`, as far as they are there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.syntax import read
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.kinds import KINDS
from breakglass.records.record import Maintained, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.catalogue.source import Document

CODE = "S109"
NAME = "head-order"
SEVERITY = Severity.WARNING
FIX = "puts them in this order, each with the comments above it"

_TEAM = """\
kind: team
id: night
title: Night shift
version: 1.0.0
status: draft
{}
about: Looks after the automations at night.
hours: Every night
members: [mara-okafor, tomas-lind]
channels:
  - {{kind: chat, address: 'slack://channel?team=T0FERNWAY&id=C0NIGHT', name: '#night', hours: always}}
"""
_OWNERS = "owners: {technical: automation-platform, business: order-to-cash}\nreview: {every: 180d}"
_LOG = "changelog: [{version: 1.0.0, date: 2026-09-02, summary: First version}]"

GOOD = (Example(_TEAM.format(f"{_OWNERS}\n{_LOG}"), file="night.yaml"),)
BAD = (Example(_TEAM.format(f"{_LOG}\n{_OWNERS}"), file="night.yaml", at=(7, 1)),)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for the first key of the head that stands in another place."""
    keys = entry.document.keys
    wanted = _ordered(keys, entry.record.kind)
    for key, other in zip(wanted, keys, strict=True):
        if key != other:
            yield Problem(entry.key_span(key), f"`{key}` stands behind `{other}`")
            return


def fix(text: str, today: date) -> str:
    """The text with the keys of the head in order. A comment above the first key stays at the top of the file."""
    del today
    document, _ = read("", text.encode())
    if document is None or not document.root.entries:
        return text
    top, blocks = _blocks(document)
    wanted = _ordered(list(blocks), str(document.data().get("kind")))
    return "".join([top, *(blocks[key] for key in wanted)])


def _ordered(keys: list[str], kind: str) -> list[str]:
    model = KINDS.get(kind, Record)
    head = Maintained if issubclass(model, Maintained) else None
    first = list(head.model_fields) if head else ["kind", "id", "title"]
    return [*(key for key in first if key in keys), *(key for key in keys if key not in first)]


def _blocks(document: Document) -> tuple[str, dict[str, str]]:
    """What stands above the first key, and the lines of each key with the comments right above it."""
    lines = [f"{line}\n" for line in document.text.removesuffix("\n").split("\n")]
    starts: list[int] = []
    for key, _ in document.root.entries:
        start = key.place[0] - 1
        while starts and start - 1 > starts[-1] and lines[start - 1].startswith("#"):
            start -= 1
        starts.append(start)
    ends = [*starts[1:], len(lines)]
    keys = [key.text for key, _ in document.root.entries]
    return "".join(lines[: starts[0]]), {
        key: "".join(lines[start:end]) for key, start, end in zip(keys, starts, ends, strict=True)
    }
