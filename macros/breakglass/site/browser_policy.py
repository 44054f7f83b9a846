"""What a browser may do with a page: the Content-Security-Policy, and the other headers for the hosts that send some.

The policy stands in each page, so that it holds on hosts without headers and in a copy on a disk as well. Nothing comes
from elsewhere and nothing written into a page runs: scripts and styles are files of the site. What hand-written pages and
a site's own theme write in is named by its hash; what components show is not, so that no record can bring any.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ELEMENT = re.compile(
    r"""<(?P<name>script|style)\b(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>(?P<text>.*?)</(?P=name)\s*>""",
    re.IGNORECASE | re.DOTALL,
)
_ELSEWHERE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_DATA = re.compile(r"""\btype\s*=\s*["']?(?:application/json|application/ld\+json|text/plain)\b""", re.IGNORECASE)
_PLACE = re.compile(r"<head[^>]*>\s*<meta charset=[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inline:
    """What stands written in pages and may take effect: hashes as a policy names them."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: Inline) -> Inline:
        """What stands in either."""
        return Inline(self.scripts | other.scripts, self.styles | other.styles)

    def __sub__(self, other: Inline) -> Inline:
        """What stands in this, but not in the other."""
        return Inline(self.scripts - other.scripts, self.styles - other.styles)


def source_hash(text: str) -> str:
    """How a policy names a script or style by its text (Content Security Policy Level 3, section 2.3.1)."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def inline_of(html: str) -> Inline:
    """The scripts and style sheets that are written into this page. Data in a script element is neither."""
    scripts, styles = set(), set()
    for element in _ELEMENT.finditer(html):
        if element["name"].lower() == "style":
            styles.add(source_hash(element["text"]))
        elif not _ELSEWHERE.search(element["attributes"]) and not _DATA.search(element["attributes"]):
            scripts.add(source_hash(element["text"]))
    return Inline(frozenset(scripts), frozenset(styles))


def policy(inline: Inline, *, folder: bool) -> str:
    """The policy of a page. With `folder` it also holds for a copy that is opened from a disk.

    There Firefox takes 'self' for nothing at all, so that the scheme has to be named.
    """
    own = ("'self'", "file:") if folder else ("'self'",)
    rules: dict[str, Iterable[str]] = {
        "default-src": ("'none'",),
        "script-src": (*own, *sorted(inline.scripts)),
        "style-src": (*own, *sorted(inline.styles)),
        "img-src": (*own, "data:"),
        "font-src": own,
        "media-src": own,
        "connect-src": ("'self'",),
        "worker-src": ("'self'",),
        "manifest-src": ("'self'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
    }
    return "; ".join(" ".join((rule, *sources)) for rule, sources in rules.items())


def with_policy(html: str, content: str) -> str:
    """The page with this policy as its first words after the encoding, before anything could be loaded."""
    meta = f'\n  <meta http-equiv="Content-Security-Policy" content="{content}">'
    return _PLACE.sub(lambda found: found[0] + meta, html, count=1)


def headers(inline: Inline) -> dict[str, str]:
    """The headers of every answer. `frame-ancestors` counts in a header only, where a page cannot say it itself."""
    nothing = ("camera", "geolocation", "microphone", "payment", "usb", "serial", "bluetooth", "midi", "display-capture")
    return {
        "Content-Security-Policy": f"{policy(inline, folder=False)}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in nothing),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def headers_file(inline: Inline, never_kept: Iterable[str]) -> str:
    """The headers as a `_headers` file, which Netlify and Cloudflare Pages read.

    The files of `never_kept`, by their path, are asked for anew each time.
    """
    blocks = [["/*", *(f"  {name}: {value}" for name, value in headers(inline).items())]]
    blocks += [[f"/{name}", "  Cache-Control: no-cache"] for name in never_kept]
    return "\n".join("\n".join(block) for block in blocks) + "\n"
