"""Fixes: what can be mended in a file without a thought, and the proof that nothing else changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.catalogue.edit import EditRefusedError
from breakglass.catalogue.load import load_file
from breakglass.catalogue.syntax import read
from breakglass.checks.rule import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was mended: its new text, and the codes of what is gone from it."""

    text: str
    codes: tuple[str, ...]


def fixed(name: str, raw: bytes, codes: Iterable[str], today: date) -> Fixed | None:
    """The file without the faults of these codes, as far as they can be mended by program; nothing if none can."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    done: list[str] = []
    # What hides a file from the reader comes first: its codes are the lowest of their family.
    for code in sorted(set(codes), key=lambda code: (code[0] != "Y", code)):
        fix = all_rules()[code].fix
        if fix is None:
            continue
        try:
            new = fix(text, today)
        except EditRefusedError:
            continue
        if new != text and _is_safe(name, text, new):
            text = new
            done.append(code)
    return Fixed(text, tuple(done)) if done else None


def _is_safe(name: str, before: str, after: str) -> bool:
    """Whether both texts say the same.

    A changelog may have one more entry. Of a file that could not be read before nobody knows what it said; it is safe
    where a record without a fault comes out.
    """
    old, _ = read(name, before.encode())
    new, _ = read(name, after.encode())
    if new is None:
        return False
    if old is None:
        return not load_file(name, after.encode()).findings
    was, now = old.data(), new.data()
    if was == now:
        return True
    entries = now.get("changelog")
    return isinstance(entries, list) and now | {"changelog": entries[1:]} == was
