"""The catalogue: every record that could be read, and how they refer to each other. Immutable."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from breakglass.catalogue.digest import digest_of, digest_of_all
from breakglass.catalogue.references import Reference, references_of
from breakglass.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from breakglass.catalogue.source import Document
    from breakglass.findings import Span
    from breakglass.records.record import Record
    from breakglass.records.values import Ref, Target
    from breakglass.records.vocabulary import SignatureState

Key = tuple[str, str]
"""The kind and id that name a record."""

R = TypeVar("R", bound="Record")

RESTS_ON = frozenset({"module", "role", "team", "escalation", "message", "platform"})
"""The kinds that others are built from: if one of these changes, what was attested of the others may not hold."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A record and the document it was read from.

    An entry is equal to itself alone. A file that stays the same gives the same entry in every catalogue, so what is
    worked out for an entry is worked out once. Digest and references may come along from an earlier run.
    """

    record: Record
    document: Document
    known_digest: str | None = None
    known_references: tuple[Reference, ...] | None = None

    @property
    def key(self) -> Key:
        """The kind and id that name the record."""
        return self.record.key

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference to another record, in the order in which they are written."""
        return tuple(references_of(self.record)) if self.known_references is None else self.known_references

    @cached_property
    def digest(self) -> str:
        """The digest of the record's content."""
        return self.known_digest or digest_of(self.document.data())

    def span(self, *path: str | int) -> Span:
        """Where the value at `path` stands; the nearest place above it if it is not written down."""
        return self.document.span(*path)

    def key_span(self, *path: str | int) -> Span:
        """Where the key at `path` stands."""
        return self.document.key_span(*path)


_KIND_OF = {model: kind for kind, model in KINDS.items()}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All records by kind and id. Equal to itself alone, so that what is worked out over all of it can be noted.

    `unread` names the records whose files have faults: they exist, so a reference to one of them is not
    dangling, but nothing is known about them. `signatures` says what checking gave for each signed approval; whoever
    may run programs and read keys hands it in, so that whatever looks at a catalogue needs neither.
    """

    entries: Mapping[Key, Entry]
    unread: frozenset[Key] = field(default_factory=frozenset)
    signatures: Mapping[Key, SignatureState] = field(default_factory=dict)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference from one record to another, in the order of the records."""
        return tuple(r for entry in self.entries.values() for r in entry.references)

    @cached_property
    def _outgoing(self) -> dict[Key, list[Reference]]:
        found: dict[Key, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(reference.source, []).append(reference)
        return found

    @cached_property
    def _incoming(self) -> dict[Key, list[Reference]]:
        found: dict[Key, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(reference.target, []).append(reference)
        return found

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        for entry in self.entries.values():
            found[entry.record.kind].append(entry.record)
        return {kind: tuple(sorted(of, key=lambda record: record.title.casefold())) for kind, of in found.items()}

    @cached_property
    def _ranks(self) -> dict[Key, int]:
        return {record.key: rank for records in self._by_kind.values() for rank, record in enumerate(records)}

    @cached_property
    def _closure_digests(self) -> dict[Key, str]:
        return {}

    @cached_property
    def by_file(self) -> dict[str, Key]:
        """The record that each file holds, by the name of the file."""
        return {entry.document.file: key for key, entry in self.entries.items()}

    def knows(self, key: Key) -> bool:
        """Whether there is such a record, readable or not."""
        return key in self.entries or key in self.unread

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind, readable or not."""
        return sorted(name for of, name in (*self.entries, *self.unread) if of == kind)

    def all(self, model: type[R]) -> tuple[R, ...]:
        """The records of a kind in the order of their titles."""
        return cast("tuple[R, ...]", self._by_kind[_KIND_OF[model]])

    def find(self, model: type[R], name: str | None) -> R | None:
        """The record of that kind and id, or nothing."""
        entry = self.entries.get((_KIND_OF[model], name)) if name is not None else None
        return cast("R", entry.record) if entry else None

    def at(self, reference: Ref | Target) -> Record | None:
        """The record that a reference means, or nothing."""
        entry = self.entries.get(reference.key) if reference.key else None
        return entry.record if entry else None

    def outgoing(self, key: Key) -> list[Reference]:
        """What a record refers to."""
        return self._outgoing.get(key, [])

    def incoming(self, key: Key) -> list[Reference]:
        """What refers to a record."""
        return self._incoming.get(key, [])

    def digest(self, key: Key) -> str:
        """The digest of a record's content."""
        return self.entries[key].digest

    def rests_on(self, key: Key) -> list[Key]:
        """The records of the kinds `RESTS_ON` that a record depends on, directly and through others, sorted."""
        found: set[Key] = set()
        waiting = [key]
        while waiting:
            for reference in self.outgoing(waiting.pop()):
                target = reference.target
                if target[0] in RESTS_ON and target in self.entries and target != key and target not in found:
                    found.add(target)
                    waiting.append(target)
        return sorted(found)

    def closure_digest(self, key: Key) -> str:
        """The digest over the content of all that a record depends on."""
        known = self._closure_digests.get(key)
        if known is None:
            parts = (("/".join(other), self.digest(other)) for other in self.rests_on(key))
            known = self._closure_digests[key] = digest_of_all(parts)
        return known

    def referring(self, model: type[R], key: Key) -> tuple[R, ...]:
        """The records of one kind that refer to a record, each once, in the order of their titles."""
        kind = _KIND_OF[model]
        sources = {reference.source for reference in self.incoming(key) if reference.source[0] == kind}
        found = (self.entries[source].record for source in sorted(sources, key=self._ranks.__getitem__))
        return cast("tuple[R, ...]", tuple(found))


def catalogue_of(entries: Iterable[Entry], unread: Iterable[Key] = ()) -> Catalogue:
    """A catalogue of the given entries; of two with the same key the first one counts."""
    by_key: dict[Key, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    return Catalogue(by_key, frozenset(unread) - by_key.keys())
