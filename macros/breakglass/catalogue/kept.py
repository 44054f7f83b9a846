"""Reading with the cache: what was made of a file once is not made again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from breakglass.catalogue.cache import current, name_of
from breakglass.catalogue.catalogue import Entry
from breakglass.catalogue.references import Reference
from breakglass.catalogue.source import Document, Mapping, Packed, packed
from breakglass.catalogue.syntax import BOM, read
from breakglass.findings import Finding, Severity, Span
from breakglass.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_kept(file: str, raw: bytes) -> tuple[Document | None, tuple[Finding, ...]]:
    """What `read` gives for a file, from the cache of this run where it is kept there."""
    cache = current()
    if cache is None:
        return read(file, raw)
    name = name_of("read", file.encode("utf-8", "surrogateescape"), raw)
    content = cache.get(name)
    if content is not None:
        return _from_content(content, file, raw)
    document, findings = read(file, raw)
    cache.put(name, _as_content(document, findings))
    return document, findings


def _as_content(document: Document | None, findings: tuple[Finding, ...]) -> bytes:
    tree = None
    if document is not None:
        tree = packed(document.tree) if isinstance(document.tree, Mapping) else document.tree
    head = json.dumps([_as_data(finding) for finding in findings]).encode()
    return b"\n".join([head, tree.written, tree.places] if tree else [head])


def _from_content(content: bytes, file: str, raw: bytes) -> tuple[Document | None, tuple[Finding, ...]]:
    head, *tree = content.split(b"\n", 2)
    document = Document(file, raw.decode().removeprefix(BOM), Packed(*tree)) if tree else None
    return document, tuple(_finding(data) for data in json.loads(head))


def entry_kept(document: Document, raw: bytes) -> Entry | None:
    """The record in a file, where the cache of this run knows that it is sound: checked again, but not taken apart.

    What does not depend on other records, its references and its digest, comes along.
    """
    cache = current()
    content = cache.get(name_of("record", raw)) if cache is not None else None
    if content is None:
        return None
    head, data = content.split(b"\n", 1)
    kind, digest, references = json.loads(head)
    record = KINDS[kind].model_validate_json(data)
    named = (Reference(record.key, tuple(path), tuple(target)) for path, target in references)
    return Entry(record, document, digest, tuple(named))


def keep_entry(entry: Entry, raw: bytes) -> None:
    """Leave a sound record to the next run."""
    cache = current()
    if cache is not None:
        references = [(reference.path, reference.target) for reference in entry.references]
        head = json.dumps([entry.key[0], entry.digest, references])
        cache.put(name_of("record", raw), f"{head}\n{json.dumps(entry.document.data())}".encode())


def _as_data(finding: Finding) -> list[Any]:
    severity = finding.severity.value
    others = others_as_data(finding.others)
    return [finding.code, severity, span_as_data(finding.span), finding.message, finding.mend, others]


def _finding(data: list[Any]) -> Finding:
    code, severity, span, message, mend, others = data
    return Finding(code, Severity(severity), Span(*span), message, mend, others_of(others))


def span_as_data(span: Span) -> list[Any]:
    """A place as plain data; `Span(*data)` is the way back."""
    return [span.file, span.line, span.column, span.end_line, span.end_column]


def others_as_data(others: Iterable[tuple[str, Span]]) -> list[Any]:
    """The further places of a finding as plain data."""
    return [[label, span_as_data(span)] for label, span in others]


def others_of(data: list[Any]) -> tuple[tuple[str, Span], ...]:
    """The further places from plain data."""
    return tuple((label, Span(*span)) for label, span in data)
