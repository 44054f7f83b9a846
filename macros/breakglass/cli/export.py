"""`breakglass export`: the site in other shapes, made of what `mkdocs build` makes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from breakglass.catalogue.load import UnreadableError
from breakglass.catalogue.save import save_bytes
from breakglass.cli.chromium import browser, print_pdf
from breakglass.cli.settings import home
from breakglass.plaintext import plain_lines
from breakglass.site.binder import binder as binder_file
from breakglass.site.pocket import pocket as pocket_file
from breakglass.site.render import components
from breakglass.site.theme import component_file, component_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_site_option = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A site that is built already; without it one is built first, from mkdocs.yml.",
)


@click.group(short_help="Write the site as one file, or as one PDF.")
def export() -> None:
    """Write the site in another shape: one file for a stick or a mail, or a PDF to print.

    What is in it is what is on the site, for the same readers.
    """


@export.command(short_help="One HTML file for a stick or a mail.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default="pocket.html", show_default=True)
@_site_option
def pocket(out: Path, site: Path | None) -> None:
    """Write playbooks, finder, response mode, roles, escalations and messages into one HTML file.

    It opens from a disk, a stick or a mail, and asks nobody for anything.
    """
    folders = component_folders(_own())
    scripts = {name: component_file(folders, "pocket", f"{name}.js").read_text("utf-8") for name in ("early", "late")}
    with _progress() as step, _built(site, step) as folder:
        text = pocket_file(folder, components(folders), scripts, step)
        save_bytes({out: text.encode("utf-8")})
    click.echo(f"{out}: {_size(len(text.encode('utf-8')))}")


@export.command(short_help="The whole binder as one PDF.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default="binder.pdf", show_default=True)
@_site_option
def binder(out: Path, site: Path | None) -> None:
    """Print playbooks, roles, escalations, messages and teams into one PDF with contents and bookmarks.

    It is printed by a Chromium, Chrome or Edge on this machine.
    """
    path = browser()
    with _progress() as step, _built(site, step) as folder:
        pdf = binder_file(folder, components(component_folders(_own())), lambda html: print_pdf(path, html), step)
        save_bytes({out: pdf})
    click.echo(f"{out}: {_size(len(pdf))}")


def _own() -> Path | None:
    own = home() / "overrides"
    return own if own.is_dir() else None


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Says on stderr what is being done: in one line that changes on a terminal, elsewhere in a line each."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda text: click.echo(f"{text} ...", err=True)
        return
    with console.status("Starting") as status:
        yield status.update


@contextmanager
def _built(site: Path | None, step: Callable[[str], None]) -> Iterator[Path]:
    """The folder of the site; one that was built for this is gone afterwards."""
    if site is not None:
        yield site
        return
    config = home() / "mkdocs.yml"
    if not config.is_file():
        raise click.UsageError("no mkdocs.yml is here. Run this where it stands, or name a built site with --site.")
    with tempfile.TemporaryDirectory(prefix="breakglass-") as name:
        step("Building the site")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config), "--site-dir", name]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        click.echo(plain_lines(done.stderr), err=True, nl=False)
        if done.returncode:
            raise UnreadableError("the site could not be built, as told above; nothing was written")
        yield Path(name)


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"  # noqa: PLR2004 - decimal units
