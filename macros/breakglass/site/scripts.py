"""Joins the ES modules of the components to one classic script, because browsers refuse modules from `file://`.

Understood is what the components need: static imports by relative path at the start of a line, and exports of
declarations or of a list of names. Every module runs once, in a function of its own, after those that it imports.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_IMPORT = re.compile(r"""^import (?:\{(?P<names>[^}]*)\}|\* as (?P<whole>\w+)) from '(?P<path>\.[^']+)';$""", re.MULTILINE)
_DECLARED = re.compile(r"^export (?P<kind>(?:async )?function\*?|class|const) (?P<name>[\w$]+)", re.MULTILINE)
_LIST = re.compile(r"^export \{(?P<names>[^}]*)\};$", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_FORMS = (
    "write import { name } from './file.js'; or import * as name from './file.js'; "
    "and export function, class, const or { name };"
)


class ScriptError(ValueError):
    """A module that cannot be joined; the message says which, where and how to mend it."""


def joined(entries: Iterable[str], roots: tuple[Path, ...]) -> str:
    """One classic script that runs the entry modules in their order, each module once.

    Modules are named by their path below a root, such as `components/response/script.js`; the first root that has a
    file wins, so that a site can replace any module. Raises ScriptError for what cannot be joined.
    """
    done: dict[str, str] = {}
    for entry in entries:
        _add(entry, (), roots, done)
    numbers = {name: number for number, name in enumerate(done)}
    parts = [f"/* {name} */\nmodules[{numbers[name]}] = (() => {{\n{text}\n}})();\n" for name, text in done.items()]
    return "(() => {\n'use strict';\nconst modules = [];\n" + "\n".join(parts) + "})();\n"


def _add(name: str, above: tuple[str, ...], roots: tuple[Path, ...], done: dict[str, str]) -> None:
    """The module and all that it imports, into `done` in the order in which they must run."""
    if name in done:
        return
    if name in above:
        raise ScriptError(f"{name}: imports itself by way of {' → '.join((*above, name))}")
    path = next((root / name for root in roots if (root / name).is_file()), None)
    if path is None:
        raise ScriptError(f"{above[-1] if above else 'components'}: imports {name}, which is not there")
    text = path.read_text("utf-8")
    folder = posixpath.dirname(name)
    targets = {m["path"]: posixpath.normpath(posixpath.join(folder, m["path"])) for m in _IMPORT.finditer(text)}
    for target in targets.values():
        _add(target, (*above, name), roots, done)
    numbers = {one: number for number, one in enumerate(done)}

    def constant(match: re.Match[str]) -> str:
        names = match["whole"] or "{" + match["names"].replace(" as ", ": ") + "}"
        return f"const {names} = modules[{numbers[targets[match['path']]]}];"

    exports = [match["name"] for match in _DECLARED.finditer(text)]
    for match in _LIST.finditer(text):
        for item in filter(None, (part.strip() for part in match["names"].split(","))):
            own, _, public = item.partition(" as ")
            exports.append(f"{public}: {own}" if public else own)
    body = _LIST.sub("", _DECLARED.sub(r"\g<kind> \g<name>", _IMPORT.sub(constant, text)))
    if other := _OTHER.search(body):
        raise ScriptError(f"{name}: {other[0]!r} cannot be joined; {_FORMS}")
    done[name] = f"{body.rstrip()}\nreturn {{ {', '.join(exports)} }};" if exports else body.rstrip()
