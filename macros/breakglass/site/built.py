"""A built site, read back: its pages and files, for what is made of them in one piece."""

from __future__ import annotations

import base64
import html
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from breakglass.catalogue.load import UnreadableError
from breakglass.records.kinds import PLURAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_START = '<article class="md-content__inner md-typeset">'
_END = "</article>"
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_ANCHOR = re.compile(r'<a class="headerlink".*?</a>|<[^>]+>', re.DOTALL)
_SEVERITY = re.compile(r"bg-badge--sev(\d)")
_RETIRED = '<span class="bg-badge bg-badge--warn">retired</span>'
_HREF = re.compile(r'\s(?P<name>(?:xlink:)?href)="(?P<to>[^"]*)"')
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?: media="([^"]+)")?>')
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
_URL = re.compile(r'url\("(?!data:)([^"]+)"\)')
_BUILT = re.compile(r'<time datetime="[^"]*">([^<]*)</time>')
_NAME = re.compile(r'<span class="bg-brand__name">([^<]*)</span>')
_LEAST = 9
"""The rank of a playbook without a severity: below every severity."""


class NotBuiltError(UnreadableError):
    """The folder holds no site of ours; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of one page, by the page's path below the top of the site."""

    path: str
    kind: str
    title: str
    rank: int
    """The severity of a playbook from 1 on; other pages have 9."""
    body: str


def sheets(site: Path, kinds: tuple[str, ...]) -> Iterator[Sheet]:
    """The pages of these kinds as they were built, kind by kind, playbooks from the worst severity on.

    Retired playbooks and past versions are left out. Raises `NotBuiltError` where there is no site.
    """
    if not (site / "index.html").is_file():
        raise NotBuiltError(f"{site} holds no built site: there is no index.html in it")
    for kind in kinds:
        folder = site / PLURAL[kind]
        paths = [path for path in (*folder.glob("*.html"), *folder.glob("*/index.html")) if path != folder / "index.html"]
        found = [sheet_of(site, path, kind) for path in paths]
        live = (sheet for sheet in found if _RETIRED not in _bar(sheet.body))
        yield from sorted(live, key=lambda sheet: (sheet.rank, sheet.title.casefold()))


def sheet_of(site: Path, path: Path, kind: str = "") -> Sheet:
    """One page as it was built."""
    text = path.read_text("utf-8")
    start, end = text.find(_START), text.rfind(_END)
    if start < 0 or end < start:
        raise NotBuiltError(f"{path} is no page of this program; was it built with another theme?")
    body = text[start + len(_START) : end]
    heading = _HEADING.search(body)
    title = html.unescape(_ANCHOR.sub("", heading[1])).strip() if heading else path.stem
    severity = _SEVERITY.search(_bar(body)) if kind == "playbook" else None
    name = path.relative_to(site).as_posix()
    return Sheet(name, kind, title, int(severity[1]) if severity else _LEAST, body)


def _bar(body: str) -> str:
    """What a page says of its own record: below it others are named, with badges of their own."""
    return body[: body.find("</header>")]


def relinked(sheet: Sheet, link: Callable[[str, str], str | None]) -> str:
    """The content with its links written anew.

    `link` takes the path of a page below the top of the site and the place on it (either may be empty: the path for
    a place on the page itself) and gives the new address, or nothing where the link is to be dropped.
    """
    folder = posixpath.dirname(sheet.path)

    def renewed(match: re.Match[str]) -> str:
        to = html.unescape(match["to"])
        if re.match(r"[a-z][a-z0-9+.-]*:|//", to, re.IGNORECASE):
            return match[0]
        address, _, place = to.partition("#")
        path = posixpath.normpath(posixpath.join(folder, address)) if address else ""
        if address.endswith("/") or address in (".", ".."):
            path = posixpath.normpath(f"{path}/index.html")
        renewed = link("" if path == sheet.path else path, place)
        return f' {match["name"]}="{html.escape(renewed)}"' if renewed is not None else ""

    return _HREF.sub(renewed, sheet.body)


def edition_of(front: str) -> str:
    """When the site was built, as its first page says it."""
    built = _BUILT.search(front)
    return html.unescape(built[1]) if built else ""


def name_of(front: str) -> str:
    """The name of the site, as its first page says it."""
    name = _NAME.search(front)
    return html.unescape(name[1]) if name else "Playbooks"


def styles_of(site: Path, front: str) -> tuple[tuple[str, Markup], ...]:
    """The style sheets that the first page names, each with the medium for which it is and with its fonts in it."""
    return tuple((medium, _packed(site, name)) for name, medium in _STYLE.findall(front))


def _packed(site: Path, name: str) -> Markup:
    """A style sheet with all that it asks for in it."""
    path = site / name

    def imported(match: re.Match[str]) -> str:
        text = (path.parent / match[1]).read_text("utf-8").removeprefix('@charset "UTF-8";')
        return f"@layer {match[2]} {{{unmapped(text)}}}"

    def carried(match: re.Match[str]) -> str:
        kind = mimetypes.guess_type(match[1])[0] or "application/octet-stream"
        content = base64.b64encode((path.parent / match[1]).read_bytes()).decode("ascii")
        return f'url("data:{kind};base64,{content}")'

    text = _IMPORT.sub(imported, path.read_text("utf-8"))
    return Markup(_URL.sub(carried, text).replace("</", r"<\/"))  # noqa: S704 - a sheet of the site that cannot end early


def unmapped(text: str) -> str:
    """Without the address of a source map, which would be asked for."""
    return re.sub(r"/[/*]# sourceMappingURL=\S+(?: \*/)?", "", text)
