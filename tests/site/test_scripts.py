"""The modules of the components become one classic script."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from breakglass.site.scripts import ScriptError, joined
from breakglass.site.theme import component_folders, joined_scripts

if TYPE_CHECKING:
    from pathlib import Path


def _said(folder: Path, *entries: str, roots: tuple[Path, ...] = ()) -> list[str]:
    """What the entries print, as one script, in node."""
    script = folder / "joined.cjs"
    script.write_text(joined(entries, (*roots, folder)), encoding="utf-8")
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / "components" / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_module_runs_once_before_all_that_import_it(tmp_path: Path) -> None:
    _write(
        tmp_path,
        shared="console.log('shared');\nlet secret = 1;\nexport const one = 1;\nexport function two() { return 2; }\n",
        first="import { one, two as other } from './shared.js';\nconsole.log(one + other());\n",
        second="import * as all from './shared.js';\nconst one = 5;\nconsole.log(Object.keys(all).join(), typeof secret);\n",
    )
    said = _said(tmp_path, "components/first.js", "components/second.js")
    assert said == ["shared", "3", "one,two undefined"]


def test_names_can_be_listed_and_renamed(tmp_path: Path) -> None:
    _write(
        tmp_path,
        shared="const a = 'a';\nasync function b() {}\nexport {\n  a as first,\n  b,\n};\n",
        entry="import {\n  first,\n  b,\n} from './shared.js';\nconsole.log(first, typeof b);\n",
    )
    assert _said(tmp_path, "components/entry.js") == ["a function"]


def test_a_site_replaces_one_module(tmp_path: Path) -> None:
    own, theme = tmp_path / "own", tmp_path / "theme"
    _write(theme, shared="export const name = 'theme';\n", entry="import { name } from './shared.js';\nconsole.log(name);\n")
    _write(own, shared="export const name = 'own';\n")
    assert _said(theme, "components/entry.js", roots=(own,)) == ["own"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import './other.js';\n", "cannot be joined"),
        ("import other from './other.js';\n", "cannot be joined"),
        ("import { get } from 'idb';\n", "cannot be joined"),
        ("export default function f() {}\n", "cannot be joined"),
        ("export let count = 0;\n", "cannot be joined"),
        ("export * from './other.js';\n", "cannot be joined"),
        ("import { x } from './missing.js';\n", "components/missing.js, which is not there"),
        ("import { x } from './entry.js';\n", "components/entry.js → components/entry.js"),
    ],
)
def test_what_cannot_be_joined_is_said_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    _write(tmp_path, entry=text, other="export const x = 1;\n")
    with pytest.raises(ScriptError, match=rf"components/entry\.js: .*{re.escape(told)}"):
        joined(["components/entry.js"], (tmp_path,))


def test_the_scripts_that_ship_parse_as_one_classic_script(tmp_path: Path) -> None:
    script = tmp_path / "components.cjs"
    script.write_text(joined_scripts(component_folders(None)), encoding="utf-8")
    subprocess.run(["node", "--check", str(script)], check=True)
