"""Addresses: where the page of a record stands, seen from the page that links to it."""

from __future__ import annotations

from dataclasses import dataclass

from breakglass.records.kinds import INDEX, PLURAL


@dataclass(frozen=True, slots=True)
class Links:
    """How one page writes its links.

    `base` leads from the page to the top of the site and is empty or ends with a slash. `directories` says
    whether pages are addressed as `playbooks/x/` and not as `playbooks/x.html`. `source` is the address on
    the forge below which the record files stand, or empty where the site has none; `edit` is the same address where
    the files are to be changed and not just read.
    """

    base: str = ""
    directories: bool = False
    source: str = ""
    edit: str = ""

    def to(self, key: tuple[str, str], anchor: str = "") -> str:
        """The address of a record's page, or of one place on it."""
        kind, name = key
        return self.page(f"{PLURAL[kind]}/{name}", anchor)

    def page(self, path: str, anchor: str = "") -> str:
        """The address of a page by its path below the top of the site, without a suffix."""
        return f"{self.base}{path}{'/' if self.directories else '.html'}{f'#{anchor}' if anchor else ''}"

    def index(self, kind: str) -> str:
        """The address of the page that lists a kind."""
        return self.index_page(f"{INDEX[kind]}/index")

    def index_page(self, path: str) -> str:
        """The address of the `index` page of a folder, by its path below the top of the site."""
        folder = path.removesuffix("index")
        return f"{self.base}{folder}{'' if self.directories else 'index.html'}"

    def file(self, name: str, line: int | None = None) -> str | None:
        """The address of a record's file on the forge, or nothing where the site names no forge."""
        if not self.source:
            return None
        return f"{self.source.rstrip('/')}/{name}{f'#L{line}' if line else ''}"

    def improve(self, name: str) -> str | None:
        """The address at which a record's file is changed, or nothing where the site names no forge."""
        return f"{self.edit.rstrip('/')}/{name}" if self.edit else None
