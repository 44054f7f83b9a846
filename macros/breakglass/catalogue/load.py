"""Loading: from files to a catalogue and the findings about what could not be understood."""

from __future__ import annotations

import gc
import os
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from breakglass.catalogue.catalogue import Catalogue, Entry, Key, catalogue_of
from breakglass.catalogue.explain import finding_of
from breakglass.catalogue.fields import placed
from breakglass.catalogue.kept import entry_kept, keep_entry, read_kept
from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.syntax import MAX_BYTES
from breakglass.findings import Finding, Severity
from breakglass.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from breakglass.catalogue.source import Document

_FEW = 50
"""So few files are not worth a thought about Python's memory."""
_KIND = re.compile(r"""^kind:\s*["']?([a-z]+)""", re.MULTILINE)
SUFFIXES = (".yaml", ".yml")


class UnreadableError(Exception):
    """A folder or file could not be read at all, so nothing can be said about it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gives: the records that could be read, and what is wrong with the rest."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    """Every file by its name as far as it can be shown, whether or not it could be understood."""
    illegible: tuple[str, ...]
    """The files whose YAML could not be read, so that nothing at all is known of what they say."""

    @property
    def unread(self) -> tuple[str, ...]:
        """The files that gave no record: those that are illegible, those with faults, and second ones of a record."""
        return tuple(sorted(set(self.texts) - set(self.catalogue.by_file)))


def load(folder: Path, base: Path | None = None) -> Loaded:
    """Every record below `folder`. Files are named relative to `base`, by default the working folder.

    Those that do not stand below it are named in full where the folder is. Raises `UnreadableError` where the folder
    is missing or the system refuses to hand out a file.
    """
    return load_files(record_files(folder, base or Path.cwd()))


def forget() -> None:
    """Give back the memory of what was loaded before and nobody holds any more, as between two builds."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()


def record_files(folder: Path, base: Path) -> Iterator[tuple[str, bytes]]:
    """The record files below a folder as (name, content), in the order of their names.

    Hidden files and folders are passed over. A symbolic link that leads out of the folder is refused.
    """
    if not folder.is_dir():
        raise UnreadableError(f"{folder}: there is no such folder; name the folder that holds the records")
    top, shown_from = folder.resolve(), base.resolve()
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(parent).resolve()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (Path(parent) / name).is_symlink():
                raise UnreadableError(f"{Path(parent) / name}: a link to a folder; put the folder itself there")
        for name in sorted(names):
            path = Path(parent) / name
            if path.suffix.lower() not in SUFFIXES or name.startswith("."):
                continue
            full = _resolved(path) if path.is_symlink() else here / name
            if not full.is_relative_to(top):
                raise UnreadableError(f"{path}: the link leads out of {folder}; records stand below it")
            yield _shown(full, shown_from, elsewhere_in_full=folder.is_absolute()), _content(path)


def _refuse(error: OSError) -> None:
    """A folder that cannot be listed holds records that nobody has checked."""
    raise UnreadableError(f"{error.filename}: {error.strerror or error}") from error


