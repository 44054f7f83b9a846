"""Rendering: one template a component, everything escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from breakglass.views import prose

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Template

    from breakglass.views.impact import SeverityBadge
    from breakglass.views.named import Named

class Components:
    """The components of a site: `html(name, view)` renders `components/NAME/template.html`."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(md=prose.block, md_inline=prose.inline, plain=prose.plain, link=link, badge=badge)
        self._environment.globals["component"] = self.html
        self._templates: dict[str, Template] = {}

    def html(self, name: str, view: object) -> Markup:
        """The HTML of a component. Its template sees one name, `view`, and may render further components."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.get_template(f"{name}/template.html")
        return Markup(template.render(view=view))  # noqa: S704 - the environment escapes


def link(named: Named) -> Markup:
    """A name, as a link where it has a page."""
    title = escape(prose.plain(named.title))
    return Markup(f'<a href="{escape(named.href)}">{title}</a>') if named.href else title  # noqa: S704 - escaped


def badge(severity: SeverityBadge) -> Markup:
    """A severity, as a link to what follows from it where it has a page."""
    style, title = f"bg-badge bg-badge--sev{severity.rank}", escape(prose.plain(severity.title))
    if severity.href:
        return Markup(f'<a class="{style}" href="{escape(severity.href)}">{title}</a>')  # noqa: S704 - escaped
    return Markup(f'<span class="{style}">{title}</span>')  # noqa: S704 - escaped


def components(folders: tuple[Path, ...]) -> Components:
    """The components below these folders; read again only when one of their templates has changed."""
    files = sorted(path for folder in folders for path in folder.glob("*/template.html"))
    return _components(folders, tuple((str(path), path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=2)
def _components(folders: tuple[Path, ...], _: tuple[tuple[str, int], ...]) -> Components:
    return Components(folders)
