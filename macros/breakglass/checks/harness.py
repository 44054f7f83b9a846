"""Runs the examples of a rule: what it says of each snippet, laid over complete records.

Public, so that whoever writes rules of their own can test them in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from breakglass.catalogue.load import load_files
from breakglass.checks.engine import check
from breakglass.records.kinds import KINDS
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from breakglass.checks.rule import Example

TODAY = date(2026, 11, 23)
"""The day on which examples are judged."""

_TOP_KEY = re.compile(r"^([A-Za-z_]+):")
_ID = re.compile(r"^id: *(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding about an example, with its place in the snippet.

    (0, 0) is the `id` where only the specimen writes it; any other place outside the snippet is (-1, -1).
    """

    code: str
    line: int
    column: int
    message: str
    mend: str


def specimen_files() -> dict[str, str]:
    """A record of every kind, and of everything these refer to, by file name. All of it is in order."""
    return dict(_specimen_files())


@cache
def _specimen_files() -> tuple[tuple[str, str], ...]:
    files = {_file(kind, _id_of(specimen(kind))): specimen(kind) for kind in KINDS}
    while True:
        catalogue = load_files((name, text.encode()) for name, text in files.items()).catalogue
        missing = {r.target for r in catalogue.references if not catalogue.knows(r.target)}
        if not missing:
            return tuple(files.items())
        for kind, name in sorted(missing):
            # A path that is only referred to must not lead on, or the chain of paths would never end.
            without = ("then",) if kind == "escalation" else ()
            text = _without(specimen(kind), ("id", *without))
            files[_file(kind, name)] = f"{text}id: {name}\n"


def judge(example: Example) -> list[Verdict]:
    """What the loader and all rules find in an example and in nothing else."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    offset, target = _lay(files, example)
    for other in example.also:
        _lay(files, other)
    loaded = load_files(files.items())
    findings = [*loaded.findings, *check(loaded.catalogue, TODAY)]
    texts = {name: raw.decode("utf-8", "replace").split("\n") for name, raw in files.items()}
    verdicts = []
    for finding in findings:
        line, column = -1, -1
        if finding.span.file == target:
            line, column = finding.span.line - offset, finding.span.column
            if line < 1:
                on_id = texts[target][finding.span.line - 1].startswith("id:")
                line, column = (0, 0) if on_id else (-1, -1)
        verdicts.append(Verdict(finding.code, line, column, finding.message, finding.mend))
    return verdicts


def _lay(files: dict[str, bytes], example: Example) -> tuple[int, str]:
    """Put a snippet among the files; how many lines come before it, and the name of its file."""
    if example.kind is None:
        name = example.file or "example.yaml"
        files[name] = example.raw if example.raw is not None else example.text.encode()
        return 0, name
    base = specimen(example.kind)
    own = _ID.search(example.text)
    kept = _without(base, (*_top_keys(example.text), *example.without))
    name = own[1] if own else _id_of(base)
    path = f"examples/{name}.yaml" if own else _file(example.kind, name)
    if not own:
        del files[path]
    if example.file:
        path = example.file
    # A byte-order mark is one only at the start of the file.
    if example.text.startswith("\ufeff"):
        files[path] = f"{example.text}{kept}".encode()
        return 0, path
    files[path] = f"{kept}{example.text}".encode()
    return kept.count("\n"), path


def _top_keys(text: str) -> list[str]:
    return [match[1] for line in text.removeprefix("\ufeff").split("\n") if (match := _TOP_KEY.match(line))]


def _without(text: str, keys: tuple[str, ...]) -> str:
    """A record's text without some of its top-level keys."""
    kept, keep = [], True
    for line in text.split("\n"):
        match = _TOP_KEY.match(line)
        if match:
            keep = match[1] not in keys
        if keep and line:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _file(kind: str, name: str) -> str:
    return f"{kind}/{name}.yaml"


def _id_of(text: str) -> str:
    found = _ID.search(text)
    if found is None:
        raise ValueError("a specimen has an id")
    return found[1]