def _resolved(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # a link to nowhere, or to itself
        raise UnreadableError(f"{path}: {getattr(error, 'strerror', None) or 'the link leads to itself'}") from error


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableError(f"{path}: not a file of its own; records are plain files")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error


def _shown(full: Path, base: Path, *, elsewhere_in_full: bool) -> str:
    if full.is_relative_to(base):
        return full.relative_to(base).as_posix()
    return full.as_posix() if elsewhere_in_full else Path(os.path.relpath(full, base)).as_posix()


def load_files(files: Iterable[tuple[str, bytes]]) -> Loaded:
    """A catalogue of files given as (name, content). One bad file never hides the others."""
    entries: list[Entry] = []
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    unread: list[Key] = []
    illegible: list[str] = []
    first: dict[Key, Entry] = {}
    contents = dict(files)
    for name, one in _read_all(contents):
        findings.extend(one.findings)
        texts[name] = one.document.text if one.document else contents[name].decode("utf-8", "replace")
        if one.document is None:
            illegible.append(name)
        if one.key is not None and one.entry is None:
            unread.append(one.key)
        if one.entry is None:
            continue
        earlier = first.setdefault(one.entry.key, one.entry)
        if earlier is one.entry:
            entries.append(one.entry)
        else:
            findings.append(_duplicate(one.entry, earlier))
    findings.sort(key=lambda finding: finding.order)
    return Loaded(catalogue_of(entries, unread), tuple(findings), texts, tuple(illegible))


def _read_all(files: Mapping[str, bytes]) -> list[tuple[str, LoadedFile]]:
    """Every file. Python's cycle collector waits meanwhile, and leaves the result alone afterwards.

    Records have no cycles and live as long as the program, but are a million small objects to go through.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [(name, load_file(name, raw)) for name, raw in files.items()]
    finally:
        if len(files) > _FEW:
            gc.freeze()
        if collecting:
            gc.enable()


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One file: its document if the YAML is sound, its record if that is too, its key if that much is known."""

    document: Document | None
    entry: Entry | None
    key: Key | None
    findings: tuple[Finding, ...]


@lru_cache(maxsize=8192)
def load_file(name: str, raw: bytes) -> LoadedFile:
    """One record. The same name and content give the same result, so what did not change is not read again."""
    one = _read_record(name, raw)
    about = "/".join(one.key) if one.key else ""
    return replace(one, findings=tuple(placed(finding, one.document, about) for finding in one.findings))


def _read_record(name: str, raw: bytes) -> LoadedFile:
    document, faults = read_kept(name, raw)
    findings = list(faults)
    if document is None:
        return LoadedFile(None, None, _key_in_text(name, raw), tuple(findings))
    entry = entry_kept(document, raw)
    if entry is not None:
        return LoadedFile(document, entry, entry.key, (*faults, *_misnamed(name, entry)))
    data = document.data()
    model = KINDS.get(str(data.get("kind")))
    if model is None:
        findings.append(_unknown_kind(document, data))
        return LoadedFile(document, None, None, tuple(findings))
    key = (str(data["kind"]), str(data.get("id") or PurePosixPath(name).stem))
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        findings.extend(finding_of(document, model, fault) for fault in error.errors(include_url=False))
        return LoadedFile(document, None, key, tuple(findings))
    entry = Entry(record, document)
    keep_entry(entry, raw)
    return LoadedFile(document, entry, entry.key, (*findings, *_misnamed(name, entry)))


def _misnamed(name: str, entry: Entry) -> Iterator[Finding]:
    file, own = PurePosixPath(name), entry.record.id
    if file.stem != own:
        yield Finding(
            "S107",
            Severity.ERROR,
            entry.span("id"),
            f"the file is called {file.name} and the record “{own}”",
            f"Rename the file to {own}.yaml, so that people find the record by its id.",
        )


def _unknown_kind(document: Document, data: dict[str, Any]) -> Finding:
    kinds = ", ".join(KINDS)
    if "kind" not in data:
        span, message, mend = (
            document.key_span(),
            "the record has no `kind`",
            f"Add kind: with one of {kinds}.",
        )
    else:
        span = document.span("kind")
        message = f"“{data['kind']}” is not a kind of record"
        mend = did_you_mean(str(data["kind"]), KINDS) or f"It is one of {kinds}."
    return Finding("S106", Severity.ERROR, span, message, mend)


def _duplicate(entry: Entry, earlier: Entry) -> Finding:
    finding = Finding(
        "S108",
        Severity.ERROR,
        entry.span("id"),
        f"there are two records {entry.key[0]}/{entry.key[1]}",
        "Give one of them another id; an id is unique within its kind.",
        (("the other one", earlier.span("id")),),
    )
    return placed(finding, entry.document, "/".join(entry.key))


def _key_in_text(name: str, raw: bytes) -> Key | None:
    """The key of a record whose YAML is broken, as far as its first lines and its file name tell."""
    match = _KIND.search(raw.decode("utf-8", "replace"))
    return (match[1], PurePosixPath(name).stem) if match and match[1] in KINDS else None
