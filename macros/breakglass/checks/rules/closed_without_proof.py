"""Use this rule to find actions that were closed and do not show that the risk went down.

“Done” says that somebody worked. The next incident asks whether it helped. The proof is the record and version that
changed, or something that anyone can see now.

Add `proof` with what is seen now, and the record and version if one was changed; add `closed` with the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.actions import actions_of
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "L102"
NAME = "closed-without-proof"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="incident",
        text="""\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2026-09-15
    status: done
    closed: 2026-09-02
    proof: [{seen: The next drill needed 6 min in place of 40}]
""",
    ),
)
BAD = (
    Example(
        kind="incident",
        text="""\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2026-09-15
    status: done
    closed: 2026-09-02
""",
        at=(8, 13),
    ),
    Example(
        kind="incident",
        text="""\
actions:
  - id: a
    what: Add a channel
    risk: One dead phone
    owner: automation-platform
    opened: 2026-08-17
    due: 2026-09-15
    status: done
    closed: 2026-09-02
    proof: [{record: team/automation-platform, version: 7.0.0, seen: It rings}]
""",
        at=(10, 57),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each done action without a day, without proof, or with proof that fits nothing."""
    del today
    for path, action in actions_of(entry.record):
        if action.status != "done":
            continue
        missing = [] if action.proof else ["proof that the risk went down"]
        if action.closed is None:
            missing.append("day on which it was done")
        if missing:
            yield Problem(
                entry.span(*path, "status"),
                f"the action is done and has no {' and no '.join(missing)}",
                "Add it, or open it again.",
            )
        for index, proof in enumerate(action.proof):
            found = catalogue.entries.get(proof.record.key) if proof.record else None
            if found is None or not isinstance(found.record, Maintained) or proof.version is None:
                continue
            if proof.version not in {one.version for one in found.record.changelog}:
                yield Problem(
                    entry.span(*path, "proof", index, "version"),
                    f"{proof.record} has no version {proof.version}",
                    f"Its newest is {found.record.version}.",
                )
