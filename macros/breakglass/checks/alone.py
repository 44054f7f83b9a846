"""What the rules that look at one record by itself find in it: worked out once for each content of a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from breakglass.catalogue.cache import current, name_of
from breakglass.catalogue.kept import others_as_data, others_of, span_as_data
from breakglass.checks.rule import Problem
from breakglass.findings import Span

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Entry
    from breakglass.checks.rule import Rule

    _Found = dict[str, tuple[Problem, ...]]

_found: WeakKeyDictionary[Entry, _Found] = WeakKeyDictionary()
"""By record, then by the code of the rule. A file that stays the same is the same entry in every catalogue."""

_new: WeakKeyDictionary[Entry, bytes] = WeakKeyDictionary()
"""The records of which the cache had nothing, with the name to keep it under."""


def found_alone(rule: Rule, entry: Entry) -> tuple[Problem, ...]:
    """What a rule finds in a record that it looks at by itself."""
    found = _found.get(entry)
    if found is None:
        found = _found[entry] = _kept(entry)
    problems = found.get(rule.code)
    if problems is None:
        problems = found[rule.code] = tuple(rule.check_alone(entry)) if rule.check_alone is not None else ()
    return problems


def keep() -> None:
    """Leave what was found to the next run, if there is a cache. Every rule must have looked at every record."""
    cache = current()
    if cache is not None:
        for entry, name in _new.items():
            data = {code: [_as_data(problem) for problem in problems] for code, problems in _found[entry].items()}
            cache.put(name, json.dumps(data).encode())
    _new.clear()


def _kept(entry: Entry) -> _Found:
    cache = current()
    if cache is None:
        return {}
    name = _name(entry)
    content = cache.get(name)
    if content is None:
        _new[entry] = name
        return {}
    return {code: tuple(_problem(data) for data in problems) for code, problems in json.loads(content).items()}


def _name(entry: Entry) -> bytes:
    document = entry.document
    return name_of("alone", document.file.encode("utf-8", "surrogateescape"), document.text.encode())


def _as_data(problem: Problem) -> list[object]:
    return [span_as_data(problem.span), problem.message, problem.mend, others_as_data(problem.others)]


def _problem(data: list[Any]) -> Problem:
    span, message, mend, others = data
    return Problem(Span(*span), message, mend, others_of(others))
