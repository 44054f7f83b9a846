"""The pocket edition: all that is needed in an incident, in one HTML file for a stick or a mail.

Made of a built site, so that it holds what the site holds, for the same readers. All pages stand in the file one after
the other, which is what a mail program without scripts shows; the script leaves one of them and runs the page's own
scripts on it, as on the site.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from breakglass.site.browser_policy import source_hash
from breakglass.site.built import NotBuiltError, Sheet, edition_of, name_of, relinked, sheet_of, sheets, styles_of, unmapped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from breakglass.site.render import Components

KINDS = (
    *("playbook", "role", "escalation", "message", "team", "signal"),
    *("platform", "module", "process", "rubric", "appetite"),
)
"""What is carried: the kinds that someone who responds may have to look up."""

_LISTS = ("index.html", "playbooks/index.html", "roles/index.html", "escalations/index.html", "messages/index.html")
_LIST_TITLES = ("What is happening?", "Playbooks", "Roles", "Escalation paths", "Messages")
_SCRIPT = re.compile(r'<script (?:defer )?src="([^"]+)"')
_MODULE = re.compile(r"^(?:export|import)\b", re.MULTILINE)
_NOT_CARRIED = ("assets/js/scope.js", "assets/js/scheme.js")
"""What the frame of this file does itself."""

_WAITING = ("assets/response.js",)
"""What a script of the site fetches when somebody needs it and must not run before."""


@dataclass(frozen=True, slots=True)
class PocketView:
    """What the template of the file shows; all in it is either text or was rendered for the site."""

    title: str
    policy: str
    built: str
    styles: tuple[tuple[str, Markup], ...]
    """Style sheets with the medium for which they are."""
    lists: tuple[tuple[str, str], ...]
    """The pages that lead to the others: their path and title."""
    pages: tuple[tuple[str, str, Markup], ...]
    """The pages: path, title and content."""
    early: Markup
    scripts: tuple[tuple[str, Markup], ...]
    """Scripts in the order in which they run, each with its path on the site where it has one."""
    waiting: tuple[tuple[str, Markup], ...]
    """Scripts that another one asks for when somebody needs them, with their path on the site."""


def pocket(site: Path, components: Components, scripts: dict[str, str], step: Callable[[str], None]) -> str:
    """The file, made of a site that was built into this folder. `step` is told what is being done.

    `scripts` are those of the file itself, `early` and `late`. Raises `NotBuiltError` where the folder holds no site.
    """
    step("Reading the pages")
    front = (site / "index.html").read_text("utf-8") if (site / "index.html").is_file() else ""
    carried = [*_listed(site), *sheets(site, KINDS)]
    paths = {sheet.path for sheet in carried}

    def link(path: str, place: str) -> str | None:
        if not path:
            return f"#{place}" if place else None
        return (f"#{path}~{place}" if place else f"#{path}") if path in paths else None

    step(f"Writing the links of {len(carried)} pages anew")
    pages = tuple((sheet.path, sheet.title, Markup(relinked(sheet, link))) for sheet in carried)  # noqa: S704 - of the site
    step("Packing styles, fonts and scripts")
    styles = styles_of(site, front)
    early = Markup(_inert(scripts["early"]))  # noqa: S704 - made inert
    own = tuple((name, Markup(_inert(text))) for name, text in _scripts(site, front, scripts["late"]))  # noqa: S704
    waiting = tuple((name, Markup(_inert(text))) for name, text in _waiting(site))  # noqa: S704
    view = PocketView(
        title=name_of(front),
        policy=_policy([text for _, text in styles], [early, *(text for _, text in (*own, *waiting))]),
        built=edition_of(front),
        styles=styles,
        lists=tuple((sheet.path, sheet.title) for sheet in carried if sheet.path in _LISTS),
        pages=pages,
        early=early,
        scripts=own,
        waiting=waiting,
    )
    step("Writing the file")
    return str(components.html("pocket", view))


def _listed(site: Path) -> list[Sheet]:
    found = []
    for path, title in zip(_LISTS, _LIST_TITLES, strict=True):
        if (site / path).is_file():
            sheet = sheet_of(site, site / path)
            found.append(Sheet(path, "", title, sheet.rank, sheet.body))
    if not found:
        raise NotBuiltError(f"{site} holds no built site: there is no index.html in it")
    return found


def _policy(styles: list[Markup], scripts: list[Markup]) -> str:
    """Nothing but what stands in the file may take effect, and nothing can be asked for."""
    rules = {
        "default-src": ["'none'"],
        "script-src": sorted({source_hash(str(text)) for text in scripts}),
        "style-src": sorted({source_hash(str(text)) for text in styles}),
        "img-src": ["data:"],
        "font-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join((rule, *sources)) for rule, sources in rules.items())


def _scripts(site: Path, front: str, late: str) -> list[tuple[str, str]]:
    """The scripts that a page loads, those that its scripts load when they need them, and last our own."""
    named = [name for name in _SCRIPT.findall(front) if not name.startswith(_NOT_CARRIED)]
    later = [
        path.relative_to(site).as_posix()
        for folder in ("assets/finder", "assets/vendor")
        for path in sorted((site / folder).rglob("*.js"))
    ]
    texts = {name: (site / name).read_text("utf-8") for name in dict.fromkeys((*later, *named))}
    # Modules were joined into the components' script already; alone they would not run.
    texts = {name: unmapped(text) for name, text in texts.items() if not _MODULE.search(text)}
    first = [text for name, text in texts.items() if name not in named or name.startswith("assets/vendor")]
    last = [(name, text) for name, text in texts.items() if name in named and not name.startswith("assets/vendor")]
    return [("", "\n;".join(first)), ("", late.replace("'CARRIED'", json.dumps([*texts]))), *last]


def _waiting(site: Path) -> list[tuple[str, str]]:
    return [(name, unmapped((site / name).read_text("utf-8"))) for name in _WAITING if (site / name).is_file()]


def _inert(script: str) -> str:
    """A script within an element: what could end the element is written another way, which means the same in strings."""
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", script, flags=re.IGNORECASE)
