"""Braces in texts: those that open no blank."""

from __future__ import annotations

import re

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LIKE_A_BLANK = re.compile(r"\{[\w -]+\}")


def stray_braces(text: str, blank: re.Pattern[str]) -> list[str]:
    """Every pair of braces, and every single one, that is no blank by its pattern; each once, in order.

    In code braces are what they are on the platform; there only what looks like a blank with a slip counts.
    """
    code = [match.span() for match in _CODE.finditer(text)]
    found: dict[str, None] = {}
    for match in _BRACES.finditer(text):
        if blank.fullmatch(match[0]):
            continue
        in_code = any(start < match.start() < end for start, end in code)
        if not in_code or _LIKE_A_BLANK.fullmatch(match[0]):
            found[match[0]] = None
    return list(found)


def braces_outside_code(text: str) -> list[str]:
    """Every pair of braces, and every single one, that does not stand in code; each once, in order."""
    if "{" not in text and "}" not in text:
        return []
    outside = _CODE.sub("", text)
    return list(dict.fromkeys(_BRACES.findall(outside)))
