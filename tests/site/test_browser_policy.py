"""The policy names what hand-written pages bring, and nothing that a record could bring."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from breakglass.site.browser_policy import Inline, headers, headers_file, inline_of, policy, with_policy

ROOT = Path(__file__).parents[2]


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_scripts_and_styles_in_a_page_are_named_by_their_hash() -> None:
    own = inline_of(
        '<style>a{}</style><SCRIPT data-a="x > y">go()</SCRIPT><script src="a.js"></script>'
        '<script type="application/json">{"a": 1}</script><script type=module>\nlater()\n</script >'
    )
    assert own.styles == {hashed("a{}")}
    assert own.scripts == {hashed("go()"), hashed("\nlater()\n")}
    assert hashed("go()") in policy(own, folder=True)


def test_what_components_show_is_taken_out() -> None:
    page, shown = "<script>own()</script><script>forged()</script>", "<script>forged()</script>"
    assert (inline_of(page) - inline_of(shown)).scripts == {hashed("own()")}


def test_nothing_unsafe_is_ever_allowed_and_nobody_else_is_asked() -> None:
    for folder in (True, False):
        said = policy(inline_of("<script>go()</script>"), folder=folder)
        assert said.startswith("default-src 'none'; ")
        assert "unsafe" not in said
        assert "http" not in said
        assert "*" not in said


def test_a_copy_on_a_disk_may_load_its_files_and_a_served_page_may_not_name_them() -> None:
    assert "file:" in policy(Inline(), folder=True)
    assert "file:" not in policy(Inline(), folder=False)


def test_the_policy_comes_before_anything_that_loads() -> None:
    html = '<html>\n<head>\n\n  <meta charset="utf-8"><link rel="stylesheet" href="a.css"></head><head><meta charset="x">'
    changed = with_policy(html, "default-src 'none'")
    assert changed.count("Content-Security-Policy") == 1
    assert changed.index("Content-Security-Policy") < changed.index("stylesheet")


def test_the_guide_shows_each_header_as_the_build_writes_it() -> None:
    guide = (ROOT / "docs/write/publishing.md").read_text(encoding="utf-8")
    for name, value in headers(Inline()).items():
        assert f'add_header {name} "{value}" always;' in guide, name
        assert f'Header always set {name} "{value}"' in guide, name


def test_the_headers_of_a_site_allow_what_any_of_its_pages_brings() -> None:
    told = headers_file(inline_of("<script>one()</script>") | inline_of("<script>two()</script>"), ["worker.js"])
    assert hashed("one()") in told
    assert hashed("two()") in told
    assert "frame-ancestors 'none'" in told
    assert told.endswith("/worker.js\n  Cache-Control: no-cache\n")
