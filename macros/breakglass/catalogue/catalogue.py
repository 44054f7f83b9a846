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

Key = tuple[str, str]
"""The kind and id that name a record."""

R = TypeVar("R", bound="Record")

RESTS_ON = frozenset({"module", "role", "team", "escalation", "message", "platform"})
"""The kinds that others are built from: if one of these changes, what was attested of the others may not hold."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Entry:
    """A record and the document it was read from. Each is only equal to itself, so that one can note what was found."""

    record: Record
    document: Document

    @property
    def key(self) -> Key:
        """The kind and id that name the record."""
        return self.record.key

    def span(self, *path: str | int) -> Span:
        """Where the value at `path` stands; the nearest place above it if it is not written down."""
        return self.document.span(*path)

    def key_span(self, *path: str | int) -> Span:
        """Where the key at `path` stands."""
        return self.document.key_span(*path)


@dataclass(frozen=True)
class Catalogue:
    """All records by kind and id.

    `unread` names the records whose files have faults: they exist, so a reference to one of them is not
    dangling, but nothing is known about them.
    """

    entries: Mapping[Key, Entry]
    unread: frozenset[Key] = field(default_factory=frozenset)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference from one record to another, in the order of the records."""
        return tuple(r for entry in self.entries.values() for r in references_of(entry.record))

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
    def _digests(self) -> dict[Key, str]:
        return {}

    @cached_property
    def _by_kind(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        for entry in self.entries.values():
            found[entry.record.kind].append(entry.record)
        for records in found.values():
            records.sort(key=lambda record: record.title.casefold())
        return found

    def knows(self, key: Key) -> bool:
        """Whether there is such a record, readable or not."""
        return key in self.entries or key in self.unread

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind, readable or not."""
        return sorted(name for of, name in (*self.entries, *self.unread) if of == kind)

    def all(self, model: type[R]) -> tuple[R, ...]:
        """The records of a kind in the order of their titles."""
        kind = next(name for name, known in KINDS.items() if known is model)
        return cast("tuple[R, ...]", tuple(self._by_kind[kind]))

    def find(self, model: type[R], name: str | None) -> R | None:
        """The record of that kind and id, or nothing."""
        kind = next(of for of, known in KINDS.items() if known is model)
        entry = self.entries.get((kind, name)) if name is not None else None
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
        known = self._digests.get(key)
        if known is None:
            known = self._digests[key] = digest_of(self.entries[key].document.data())
        return known

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
        return digest_of_all(("/".join(other), self.digest(other)) for other in self.rests_on(key))

    def referring(self, model: type[R], key: Key) -> tuple[R, ...]:
        """The records of one kind that refer to a record, each once, in the order of their titles."""
        sources = {reference.source for reference in self.incoming(key)}
        return tuple(record for record in self.all(model) if record.key in sources)


def catalogue_of(entries: Iterable[Entry], unread: Iterable[Key] = ()) -> Catalogue:
    """A catalogue of the given entries; of two with the same key the first one counts."""
    by_key: dict[Key, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    return Catalogue(by_key, frozenset(unread) - by_key.keys())
