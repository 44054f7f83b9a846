"""Use this rule to find records whose version and changelog do not fit together.

A reader opens the changelog to learn what is different since they last looked. If the version moved and the
changelog did not, they cannot know.

Put an entry for the record's version on top, newest first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from breakglass.catalogue.edit import edited
from breakglass.catalogue.syntax import read
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import Maintained
from breakglass.records.values import version_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "V105"
NAME = "changelog-out-of-step"
SEVERITY = Severity.ERROR
FIX = "puts an entry for the version on top, with a TODO for what changed"

GOOD = (
    Example(
        kind="team",
        text="""\
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2026-09-02, summary: Second channel}
  - {version: 1.0.0, date: 2026-03-01, summary: First version}
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
version: 1.1.0
changelog:
  - {version: 1.0.0, date: 2026-03-01, summary: First version}
""",
        at=(1, 10),
    ),
    Example(
        kind="team",
        text="""\
id: night
status: draft
version: 1.1.0
changelog:
  - {version: 1.1.0, date: 2099-09-02, summary: Second channel}
  - {version: 1.0.0, date: 2026-03-01, summary: First version}
""",
        at=(5, 28),
    ),
    Example(
        kind="team",
        text="""\
version: 9.0.0
changelog:
  - {version: 9.0.0, date: 2026-09-02, summary: Second channel}
  - {version: 1.0.0, date: 2026-03-01, summary: First version}
""",
        at=(3, 15),
    ),
)

_UNUSED = 2
"""Numbers of proposals that were withdrawn stay unused; more of them in a row are a slip of the pen."""


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem where the changelog does not lead up to the version."""
    del catalogue
    record = entry.record
    if not isinstance(record, Maintained):
        return
    if not record.changelog:
        yield Problem(entry.key_span("changelog"), "the changelog is empty", "Add an entry for this version.")
        return
    if record.changelog[0].version != record.version:
        yield Problem(
            entry.span("version"),
            f"the version is {record.version}, the newest changelog entry {record.changelog[0].version}",
            f"Raise the version to {record.changelog[0].version}."
            if version_key(record.changelog[0].version) > version_key(record.version)
            else "Add an entry for the version on top of the changelog.",
        )
    for index, (newer, older) in enumerate(pairwise(record.changelog)):
        if version_key(newer.version) <= version_key(older.version) or newer.date < older.date:
            yield Problem(
                entry.span("changelog", index + 1, "version"),
                f"{older.version} of {older.date} stands below {newer.version} of {newer.date}",
                "Sort the entries by version and date, the newest first.",
            )
        elif not _follows(version_key(newer.version), version_key(older.version)):
            yield Problem(
                entry.span("changelog", index, "version"),
                f"{newer.version} does not follow {older.version}",
                "Raise one number by one and begin the numbers behind it at 0, as in 1.4.2, 1.5.0, 2.0.0.",
            )
    if record.changelog[0].date > today:
        yield Problem(
            entry.span("changelog", 0, "date"),
            f"version {record.changelog[0].version} is dated {record.changelog[0].date}, which is still to come",
            "Write the day on which it took effect.",
        )


def fix(text: str, today: date) -> str:
    """The text with an entry for a version that is newer than the newest one, still to be worded."""
    document, _ = read("", text.encode())
    data = document.data() if document else {}
    version, entries = data.get("version"), data.get("changelog")
    if document is None or not isinstance(version, str) or not isinstance(entries, list):
        return text
    try:
        newest = version_key(entries[0]["version"]) if entries else (0, 0, 0)
        if version_key(version) <= newest:
            return text
    except (ValueError, KeyError, TypeError):  # no versions: a fault of its own
        return text
    stub = {"version": version, "date": str(today), "summary": "TODO What changed, in one sentence for a responder"}
    return edited(document, data | {"changelog": [stub, *entries]})


def _follows(newer: tuple[int, int, int], older: tuple[int, int, int]) -> bool:
    """Whether a version comes after another with no jump (semver.org 2.0.0, clauses 6 to 8)."""
    if newer[0] != older[0]:
        return newer == (older[0] + 1, 0, 0)
    if newer[1] != older[1]:
        return newer[1] <= older[1] + 1 + _UNUSED and newer[2] == 0
    return newer[2] <= older[2] + 1 + _UNUSED
