"""Use this rule to find records in force that depend on a retired one or on a draft.

A retired playbook, module or message is kept so that its address answers, and not so that anybody works by it.
Whoever leads a responder there leads them into the past. A draft is what nobody has agreed to yet: a playbook that
uses one puts it in force without a word.

Name the successor instead of what is retired. Have the draft approved first, or leave it out until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G111"
NAME = "retired-in-use"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="team",
        text="""\
status: deprecated
retirement: {reason: The new team takes over, date: 2026-12-31, nothing_follows: No longer needed}
""",
    ),
)
BAD = (
    Example(
        kind="process",
        text="""\
owners:
  technical: night
  business: order-to-cash
""",
        also=(
            Example(
                kind="team",
                text="""\
id: night
status: retired
retirement: {reason: Nobody is on call at night any more, date: 2026-09-01, nothing_follows: No longer needed}
""",
            ),
        ),
        at=(2, 14),
    ),
    Example(
        kind="playbook",
        text="""\
escalation: night-path
""",
        also=(
            Example(
                kind="escalation",
                text="""\
id: night-path
status: draft
""",
            ),
        ),
        at=(1, 13),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each reference from a record in force to a retired one or a draft."""
    del today
    if not isinstance(entry.record, Maintained) or not entry.record.in_force:
        return
    for reference in catalogue.outgoing(entry.key):
        found = catalogue.entries.get(reference.target)
        if found is None or not isinstance(found.record, Maintained):
            continue
        # A draft may be drilled before it is approved.
        if found.record.status == "draft" and entry.record.kind != "drill":
            yield Problem(
                entry.span(*reference.path),
                f"{'/'.join(reference.target)} is a draft, and this record is in force",
                "Have it approved first, or leave it out until then.",
                (("it is a draft here", found.span("status")),),
            )
        if found.record.status != "retired":
            continue
        retirement = found.record.retirement
        instead = f"Name {retirement.successor} instead." if retirement and retirement.successor else "Take it out."
        yield Problem(
            entry.span(*reference.path),
            f"{'/'.join(reference.target)} is retired",
            instead,
            (("it is retired here", found.span("status")),),
        )
