"""Difference by meaning: what changed between two versions of a record, in sentences.

List items are matched by what names them and not by their place, so that a new step at the top is one addition and
not a change of every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Where = tuple[str, ...]
"""The way from the top of the record to a value, in words."""

NAMES = ("id", "version", "rule", "measure", "message", "uses", "duty", "record", "call", "what", "technical", "check")
"""The keys by which an item of a list is known, the strongest first."""
_PAPERWORK = frozenset({"version", "changelog"})
"""Keys that say that something changed, and not what."""
_LONG = 80
"""Texts longer than this are not quoted whole."""


@dataclass(frozen=True, slots=True)
class Added:
    """Something is new."""

    where: Where
    value: str

    def sentence(self) -> str:
        """The change for a reader."""
        return f"{_place(self.where)} is new{_said(self.value)}."


@dataclass(frozen=True, slots=True)
class Removed:
    """Something is gone."""

    where: Where
    value: str

    def sentence(self) -> str:
        """The change for a reader."""
        return f"{_place(self.where)} is gone{_said(self.value)}."


@dataclass(frozen=True, slots=True)
class Altered:
    """A value is another one."""

    where: Where
    before: str
    after: str

    def sentence(self) -> str:
        """The change for a reader."""
        if max(len(self.before), len(self.after)) > _LONG:
            return f"{_place(self.where)} is worded otherwise."
        return f"{_place(self.where)} is now “{self.after}” instead of “{self.before}”."


@dataclass(frozen=True, slots=True)
class Reordered:
    """The same items stand in another order."""

    where: Where

    def sentence(self) -> str:
        """The change for a reader."""
        return f"{_place(self.where)}: the order is another one."


Change = Added | Removed | Altered | Reordered


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """What changed between the values of two versions of one record, apart from version and changelog."""
    for key in dict.fromkeys((*before, *after)):
        if key not in _PAPERWORK:
            yield from _compare((_word(key),), before.get(key), after.get(key))


def _compare(where: Where, before: Any, after: Any) -> Iterator[Change]:  # noqa: ANN401 - trees of plain values
    if before == after:
        return
    if before is None:
        yield Added(where, _text(after))
    elif after is None:
        yield Removed(where, _text(before))
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _compare((*where, _word(key)), before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(where, before, after)
    else:
        yield Altered(where, _text(before), _text(after))


def _lists(where: Where, before: list[Any], after: list[Any]) -> Iterator[Change]:
    old, new = _named(before), _named(after)
    for name in dict.fromkeys((*old, *new)):
        yield from _compare((*where, name), old.get(name), new.get(name))
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield Reordered(where)


def _named(items: list[Any]) -> dict[str, Any]:
    """Items by what names them; a second one of the same name gets a number."""
    found: dict[str, Any] = {}
    for item in items:
        name = _name(item)
        number = 2
        while name in found:
            name = f"{_name(item)} ({number})"
            number += 1
        found[name] = item
    return found


def _name(item: Any) -> str:  # noqa: ANN401 - a plain value
    if isinstance(item, dict):
        key = next((key for key in NAMES if isinstance(item.get(key), str)), None)
        return f"“{_short(item[key])}”" if key else _short(_text(item))
    return f"“{_short(_text(item))}”"


def _word(key: str) -> str:
    return str(key).replace("_", " ").replace("-", " ")


def _place(where: Where) -> str:
    first, *rest = where
    return " › ".join([first[:1].upper() + first[1:], *rest])


def _said(value: str) -> str:
    return f": {value.rstrip('.')}" if value and len(value) <= _LONG else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG // 2 else f"{text[: _LONG // 2 - 1]}…"


def _text(value: Any) -> str:  # noqa: ANN401 - a tree of plain values
    if isinstance(value, dict):
        named = next(
            (value[key] for key in ("do", "title", "what", "summary") if isinstance(value.get(key), str)), None
        )
        return str(named) if named else ", ".join(f"{_word(k)} {_text(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return "" if value is None else str(value)
