"""What of the theme pages load, and in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breakglass.site.theme import joined_styles, without_comments

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("sheet", "loaded"),
    [
        ("/* Why. */\n.a { color: red; } /* more */\n.b { }", "\n.a { color: red; } \n.b { }"),
        ("/* two\n   lines */\n.a { }", "\n.a { }"),
        (".a/* one */ .b/* same */.c { }", ".a .b.c { }"),
        ("/**/.a { }/***/", ".a { }"),
        ('.a::before { content: "/* no */"; }', '.a::before { content: "/* no */"; }'),
        (r'.a::before { content: "\"/*"; } /* yes */', r'.a::before { content: "\"/*"; } '),
        (".a { background: url(data:image/svg+xml,/*no*/); }", ".a { background: url(data:image/svg+xml,/*no*/); }"),
        ("/* it's */ .a { } /* isn't */", " .a { } "),
        (".a { margin: 0 /* unclosed", ".a { margin: 0 /* unclosed"),
    ],
)
def test_a_sheet_loses_its_comments_and_nothing_else(sheet: str, loaded: str) -> None:
    assert without_comments(sheet) == loaded


def test_the_sheets_of_frame_and_components_are_joined_without_comments() -> None:
    styles = joined_styles(None)
    assert "/*" not in styles
    places = [styles.index(mark) for mark in ("@font-face", "--bg-page:", ".bg-header {", "@media print {\n", ".bg-step")]
    assert places == sorted(places), "components win over paper, and paper over the frame"


def test_a_site_replaces_one_sheet_of_the_frame(tmp_path: Path) -> None:
    (tmp_path / "assets/css").mkdir(parents=True)
    (tmp_path / "assets/css/tokens.css").write_text(":root { --bg-page: pink; }", encoding="utf-8")
    styles = joined_styles(tmp_path)
    assert "--bg-page: pink" in styles
    assert "--bg-sunken: #" not in styles
    assert ".bg-header {" in styles
