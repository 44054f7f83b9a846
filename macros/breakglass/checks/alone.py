"""What the rules that look at one record by itself find in it: worked out once for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Entry
    from breakglass.checks.rule import Problem, Rule

_found: WeakKeyDictionary[Entry, dict[str, tuple[Problem, ...]]] = WeakKeyDictionary()
"""By record, then by the code of the rule. A file that stays the same is the same entry in every catalogue."""


def found_alone(rule: Rule, entry: Entry) -> tuple[Problem, ...]:
    """What a rule finds in a record that it looks at by itself."""
    found = _found.get(entry)
    if found is None:
        found = _found[entry] = {}
    problems = found.get(rule.code)
    if problems is None:
        problems = found[rule.code] = tuple(rule.check_alone(entry)) if rule.check_alone is not None else ()
    return problems
