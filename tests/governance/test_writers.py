"""A commit knows names and addresses: who is meant, who may be, and who is not."""

from __future__ import annotations

import pytest

from breakglass.governance.writers import handles_of

KNOWN = ("tomas-lind", "mara-okafor", "jorg-muller", "anna-lee", "lee-anna", "priya-nair", "nina-pratt", "bot")


@pytest.mark.parametrize(
    ("name", "mail", "handle"),
    [
        ("Tomas Lind", "x@a.example", "tomas-lind"),
        ("Lind, Tomas", "x@a.example", "tomas-lind"),
        ("TomasLind", "x@a.example", "tomas-lind"),
        ("lindtomas", "x@a.example", "tomas-lind"),
        ("Tomáš Lind (he/him)", "x@a.example", "tomas-lind"),
        ("TL", "tomas.lind@a.example", "tomas-lind"),
        ("TL", "lind_tomas+work@a.example", "tomas-lind"),
        ("TL", "4711+tomaslind@users.noreply.github.com", "tomas-lind"),
        ("Jörg Müller", "x@a.example", "jorg-muller"),
        ("Anna Lee", "x@a.example", "anna-lee"),
    ],
)
def test_a_person_is_known_under_every_spelling(name: str, mail: str, handle: str) -> None:
    found = handles_of(name, mail, KNOWN)
    assert found.surely & set(KNOWN) == {handle}
    assert found.perhaps == frozenset()


def test_umlauts_are_spelt_out_or_left_out() -> None:
    assert "joerg-mueller" in handles_of("Müller, Jörg", "", ("joerg-mueller",)).surely


@pytest.mark.parametrize(
    ("name", "mail", "handles"),
    [
        ("Tomas Erik Lind", "x@a.example", {"tomas-lind"}),
        ("T. Lind", "x@a.example", {"tomas-lind"}),
        ("T. E. Lind", "x@a.example", {"tomas-lind"}),
        ("x", "tlind@a.example", {"tomas-lind"}),
        ("Tomas Lindt", "x@a.example", {"tomas-lind"}),
        ("annalee", "x@a.example", {"anna-lee", "lee-anna"}),
    ],
)
def test_who_may_be_meant_is_said_and_refuses_nobody(name: str, mail: str, handles: set[str]) -> None:
    found = handles_of(name, mail, KNOWN)
    assert found.surely & set(KNOWN) == set()
    assert found.perhaps == handles


@pytest.mark.parametrize(
    ("name", "mail"),
    [
        ("Tomas Okafor", "x@a.example"),
        ("Lind", "lind@a.example"),
        ("Robot", "robot@a.example"),
        ("Priya Pratt", "office@a.example"),
        ("李雷", "x@a.example"),
        ("", ""),
    ],
)
def test_others_are_nobody_that_is_known(name: str, mail: str) -> None:
    found = handles_of(name, mail, KNOWN)
    assert found.surely & set(KNOWN) == set()
    assert found.perhaps == frozenset()
