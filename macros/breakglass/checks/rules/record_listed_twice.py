"""Use this rule to find changes that list a record twice.

Two lines about one record can carry two digests: approvals are bound to both, and only one of them is what people work
by. Whoever reads the change cannot tell what was approved.

Keep the line whose version and digest are those of the record: `breakglass change` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry, Key

CODE = "G115"
NAME = "record-listed-twice"
SEVERITY = Severity.ERROR

_LINE = "  - {record: team/automation-platform, from: 0.9.0, to: 1.0.0, digest: 'sha256:" + "0" * 64 + "'}\n"
GOOD = (Example(kind="change", text=f"records:\n{_LINE}"),)
BAD = (Example(kind="change", text=f"records:\n{_LINE}{_LINE}", at=(3, 14)),)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each line of a change about a record that an earlier line is about."""
    if not isinstance(entry.record, Change):
        return
    first: dict[Key, int] = {}
    for index, changed in enumerate(entry.record.records):
        earlier = first.setdefault(changed.record.key, index)
        if earlier != index:
            yield Problem(
                entry.span("records", index, "record"),
                f"the change lists {changed.record} twice",
                "Keep the line that fits the record.",
                (("the first line", entry.span("records", earlier, "record")),),
            )
