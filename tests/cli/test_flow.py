"""The guide's worked example, done as it is written there: what it says a command prints is what it prints.

Numbers and digests may drift with the records that ship; words and order may not. A line that says `…` stands for
any number of lines.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/govern/flow.md"
TODAY = "2026-11-26"
EDITED = Path("playbooks/responses/payment-flow-stopped.yaml")

pytestmark = pytest.mark.slow


def blocks() -> list[tuple[str, str]]:
    """The blocks of the guide that are done or shown, in order: their language and their text."""
    return re.findall(r"```(console|diff)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def commands(text: str) -> list[tuple[str, str]]:
    """Each command of a block with what it is said to print. A command goes on where a line ends with a backslash."""
    parts = re.split(r"^\$ ((?:.*\\\n)*.*)\n", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def plain(text: str) -> str:
    """Without what may drift: digests, numbers, and blanks at the ends of lines."""
    text = re.sub(r"\b[0-9a-f]{12,}\b|(?<=\()[0-9a-f]{7}(?=\))|~+|\^+", "H", text)
    return "\n".join(re.sub(r"\d+", "0", line).rstrip() for line in text.strip().splitlines())


def matches(said: str, printed: str) -> bool:
    pieces = [re.escape(piece.strip("\n")) for piece in re.split(r"^…$", plain(said), flags=re.MULTILINE)]
    return re.fullmatch(r"[\s\S]*?".join(pieces), plain(printed)) is not None


def test_the_example_of_the_guide_goes_as_it_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbooks", tmp_path / "playbooks")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "COLUMNS": "100",
        "LANG": "C.UTF-8",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Jonas Weber",
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "jonas-weber@fernway.example",
    }

    def run(words: list[str]) -> str:
        done = subprocess.run(
            words,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.stdout

    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "As it was"]):
        run(["git", *words])
    number = ""
    for language, text in blocks():
        if language == "diff":
            [old], [new] = (re.findall(rf"^\{sign} +(.*)$", text, re.MULTILINE) for sign in "-+")
            context = re.search(r"^ +(- id: .*)$", text, re.MULTILINE)
            assert context is not None
            before, mark, after = (tmp_path / EDITED).read_text(encoding="utf-8").partition(context[1])
            assert old in after
            (tmp_path / EDITED).write_text(before + mark + after.replace(old, new, 1), encoding="utf-8")
            continue
        for command, said in commands(text):
            words = shlex.split(command.replace("\\\n", " "))
            if number:
                words = [re.sub(r"chg-\d{4}-\d{4}", number, word) for word in words]
            if words[0] == "breakglass":
                words += ["--today", TODAY]
            printed = run(words)
            assert matches(said, printed), f"{command}\nis said to print:\n{said}\nand prints:\n{printed}"
            found = re.search(r"^(chg-\d{4}-\d{4}): ", printed, re.MULTILINE)
            number = found[1] if found else number
