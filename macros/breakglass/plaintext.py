"""Plain text: what others wrote, with nothing in it that a terminal, a log or the eye of a reader obeys.

A record, the name of a file and a message of the system all may hold escape sequences, line ends before words that a
log takes for commands, or marks that turn the direction of reading, so that a text looks like another one than it is
(trojansource.codes). They are shown as a mark, not sent.
"""

from __future__ import annotations

import re

MARK = "\N{REPLACEMENT CHARACTER}"

_TURNS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The directional marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9, 2)."""
_OBEYED = rf"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_TURNS}"
_IN_LINES, _IN_LINE = re.compile(f"[{_OBEYED}]"), re.compile(rf"[\n{_OBEYED}]")


def plain(text: str, mark: str = MARK) -> str:
    """A text, or a part of a line. All that would be obeyed is a mark, ends of lines too; a tab stays."""
    return _IN_LINE.sub(mark, text)


def plain_lines(text: str) -> str:
    """A text of several lines: as `plain`, but its lines stay."""
    return _IN_LINES.sub(MARK, text)


def one_line(text: str) -> str:
    """A text in which nothing begins a line of its own: a log obeys some words at the start of one."""
    return plain(" ".join(text.split()))
