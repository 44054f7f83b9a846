"""What of the theme pages load, and in which form."""

from __future__ import annotations

import pytest

from breakglass.site.theme import component_folders, joined_styles, without_comments


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


def test_the_sheets_of_all_components_are_joined_without_comments() -> None:
    styles = joined_styles(component_folders(None))
    assert "/*" not in styles
    assert ".bg-step" in styles
