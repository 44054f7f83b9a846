"""Use this rule to find texts that fill a field and say nothing.

“Undo: none”, “verify: ok” and “otherwise: n/a” look complete in a table and leave a person alone at night. Whoever
wrote them did not know, and the page hides it.

Write what is done or seen. Where there truly is nothing, say why: “Nothing changes; the flow was off already”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.checks.texts import texts_of
from breakglass.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "S202"
NAME = "says-nothing"
SEVERITY = Severity.ERROR

_STEP = """\
steps:
  - id: stop
    do: "Stop {{key}}."
    role: technical-resolver
    within: 5m
    verify: {verify}
    otherwise: Call the vendor.
    undo: {undo}
"""

GOOD = (
    Example(kind="module", text=_STEP.format(verify="It is off.", undo="Start it again.")),
    Example(
        kind="playbook",
        text="""\
validation: [{check: Count the orders that were charged twice., expect: None.}]
""",
    ),
)
BAD = (
    Example(kind="module", text=_STEP.format(verify="ok", undo="Start it again."), at=(6, 13)),
    Example(kind="module", text=_STEP.format(verify="It is off.", undo="none"), at=(8, 11)),
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
    proof: [{seen: All done.}]
""",
        at=(10, 20),
    ),
)

# fmt: off
_EMPTY = frozenset(
    {
        "a", "above", "all", "and", "any", "applicable", "as", "available", "below", "can", "done", "effect", "effects",
        "everything", "expected", "fine", "good", "is", "it", "n", "na", "nil", "no", "none", "not", "nothing", "ok",
        "okay", "or", "see", "side", "tbc", "tbd", "that", "the", "there", "this", "to", "todo", "undo", "unknown",
        "verify", "works", "x", "yes",
    }
)
# fmt: on
"""Words that say nothing without another one beside them."""
_BRIEF = frozenset({"expect"})
"""What is expected of a check may be one word: “None.” answers “how many twice?”."""
_COUNTS = frozenset({"none", "no", "nothing", "never", "equal"})
_WORD = re.compile(r"\w+(?:[\u2019\u0027]\w+)?")


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each text of steps, checks, proofs and reasons that says nothing."""
    for path, text in texts_of(entry.record):
        if _says_nothing(text, brief=path[-1] in _BRIEF):
            yield Problem(
                entry.span(*path),
                f"“{text.strip()}” says nothing",
                "Write what is done or seen, or why there is nothing.",
            )


def _says_nothing(text: str, *, brief: bool) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    if brief and words and (len(words) > 1 or words[0] in _COUNTS or words[0] not in _EMPTY):
        return all(word in _EMPTY - _COUNTS for word in words)
    # One word that is no filler can still be a whole instruction in some languages; one letter never is.
    return all(word in _EMPTY or len(word) == 1 for word in words)
