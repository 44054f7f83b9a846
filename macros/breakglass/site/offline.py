"""What a reader's browser keeps of the site, and the files that make it do so.

The list of kept files carries the hash of each, and the worker carries the hash of the list: so a browser either has one
build whole, or keeps the one that it had.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.severity import rubric_of, severity_level
from breakglass.records.kinds import INDEX, PLURAL
from breakglass.records.playbook import Playbook
from breakglass.views import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.site.site import Site

WORKER, LIST = "worker.js", "offline-files.json"
PAGE = "offline"
"""The page that says what is kept, by its path below the top of the site, without a suffix."""

_CARRIED = (("Roles", "role"), ("Escalation paths", "escalation"), ("Messages", "message"))
_UNASKED = (".map", ".xml", ".gz", "/LICENSE", "/VERSION")
"""Endings of files that no page asks for."""
_UNUSED = ("assets/javascripts/", "assets/stylesheets/palette.")
"""Scripts and palettes that Material brings and no page loads."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which build a list belongs to: when it was made (UTC) and from which commit."""

    built: str
    commit: str

    @property
    def stamp(self) -> str:
        """How a page and a list say that they come from the same build."""
        return f"{self.built} {self.commit[:12]}".strip()


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are kept together or not at all, with their size in bytes."""

    title: str
    paths: tuple[str, ...]
    size: int
    kept: bool


def kept_parts(parts: Iterable[tuple[str, list[str]]], sizes: Mapping[str, int], budget: int) -> tuple[Part, ...]:
    """The parts in the order in which they are wanted, marked where they fit into the budget (in bytes).

    Everything is kept when all of it fits. Else the parts are kept from the first on until one does not fit.
    """
    wanted = [(title, tuple(paths), sum(sizes[path] for path in paths)) for title, paths in parts if paths]
    left, fits = budget, True
    marked = []
    for title, paths, size in wanted:
        fits = fits and size <= left
        left -= size
        marked.append(Part(title, paths, size, fits))
    return tuple(marked)


def parts_of(catalogue: Catalogue, paths: Iterable[str], frame: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """All files of a site by what they are for, the most needed first.

    `frame` are the files that every page needs. A playbook's past versions are not needed in an incident.
    """
    left = dict.fromkeys(path for path in paths if not path.endswith(_UNASKED) and not path.startswith(_UNUSED))

    def taken(*wanted: str) -> list[str]:
        return [path for path in wanted if left.pop(path, "") is None]

    lists = [f"{INDEX[kind]}/index" for kind in ("playbook", *(kind for _, kind in _CARRIED))]
    first = ["index.html", "404.html", *_addresses(PAGE), *(place for path in lists for place in _addresses(path))]
    yield "Frame and finder", taken(*first, *(path for path in list(left) if path in frame))
    for title, kind in _CARRIED:
        yield title, taken(*(place for name in catalogue.ids(kind) for place in _addresses(f"{PLURAL[kind]}/{name}")))
    for title, names in _by_severity(catalogue):
        yield title, taken(*(place for name in names for place in _addresses(f"{PLURAL['playbook']}/{name}")))
    alerts = [path for name in catalogue.ids("signal") for path in (f"s/{name}", f"{PLURAL['signal']}/{name}")]
    yield "Signals, and where alerts lead", taken(*(place for path in alerts for place in _addresses(path)))
    yield "Everything else", list(left)


def _addresses(path: str) -> tuple[str, str]:
    """The files that a page may be in: which one depends on how the site writes its addresses."""
    return f"{path}.html", f"{path}/index.html"


def _by_severity(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """The playbooks in use, the worst severity first; last those of none."""
    rubric = rubric_of(catalogue)
    titles = {level.id: prose.plain(level.title) for level in rubric.severities} if rubric else {}
    books: dict[str, list[str]] = {level: [] for level in (*titles, "")}
    for playbook in catalogue.all(Playbook):
        if playbook.status != "retired":
            level = severity_level(playbook, catalogue)
            books[level.id if level else ""].append(playbook.id)
    for of, names in books.items():
        yield f"Playbooks, {titles[of]}" if of else "Playbooks without a severity", names


def write_worker(folder: Path, site: Site, edition: Edition, frame: frozenset[str], script: str) -> tuple[Part, ...]:
    """Write the list and the worker into a built site, as much of it as the budget allows. Returns the parts."""
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    wanted = parts_of(site.catalogue, sorted(sizes.keys() - {WORKER, LIST, "_headers"}), frame)
    parts = kept_parts(wanted, sizes, site.settings.offline.budget)
    listed = list_text(edition, parts, folder)
    (folder / LIST).write_text(listed, encoding="utf-8", newline="\n")
    (folder / WORKER).write_text(worker_text(script, listed), encoding="utf-8", newline="\n")
    return parts


def list_text(edition: Edition, parts: tuple[Part, ...], folder: Path) -> str:
    """The list of what is kept, as JSON: the edition, the parts, and the SHA-256 of every kept file."""
    files = {path: _hash((folder / path).read_bytes()) for part in parts if part.kept for path in part.paths}
    listed = {
        "build": edition.stamp,
        "built": edition.built,
        "commit": edition.commit[:12],
        "whole": all(part.kept for part in parts),
        "parts": [{"title": p.title, "files": len(p.paths), "bytes": p.size, "kept": p.kept} for p in parts],
        "files": files,
    }
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def worker_text(script: str, listed: str | None) -> str:
    """The worker for this list; without a list one that removes what earlier workers kept, and itself."""
    build = _hash(listed.encode("utf-8")) if listed is not None else ""
    return f"const BUILD = '{build}';\n{script}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
