"""Text of others is shown without what a terminal, a log or a reader's eye would obey."""

from __future__ import annotations

import pytest

from breakglass.plaintext import MARK, one_line, plain, plain_lines

OBEYED = ["\x1b", "\x00", "\r", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066", "\u200f", "\u061c"]


@pytest.mark.parametrize("letter", OBEYED)
def test_what_would_be_obeyed_is_a_mark(letter: str) -> None:
    assert plain(f"a{letter}b") == plain_lines(f"a{letter}b") == f"a{MARK}b"


def test_writing_of_all_people_stays() -> None:
    words = "Zahlung – „läuft“ nicht\t(支払い) دفع 👩\u200d🚒 naïve…"
    assert plain(words) == plain_lines(words) == words


def test_only_a_text_of_lines_has_lines() -> None:
    assert plain("a\n::error::b") == f"a{MARK}::error::b"
    assert plain_lines("a\nb") == "a\nb"
    assert one_line("a\n::error::b\x1b[2J") == f"a ::error::b{MARK}[2J"
