"""Versions of a record, and by what they rise (semver.org 2.0.0, read for people in place of programs)."""

from __future__ import annotations

from typing import Literal, get_args

from breakglass.records.values import version_key

Bump = Literal["patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = get_args(Bump)
"""The parts of a version from the least to the most that people must relearn."""


def rise(before: str, after: str) -> Bump | None:
    """By what a version has risen, or nothing where it has not. Raises `ValueError` for what is no version."""
    old, new = version_key(before), version_key(after)
    if new <= old:
        return None
    return "major" if new[0] > old[0] else "minor" if new[1] > old[1] else "patch"


def raised(version: str, bump: Bump) -> str:
    """The next version for a bump (semver.org 2.0.0, clauses 6 to 8)."""
    major, minor, patch = version_key(version)
    following = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}
    return ".".join(map(str, following[bump]))
