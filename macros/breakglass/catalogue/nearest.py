"""Suggestions: the known name that is nearest to a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 70.0
"""From this similarity on (per cent of matching characters) a suggestion helps more than it misleads."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or nothing if none is alike."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that proposes the nearest known name, or nothing."""
    found = nearest(name, known)
    return f"Did you mean “{found}”?" if found else ""
