"""Use this rule to find reviews that attest nothing.

A review is not a date. Somebody who relies on it wants to know what was looked at and what was seen. In public
runbook repositories most commits that move a review date change nothing else, and nobody can tell whether
anybody read the page.

“Looks good to me” and “Read through, no issues found” could stand under any record, so they are no evidence. What
counts are words that could not: a number, a link, an id, things and people by name. The day does not count, since the
review has one already.

List under `checked` what you looked at. Say in `evidence` what you did and saw, in a sentence that another
person could judge: who was called, which link was opened, which step was walked through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.attested import hollow
from breakglass.records.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "V106"
NAME = "review-hollow"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="review",
        text="""\
checked:
  - what: contacts
    result: holds
    evidence: Called the pager and both phones; all answered within 3 min
""",
    ),
)
BAD = (
    Example(kind="review", text="checked: []\n", at=(1, 1)),
    Example(
        kind="review",
        text="""\
checked:
  - what: contacts
    result: holds
    evidence: All ok
""",
        at=(4, 15),
    ),
    Example(
        kind="review",
        text="""\
checked:
  - what: content
    result: holds
    evidence: Read through it carefully on 19 November and found no issues
""",
        at=(4, 15),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for a review without content, and for evidence that says nothing."""
    if not isinstance(entry.record, Review):
        return
    if not entry.record.checked:
        yield Problem(
            entry.key_span("checked"),
            "the review is a date and nothing else",
            "List what was looked at, with the result and the evidence.",
        )
    for index, item in enumerate(entry.record.checked):
        if hollow(item.evidence):
            yield Problem(
                entry.span("checked", index, "evidence"),
                f"“{item.evidence}” does not let another person judge what was seen",
                "Say what was done and seen: a number, a link, who answered, which step was walked through.",
            )
