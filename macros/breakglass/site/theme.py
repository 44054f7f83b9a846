"""Where the components and theme files are: in the wheel, or beside the source in a checkout."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import breakglass
from breakglass.site.scripts import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(breakglass.__file__).parent
FRAME = ("fonts", "tokens", "prose", "frame", "primitives", "print")
"""The sheets of the frame in `assets/css/`, in the order in which they are joined."""
_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\))|/\*.*?\*/""", re.DOTALL)
"""A comment of a style sheet; or, as group 1, what may look like one and is text."""


def theme_folder() -> Path:
    """The folder with `main.html`, `partials/`, `components/` and `assets/` that this package brings."""
    shipped = _PACKAGE / "overrides"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "overrides"


def component_folders(own: Path | None) -> tuple[Path, ...]:
    """The folders that hold components: the site's own one first, so that it can replace any file."""
    folders = [folder / "components" for folder in (own, theme_folder()) if folder is not None]
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def component_files(folders: tuple[Path, ...], name: str) -> Iterator[tuple[str, Path]]:
    """Each component's file of that name (`style.css`, `script.js`), by component in alphabetical order."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.glob(f"*/{name}"):
            found.setdefault(path.parent.name, path)
    yield from sorted(found.items())


def component_file(folders: tuple[Path, ...], component: str, name: str) -> Path:
    """One file of a component, the site's own before ours. Raises `FileNotFoundError` where there is none."""
    for folder in folders:
        if (path := folder / component / name).is_file():
            return path
    raise FileNotFoundError(2, "the component has no such file", f"components/{component}/{name}")


def joined_styles(own: Path | None) -> str:
    """The style sheets of the frame and of all components in one, as `assets/components.css`; the site's own first.

    One file, since a phone pays for every request. Addresses in the sheets of the frame are relative to `assets/`.
    """
    parts = {sheet: without_comments(_sheet(own, sheet).read_text("utf-8")) for sheet in FRAME}
    parts["print"] = f"@media print {{\n{parts['print']}}}\n"
    files = component_files(component_folders(own), "style.css")
    return "\n".join([*parts.values(), *(without_comments(path.read_text("utf-8")) for _, path in files)])


def _sheet(own: Path | None, name: str) -> Path:
    """A sheet of the frame: the site's own, or ours."""
    path = f"assets/css/{name}.css"
    return own / path if own and (own / path).is_file() else theme_folder() / path


def without_comments(sheet: str) -> str:
    """A style sheet as pages load it. Its comments are a sixth of it, and stand in the source for who asks."""
    return _COMMENT.sub(lambda match: match[1] or "", sheet)


def joined_scripts(folders: tuple[Path, ...]) -> str:
    """The scripts of all components, and the modules that they import, in one classic script.

    Raises ScriptError for a module that cannot be joined.
    """
    entries = [f"components/{name}/script.js" for name, _ in component_files(folders, "script.js")]
    return joined(entries, tuple(folder.parent for folder in folders))


def response_script(folders: tuple[Path, ...]) -> str:
    """Response mode as one classic script, which pages fetch when somebody needs it. Raises as `joined_scripts` does."""
    return joined(["components/response/whole.js"], tuple(folder.parent for folder in folders))
