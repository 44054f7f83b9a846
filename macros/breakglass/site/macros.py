"""The macros: the door through which a Markdown page asks for a component.

Knows nothing of MkDocs beyond the `define_env` contract of mkdocs-macros, which other generators run as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakglass.site.pages import Pages
from breakglass.site.render import components
from breakglass.site.site import open_site
from breakglass.site.theme import component_folders
from breakglass.views.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable

BEGIN, END = "<!--breakglass-->", "<!--/breakglass-->"
"""What stands around a component's HTML, so that a generator may keep it away from the Markdown parser. Text
of records cannot forge it: there `<` is always escaped."""


def define_env(env: Any) -> None:  # noqa: ANN401 - mkdocs-macros hands in an object of its own
    """Register every component as a macro."""
    conf = env.conf
    folder = Path(conf["config_file_path"]).parent
    site = open_site(conf["extra"], folder)
    own = folder / site.settings.overrides if site.settings.overrides else None
    html = components(component_folders(own))
    source = site.settings.source or _blob(conf["repo_url"])

    def pages() -> Pages:
        url: str = env.page.url
        read, edit = (source.replace("{commit}", revision) for revision in (site.trail.commit or "HEAD", "HEAD"))
        links = Links("../" * url.count("/"), bool(conf["use_directory_urls"]), read, edit)
        return Pages(site, html, links)

    def register(name: str) -> None:
        def macro(*arguments: str) -> str:
            """Call the page's component of the same name."""
            return f"{BEGIN}{_method(pages(), name)(*arguments)}{END}"

        env.macro(macro, name)

    for name in Pages.MACROS:
        register(name)


def _method(pages: Pages, name: str) -> Callable[..., str]:
    method: Callable[..., str] = getattr(pages, name)
    return method


def _blob(repository: str | None) -> str:
    return f"{repository.rstrip('/')}/blob/{{commit}}" if repository else ""
