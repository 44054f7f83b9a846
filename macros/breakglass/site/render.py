"""Rendering: one template a component, everything escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from breakglass.views import prose

if TYPE_CHECKING:
    from pathlib import Path


class Components:
    """The components of a site: `html(name, view)` renders `components/NAME/template.html`."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(md=prose.block, md_inline=prose.inline, plain=prose.plain)
        self._environment.globals["component"] = self.html

    def html(self, name: str, view: object) -> Markup:
        """The HTML of a component. Its template sees one name, `view`, and may render further components."""
        template = self._environment.get_template(f"{name}/template.html")
        return Markup(template.render(view=view))  # noqa: S704 - the environment escapes


@lru_cache(maxsize=2)
def components(folders: tuple[Path, ...]) -> Components:
    """The components below these folders. Jinja reads a template again when its file has changed."""
    return Components(folders)
