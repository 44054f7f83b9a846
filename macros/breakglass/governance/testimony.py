"""Testimony: what a record says happened, and what of it a later edit may touch.

An incident gains lessons and actions for months, and so does the run of a drill. What was said of the past stays as it
was: a lesson that was learnt, a time that was taken, the proof of an action that is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Values = dict[str, Any]

_GROW = frozenset({"factors", "went_well", "findings"})
"""Lists of an incident or a run that may get longer."""
_LATER = frozenset({"impact", "timeline", "coordination", "lessons", "actions", "audit", *_GROW})
"""What may be missing at first: a short review becomes a full one."""
_RUNNING = frozenset({"open", "doing"})
_DECIDED = ("what", "risk", "opened")
"""Of an action that is under way, what stays: who does it, until when and how it ends may change."""


def altered(before: Values, after: Values) -> str | None:
    """The first key of an incident, or of the run of a drill, under which something is not as it was said to be."""
    return next((key for key in (*before, *after) if not _kept(key, before.get(key), after.get(key))), None)


def _kept(key: str, before: Any, after: Any) -> bool:  # noqa: ANN401 - values as they are written
    if before == after or (before in (None, [], {}) and key in _LATER):
        return True
    if key == "actions":
        return _all(before, after, "id", _same_action)
    if key == "lessons":
        return _all(before, after, "lesson", _grown)
    if key == "audit":
        lists = ("changes", "gaps")
        return _grown(_without(before, lists), _without(after, lists)) and all(
            _longer(before.get(name), after.get(name)) for name in lists
        )
    if key == "updates":
        return _grown(before, after)
    return key in _GROW and _longer(before, after)


def _all(before: Any, after: Any, name: str, same: Any) -> bool:  # noqa: ANN401
    """Whether every part is still there under its name and says the same."""
    known = {part.get(name): part for part in after or ()}
    return all(part.get(name) in known and same(part, known[part.get(name)]) for part in before or ())


def _same_action(before: Values, after: Values) -> bool:
    if before.get("status") not in _RUNNING:
        return _grown(before, after)
    return all(before.get(key) == after.get(key) for key in _DECIDED)


def _grown(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether all that was said is still said; what was left open may be filled."""
    return all(key in after and after[key] == value for key, value in before.items())


def _longer(before: Iterable[Any] | None, after: Iterable[Any] | None) -> bool:
    left = list(after or ())
    return all(one in left for one in before or ())


def _without(values: Values, keys: Iterable[str]) -> Values:
    return {key: value for key, value in values.items() if key not in keys}
