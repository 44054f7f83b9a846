"""Text of records becomes HTML that can only be read."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakglass.views import prose

HARMLESS = {"a", "br", "code", "em", "li", "ol", "p", "strong", "ul"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("*em* **strong** `code`", "<em>em</em> <strong>strong</strong> <code>code</code>"),
        ("5 > 3 & 2 < 4", "5 &gt; 3 &amp; 2 &lt; 4"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("# not a heading", "# not a heading"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](https://a.example)", '<a href="https://a.example" rel="noopener noreferrer">x</a>'),
        ("[x](tel:+442079460111)", '<a href="tel:+442079460111" rel="noopener noreferrer">x</a>'),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_inline(text: str, html: str) -> None:
    assert prose.inline(text) == html


def test_block_makes_paragraphs_and_lists() -> None:
    assert prose.block("one\n\n- a\n- b") == "<p>one</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [("*Save* and `close`", "Save and close"), ("- one\n- two", "- one\n- two"), ("a\n\nb", "a\n\nb")],
)
def test_plain(text: str, words: str) -> None:
    assert prose.plain(text) == words


@given(st.text(alphabet="<>&\"'()[]*_`\\/:#!{}ajvscript onerr=\n -1.", max_size=80))
@settings(max_examples=2000, deadline=None, derandomize=True)
def test_no_text_makes_an_element_of_another_kind(text: str) -> None:
    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in HARMLESS
            assert {name for name, _ in attrs} <= {"href", "rel"}
            assert not (dict(attrs).get("href") or "").lstrip().lower().startswith(("javascript", "data", "vbscript"))

    for html in (prose.inline(text), prose.block(text)):
        Reader().feed(str(html))


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "tel:+441", "slack://channel?team=T1&id=C1", "MAILTO:a@b.example"]
)
def test_addresses_that_a_link_may_have(address: str) -> None:
    assert prose.address(address) == address


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "#general", "", "https:", "file:///etc"]
)
def test_addresses_that_a_link_may_not_have(address: str) -> None:
    assert prose.address(address) is None
