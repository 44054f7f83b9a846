"""The MkDocs plugin: an adapter between MkDocs' events and the site."""

from __future__ import annotations

import logging
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_build_datetime

from breakglass.catalogue.load import UnreadableError
from breakglass.site.browser_policy import Inline, headers_file, inline_of, policy, with_policy
from breakglass.site.finder import finder
from breakglass.site.finder.packed import FOLDER
from breakglass.site.macros import BEGIN, END
from breakglass.site.offline import LIST, PAGE, WORKER, Edition, worker_text, write_worker
from breakglass.site.schema import schema_text
from breakglass.site.scripts import ScriptError
from breakglass.site.site import SettingsError, Site, open_site, past_path
from breakglass.site.stubs import alert_stubs, offline_stub, past_stub, rule_stubs, stub, stub_name
from breakglass.site.theme import (
    FRAME,
    component_file,
    component_folders,
    joined_scripts,
    joined_styles,
    response_script,
    theme_folder,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.breakglass")

_MACROS = "breakglass.site.macros"
"""The module that the macros plugin takes the components from."""
_SHEET = "assets/css/material.css"
"""The theme's own style sheet in a layer, which is a template of this package."""



class BreakglassConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin takes no options: `extra.breakglass` holds the settings, where other generators read them too."""


class BreakglassPlugin(BasePlugin[BreakglassConfig]):  # type: ignore[no-untyped-call]
    """Adds a page for every record, and keeps the HTML of components away from the Markdown parser."""

    def __init__(self) -> None:
        self._site: Site | None = None
        self._slots: list[str] = []
        # Not to be guessed, so that no page can hold the mark of a component by itself.
        self._mark = secrets.token_hex(8)
        self._inline = Inline()
        self._shown: dict[str, Inline] = {}
        self._frame: frozenset[str] = frozenset()
        self._edition = Edition("", "")
        self._serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether the site is only looked at while it is written: no browser should keep that."""
        del dirty
        self._serving = command == "serve"

    @event_priority(100)  # before mkdocs-macros opens the site, so that wrong settings are one line
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the site and put this package's theme files behind the site's own."""
        try:
            self._site = open_site(config.extra, _folder(config))
        except (SettingsError, UnreadableError) as error:
            raise ConfigurationError(str(error)) from error
        _must_run_macros(config)
        self._edition = Edition(f"{get_build_datetime():%Y-%m-%dT%H:%M:%SZ}", self._site.trail.commit)
        self._inline, self._shown = Inline(), {}
        own, ours = config.theme.custom_dir, str(theme_folder())
        if ours not in config.theme.dirs:
            config.theme.dirs.insert(1 if own else 0, ours)
        # A site that says neither has a broken frame, and asks another host for fonts that the look does not use.
        config.theme.static_templates.add(_SHEET)
        config.theme["font"] = False
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the stubs of records and rules that have no page under `docs/`, and the joined assets of components."""
        site = self._opened()
        for finding in site.loaded.findings:
            span = finding.span
            log.warning("%s:%s:%s: %s %s", span.file, span.line, span.column, finding.code, finding.message)
        of_records = {stub_name(record) for record in site.records}
        written = [
            (file.src_uri, file.content_string) for file in files.documentation_pages() if file.src_uri not in of_records
        ]
        for record in site.records:
            name = stub_name(record)
            if files.get_file_from_path(name) is None:
                content = stub(record, directories=config.use_directory_urls)
                files.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        for key, past in site.past():
            name = f"{past_path(key, past.version)}.md"
            if files.get_file_from_path(name) is None:
                content = past_stub(site.catalogue.entries[key].record, past.version, directories=config.use_directory_urls)
                files.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        directories = config.use_directory_urls
        for name, content in (*alert_stubs(site.records, directories=directories), *rule_stubs(directories=directories)):
            if files.get_file_from_path(name) is None:
                files.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        if files.get_file_from_path(f"{PAGE}.md") is None:
            content = offline_stub()
            files.append(File.generated(config, f"{PAGE}.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        folders = component_folders(_own_theme(config))
        generated = {
            "assets/components.css": joined_styles(_own_theme(config)),
            **_scripts(folders),
            "schema.json": schema_text(),
            **finder(
                site.catalogue, written, site.settings.synonyms, directories=config.use_directory_urls
            ),
        }
        for stale in [file for file in files if file.src_uri in generated or file.src_uri.startswith(f"{FOLDER}/")]:
            # Left by an earlier `breakglass pages`, perhaps for other readers than those of this build.
            files.remove(stale)
        for name, content in generated.items():
            files.append(File.generated(config, name, content=content))
        docs = Path(config.docs_dir)
        sheets = {f"assets/css/{name}.css" for name in FRAME}
        for file in list(files):
            # These are joined above; nobody asks for them one by one.
            if (file.src_uri.startswith("components/") or file.src_uri in sheets) and _of_theme(file, docs):
                files.remove(file)
        assets = (file for file in files if not file.is_documentation_page() and file.dest_uri.startswith("assets/"))
        self._frame = frozenset(
            file.dest_uri for file in assets if not file.abs_src_path or docs not in Path(file.abs_src_path).parents
        )
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell every page its commit. Templates do not change within a build, so nobody asks the disk for each page."""
        del config, files
        env.auto_reload = False
        env.globals["breakglass_trail"] = self._opened().trail
        env.globals["breakglass_build"] = self._edition.stamp if self._keeps() else ""
        return env

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """After the macros have run, put the HTML of components aside."""
        del page, config, files
        self._slots = []
        before, *parts = markdown.split(BEGIN)
        kept = [before]
        for part in parts:
            component, end, after = part.partition(END)
            if not end:
                kept.append(BEGIN + part)
                continue
            kept.append(f'<div data-breakglass="{self._mark}-{len(self._slots)}"></div>{after}')
            self._slots.append(component)
        return "".join(kept)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """After Markdown has run, put the HTML of components back."""
        del config, files
        self._shown[page.file.src_uri] = inline_of("\n".join(self._slots))
        slot = re.compile(f'<div data-breakglass="{self._mark}-(\\d+)"></div>')
        return slot.sub(lambda match: self._slots[int(match[1])], html)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put the policy into the page, with what its author and the theme have written in, and no component."""
        del config
        own = inline_of(output) - self._shown.get(page.file.src_uri, Inline())
        self._inline |= own
        return self._guarded(output, own)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put the policy into the pages that stand outside the navigation, such as 404.html."""
        del config
        is_page = template_name.endswith(".html")
        return self._guarded(output_content, Inline()) if is_page else output_content

    @event_priority(-100)  # last, when every other plugin has written what it writes
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the worker that lets browsers keep the site, and the headers for the usual hosts."""
        site, folder = self._opened(), Path(config.site_dir)
        script = component_file(component_folders(_own_theme(config)), "offline", "worker.js").read_text("utf-8")
        if self._keeps():
            parts = write_worker(folder, site, self._edition, self._frame, script)
            if not parts[0].kept:
                log.warning(
                    "extra.breakglass.offline.budget is too little even for the frame and the finder, which take %.1f MB; "
                    "give more, or 0 where browsers are to keep nothing",
                    parts[0].size / 1e6,
                )
        else:
            (folder / WORKER).write_text(worker_text(script, None), encoding="utf-8", newline="\n")
        (folder / "_headers").write_text(headers_file(self._inline, (WORKER, LIST)), encoding="utf-8", newline="\n")

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Reload when a record or a component changes."""
        del builder
        server.watch(str(_folder(config) / self._opened().settings.records))
        for folder in component_folders(_own_theme(config)):
            server.watch(str(folder))
        return server

    def _guarded(self, html: str, own: Inline) -> str:
        # MkDocs writes the script that reloads a page into it when it is served, and another one each time.
        return html if self._serving else with_policy(html, policy(own, folder=True))

    def _keeps(self) -> bool:
        return not self._serving and self._opened().settings.offline.budget > 0

    def _opened(self) -> Site:
        if self._site is None:
            raise RuntimeError("MkDocs calls on_config before all other events")
        return self._site


def _scripts(folders: tuple[Path, ...]) -> dict[str, str]:
    try:
        return {"assets/components.js": joined_scripts(folders), "assets/response.js": response_script(folders)}
    except ScriptError as error:
        raise PluginError(str(error)) from error


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _of_theme(file: File, docs: Path) -> bool:
    """Whether a file comes from the theme, and neither from the pages of the site nor from a plugin."""
    return bool(file.abs_src_path) and docs not in Path(file.abs_src_path or "").parents


def _must_run_macros(config: MkDocsConfig) -> None:
    """Refuse to build pages that would show the names of their components and nothing else."""
    macros = config.plugins.get("macros")
    if macros is None or _MACROS not in macros.config["modules"]:
        raise ConfigurationError(
            f"the plugin macros does not run with the module {_MACROS}, so every page would be empty. Write below plugins: "
            f"- macros: {{modules: [{_MACROS}], render_by_default: false, on_error_fail: true, on_undefined: strict}}"
        )


def _own_theme(config: MkDocsConfig) -> Path | None:
    return Path(config.theme.custom_dir) if config.theme.custom_dir else None
