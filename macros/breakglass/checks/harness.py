"""Runs the examples of a rule: what it says of each snippet, laid over complete records.

Public, so that whoever writes rules of their own can test them in the same way. An example shows a record and not
the paperwork around it: whatever it leaves out is reviewed and approved here, and a digest that is all zeros stands
for the right one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from breakglass.catalogue.load import load_files
from breakglass.checks.engine import check, check_request
from breakglass.governance.approvals import change_of, digest_of_change
from breakglass.governance.request import Request
from breakglass.governance.reviews import last_review, standing, version_of
from breakglass.governance.writers import Wrote
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.kinds import KINDS
from breakglass.records.record import Maintained
from breakglass.records.review import Review
from breakglass.records.specimen import specimen

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.checks.rule import Example

TODAY = date(2026, 11, 23)
"""The day on which examples are judged."""

WRITER = "sam-field"
"""Who has committed every record of an example that is a pull request."""

_TOP_KEY = re.compile(r"^([A-Za-z_]+):")
_ORDER = "S109"
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
    """A record of every kind, and of everything these refer to, by file name. All of it is in order.

    Waivers are left out: among records without faults a waiver excuses nothing, which is a fault of its own.
    """
    return dict(_specimen_files())


@cache
def _specimen_files() -> tuple[tuple[str, str], ...]:
    files = {_file(kind, _id_of(specimen(kind))): specimen(kind) for kind in KINDS if kind != "waiver"}
    while True:
        catalogue = load_files((name, text.encode()) for name, text in files.items()).catalogue
        missing = {r.target for r in catalogue.references if not catalogue.knows(r.target)}
        if not missing:
            return tuple(files.items())
        for kind, name in sorted(missing):
            # A path that is only referred to must not lead on, or the chain of paths would never end.
            without = ("then",) if kind == "escalation" else ()
            files[_file(kind, name)] = _named(_without(specimen(kind), without), name)


def judge(example: Example) -> list[Verdict]:
    """What the loader and all rules find in an example and in nothing else."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    base: Catalogue | None = None
    if example.base is not None:
        for other in example.base:
            _lay(files, other)
        seal(files)
        base = load_files(files.items()).catalogue
        for name in example.removes:
            del files[name]
    offset, target = _lay(files, example)
    for other in example.also:
        _lay(files, other)
    seal(files, again=base is not None)
    loaded = load_files(files.items())
    catalogue = loaded.catalogue
    if example.signature is not None:
        signed = {key: example.signature for key, e in catalogue.entries.items() if e.document.file == target}
        catalogue = replace(catalogue, signatures=signed)
    findings = [*loaded.findings, *check(catalogue, TODAY)]
    if base is not None:
        wrote = dict.fromkeys(catalogue.entries, Wrote(frozenset({WRITER})))
        beside = {name: (None, digest) for name, digest in example.beside}
        findings += check_request(Request(base, catalogue, wrote, files=beside), TODAY)
    texts = {name: raw.decode("utf-8", "replace").split("\n") for name, raw in files.items()}
    verdicts = []
    # The keys of a snippet that is laid over a record come last, so their order means nothing.
    for finding in (one for one in findings if one.code != _ORDER or example.kind is None):
        line, column = -1, -1
        if finding.span.file == target:
            line, column = finding.span.line - offset, finding.span.column
            if line < 1:
                on_id = texts[target][finding.span.line - 1].startswith("id:")
                line, column = (0, 0) if on_id else (-1, -1)
        verdicts.append(Verdict(finding.code, line, column, finding.message, finding.mend))
    return verdicts


