"""Suggestions: the known name that is nearest to a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable

_EVERY, _MOST = 4, 3
"""One slip of the fingers in so many characters is forgiven, and at most so many: what is further off misleads."""
_BEGUN = 4
"""From so many characters on, a name that is the beginning of just one other is meant as that."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one known name that is a few slips from `name`, or begins with it; nothing where none or several are.

    Of names with their kind, as `team/order-to-cash`, only those of the same kind are near.
    """
    names = list(dict.fromkeys(known))
    kind, slash, rest = name.rpartition("/")
    same = [one.removeprefix(f"{kind}/") for one in names if one.startswith(f"{kind}/")] if slash else []
    if same:
        found = nearest(rest, same)
        return f"{kind}/{found}" if found else None
    begun = [one for one in names if one.startswith(name)] if len(name) >= _BEGUN else []
    if len(begun) == 1:
        return begun[0]
    slips = max(1, min(_MOST, len(name) // _EVERY))
    alike = process.extract(name, names, scorer=OSA.distance, score_cutoff=slips, limit=2)
    if not alike or (len(alike) > 1 and alike[0][1] == alike[1][1]):
        return None
    return alike[0][0]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that proposes the nearest known name, or nothing."""
    found = nearest(name, known)
    return f"Did you mean “{found}”?" if found else ""
