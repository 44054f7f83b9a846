"""The binder: all that is needed in an incident as one PDF, with contents, page numbers and bookmarks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from markupsafe import Markup
from pypdf import PdfReader, PdfWriter

from breakglass.site.built import NotBuiltError, edition_of, name_of, relinked, sheet_of, sheets, styles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from breakglass.site.built import Sheet
    from breakglass.site.render import Components

_PARTS = (
    ("Severity and triage", "rubric"),
    ("Playbooks", "playbook"),
    ("Escalation paths", "escalation"),
    ("Messages", "message"),
    ("Teams", "team"),
)
_CARDS = "roles/index.html"
_ID = re.compile(r'\sid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the site in the binder; `number` is the sheet on which it begins, once that is known."""

    anchor: str
    title: str
    body: Markup
    number: int | None


@dataclass(frozen=True, slots=True)
class BinderView:
    """What the template of the binder shows."""

    title: str
    built: str
    styles: tuple[tuple[str, Markup], ...]
    parts: tuple[tuple[str, tuple[Leaf, ...]], ...]


def binder(site: Path, components: Components, printed: Callable[[str], bytes], step: Callable[[str], None]) -> bytes:
    """The PDF, made of a site that was built into this folder; `printed` prints HTML.

    It is printed twice: only then it is known on which sheet each page begins. `step` is told what is being done. Raises
    `NotBuiltError` where the folder holds no site.
    """
    step("Reading the pages")
    view = _view(site, {})
    count = sum(len(leaves) for _, leaves in view.parts)
    step(f"Printing {count} pages of the site, to learn on which sheet each begins")
    numbers = _numbers(printed(str(components.html("binder", view))))
    step("Printing the binder with its contents")
    view = _view(site, numbers)
    reader = PdfReader(BytesIO(printed(str(components.html("binder", view)))))
    step(f"Setting bookmarks on {len(reader.pages)} sheets")
    return _bookmarked(reader, view)


def _view(site: Path, numbers: Mapping[str, int]) -> BinderView:
    if not (site / "index.html").is_file():
        raise NotBuiltError(f"{site} holds no built site: there is no index.html in it")
    front = (site / "index.html").read_text("utf-8")
    named = [(title, list(sheets(site, (kind,)))) for title, kind in _PARTS]
    if (site / _CARDS).is_file():
        cards = sheet_of(site, site / _CARDS)
        named.insert(2, ("Roles", [replace(cards, title="Cards of all roles, to be cut out")]))
    anchors = {sheet.path: f"p{number}" for number, sheet in enumerate(sheet for _, part in named for sheet in part)}

    def leaf(sheet: Sheet) -> Leaf:
        anchor = anchors[sheet.path]

        def link(path: str, place: str) -> str | None:
            target = anchors.get(path) if path else anchor
            return f"#{target}{f'-{place}' if place else ''}" if target else None

        body = _ID.sub(lambda match: f' id="{anchor}-{match[1]}"', relinked(sheet, link))
        return Leaf(anchor, sheet.title, Markup(body), numbers.get(anchor))  # noqa: S704 - of the site

    return BinderView(
        title=name_of(front),
        built=edition_of(front),
        styles=styles_of(site, front),
        parts=tuple((title, tuple(map(leaf, part))) for title, part in named if part),
    )


def _numbers(pdf: bytes) -> dict[str, int]:
    """On which sheet each named place stands, counted from 1."""
    reader = PdfReader(BytesIO(pdf))
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.removeprefix("/")] = number + 1
    return found


def _bookmarked(reader: PdfReader, view: BinderView) -> bytes:
    writer = PdfWriter(clone_from=reader)
    writer.add_metadata({"/Title": f"{view.title}, {view.built}"})
    for title, leaves in view.parts:
        known = [leaf for leaf in leaves if leaf.number is not None]
        if not known:
            continue
        above = writer.add_outline_item(title=title, page_number=(known[0].number or 1) - 1)
        for leaf in known:
            writer.add_outline_item(title=leaf.title, page_number=(leaf.number or 1) - 1, parent=above)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