def seal(files: dict[str, bytes], *, again: bool = False) -> None:
    """Complete the paperwork of a set of files: reviews, changes and approvals that are missing, and digests.

    Every digest of zeros becomes the right one. Each record in force that nobody has reviewed, or whose version no
    change has brought, gets a review, or a place in one more approved change. `again` does so for files that were
    sealed and edited since: what is there stays as it is, and reviews that have run out are renewed.
    """
    change, reviewed, day = ("chg-more", "again", "2026-11-20") if again else ("chg-all", "reviewed", "2026-09-02")
    catalogue = load_files(files.items()).catalogue
    every = [e.record for e in catalogue.entries.values() if isinstance(e.record, Maintained)]
    kept = [record for record in every if record.in_force]
    for record in every:
        found = standing(record, catalogue)
        never = record.in_force and last_review(record.key, catalogue) is None
        if never or (again and found is not None and found.changed):
            name = f"{reviewed}-{record.kind}-{record.id}"
            files[f"review/{name}.yaml"] = _review_of(record, name, day)
    unchanged = [r for r in kept if change_of(r, catalogue) is None and _of_specimen(r)]
    if unchanged:
        listed = "".join(f"  - record: {r.kind}/{r.id}\n    to: {r.version}\n    digest: {_ZERO}\n" for r in unchanged)
        text = f"{_named(_without(specimen('change'), ('records',)), change)}records:\n{listed}"
        files[f"change/{change}.yaml"] = text.encode()
        text = _named(_without(specimen("approval"), ("change",)), f"{change}-approved") + f"change: {change}\n"
        files[f"approval/{change}-approved.yaml"] = text.encode()
    # Digests of records come first, since those of approvals are over those of changes.
    for kinds in (("change",), ("approval", "review")):
        catalogue = load_files(files.items()).catalogue
        for entry in catalogue.entries.values():
            if entry.record.kind in kinds:
                files[entry.document.file] = _with_digests(entry, catalogue).encode()


def _review_of(record: Maintained, name: str, day: str) -> bytes:
    text = specimen("review").replace("team/automation-platform", f"{record.kind}/{record.id}")
    text = _named(_without(text, ("version", "date", "rests_on", "checked")), name)
    seen = f"{{what: content, result: holds, evidence: Read {record.title} on {day} beside what people do}}"
    return f"{text}version: {record.version}\ndate: {day}\nchecked: [{seen}]\n".encode()


_ZERO = "sha256:" + "0" * 64


def _of_specimen(record: Maintained) -> bool:
    """Whether an example leaves open which change brought the record; one that names a change means that one."""
    return not record.changelog or record.changelog[0].change in {None, _id_of(specimen("change"))}


def _with_digests(entry: Entry, catalogue: Catalogue) -> str:
    """The text of a change, approval or review with the right digests in place of zeros, one by one."""
    record, text = entry.record, entry.document.text
    if isinstance(record, Change):
        wanted = [_digest(c.record.key, catalogue) for c in record.records if c.digest == _ZERO]
    elif isinstance(record, Approval):
        change = catalogue.find(Change, record.change)
        wanted = [digest_of_change(change)] if change is not None and record.digest == _ZERO else []
    elif isinstance(record, Review):
        wanted = [_digest(record.record.key, catalogue)] if record.digest == _ZERO else []
        if record.closure == _ZERO:
            closure = catalogue.closure_digest(record.record.key)
            # Examples lay keys in any order: the closure's zeros are those on its own line.
            text = text.replace(f"closure: {_ZERO}", f"closure: {closure}")
            text = _with_rests_on(text, entry, catalogue)
    else:
        wanted = []
    for digest in wanted:
        text = text.replace(_ZERO, digest, 1)
    return text


_RESTS_ON = re.compile(r"^rests_on:\n +\S.*$", re.MULTILINE)


def _with_rests_on(text: str, entry: Entry, catalogue: Catalogue) -> str:
    """The text of a review with what its record rests on, unless its example says something of its own about that.

    As many lines stay as there were, so that the places of findings stay as well.
    """
    review = entry.record
    said = entry.document.data().get("rests_on")
    if not isinstance(review, Review) or said not in (None, *(Review.model_fields["rests_on"].examples or ())):
        return text
    found = {"/".join(key): version_of(catalogue.entries[key]) for key in catalogue.rests_on(review.record.key)}
    part = f"rests_on:\n  {json.dumps(found)}"
    return _RESTS_ON.sub(part, text) if said else f"{text}{part}\n"


def _digest(key: tuple[str, str], catalogue: Catalogue) -> str:
    return catalogue.digest(key) if key in catalogue.entries else _ZERO


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
    if not own or name != _id_of(base):
        files.pop(_file(example.kind, name), None)
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


def _named(text: str, name: str) -> str:
    """A record's text with another id in its place."""
    return _ID.sub(f"id: {name}", text, count=1)


def _file(kind: str, name: str) -> str:
    return f"{kind}/{name}.yaml"


def _id_of(text: str) -> str:
    found = _ID.search(text)
    if found is None:
        raise ValueError("a specimen has an id")
    return found[1]
