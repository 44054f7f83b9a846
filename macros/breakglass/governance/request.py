"""A request: what somebody asks to be merged, as the records before and after it.

The rules of the base judge it: its policy, and the teams and roles that say who may approve. A request that moves the
gate is held to the gate as it stood before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from breakglass.governance.approvals import change_of
from breakglass.governance.compare import Difference, compare
from breakglass.governance.policy import policy_of
from breakglass.governance.testimony import altered
from breakglass.governance.writers import Wrote
from breakglass.records.change import Change
from breakglass.records.policy import Policy
from breakglass.records.record import Maintained
from breakglass.records.values import version_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from breakglass.catalogue.catalogue import Catalogue, Entry, Key
    from breakglass.records.change import ChangedRecord


FILE = "file"
"""In place of a kind, for what stands beside the records."""


def others_key(what: str) -> Key:
    """The key of something without a version: that of an incident, or of a file by its path."""
    kind, _, name = what.partition("/")
    return (kind, name) if kind == "incident" else (FILE, what)


def named(key: Key) -> str:
    """How people call what a key stands for: a record as kind/id, a file by its path."""
    return key[1] if key[0] == FILE else "/".join(key)


@dataclass(frozen=True, slots=True)
class Edit:
    """One record that the request adds, changes or removes."""

    key: Key
    before: Entry | None
    after: Entry | None
    difference: Difference

    @property
    def entry(self) -> Entry:
        """The record as it will be, or as it was if the request removes it."""
        found = self.after or self.before
        if found is None:
            raise ValueError("an edit has a side")
        return found

    @property
    def moved_from(self) -> str | None:
        """The file in which the record stood before, if it stands in another one now."""
        if self.before is None or self.after is None:
            return None
        before = self.before.document.file
        return before if before != self.after.document.file else None

    @property
    def versions(self) -> tuple[str | None, str | None]:
        """The version before and afterwards; nothing where there is no such side, or its kind has no versions."""
        return _version(self.before), _version(self.after)

    @property
    def maintained(self) -> Maintained | None:
        """The record as it will be if its kind has versions and owners, or as it was if the request removes it."""
        record = self.entry.record
        return record if isinstance(record, Maintained) else None

    @property
    def in_force(self) -> bool:
        """Whether people work by the record before the request or after it."""
        sides = (side.record for side in (self.before, self.after) if side is not None)
        return any(isinstance(record, Maintained) and record.in_force for record in sides)


@dataclass(frozen=True)
class Request:
    """The records before and after a request, and who wrote which of them in it.

    `writers` holds who wrote a record, as far as the history tells. `cut_off` is true where the history is not there in
    full, so that nobody but the author of a change is known to have written it. `files` are those beside the records
    that decide how requests are judged, as far as the request changes them: their digests before and after.
    """

    base: Catalogue
    head: Catalogue
    writers: Mapping[Key, Wrote] = field(default_factory=dict)
    cut_off: bool = False
    files: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every record whose content or place is another one, in the order of kinds and ids."""
        return tuple(self._edits())

    def _edits(self) -> Iterator[Edit]:
        for key in sorted(self.base.entries.keys() | self.head.entries.keys()):
            before, after = self.base.entries.get(key), self.head.entries.get(key)
            if before is not None and after is not None and before.document is after.document:
                continue
            old, new = (side.document.data() if side else None for side in (before, after))
            if before is not None and after is not None:
                same_file = before.document.file == after.document.file
                if same_file and old == new:
                    continue  # layout and comments
            yield Edit(key, before, after, compare(key[0], old, new))

    @cached_property
    def touched(self) -> frozenset[Key]:
        """The records that the request edits, and those that its reviews, changes, approvals and waivers are about."""
        found = {edit.key for edit in self.edits}
        for edit in self.edits:
            if edit.maintained is None and edit.after is not None:
                found |= {reference.target for reference in self.head.outgoing(edit.key)}
        return frozenset(found)

    @cached_property
    def unversioned(self) -> Mapping[Key, tuple[str | None, str | None]]:
        """What the request changes that has no version, by `others_key`, with the digests before and after."""
        found = {others_key(name): digests for name, digests in self.files.items()}
        for edit in self.edits:
            if edit.key[0] != "incident" or edit.before is None or edit.after is None:
                continue
            if altered(edit.before.document.data(), edit.after.document.data()) is not None:
                found[edit.key] = (self.base.digest(edit.key), self.head.digest(edit.key))
        return found

    def bringing(self, key: Key) -> Change | None:
        """The change of the request that brings what it makes of something without a version.

        One that the base holds already has brought it once, and brings it back for nobody.
        """
        wanted = self.unversioned.get(key, (None, None))[1]
        for change in self.head.all(Change):
            named_so = any(others_key(other.what) == key and other.digest == wanted for other in change.others)
            if named_so and not self._in_base(change):
                return change
        return None

    @cached_property
    def policy(self) -> Policy | None:
        """The policy that judges the request: the base's; the request's own only where the base has none at all."""
        found = policy_of(self.base)
        return found if found is not None or self.base.all(Policy) else policy_of(self.head)

    def change_of(self, edit: Edit) -> Change | None:
        """The change in the request that brings the record to its new version."""
        record = edit.after.record if edit.after else None
        found = change_of(record, self.head) if isinstance(record, Maintained) else None
        return found[0] if found else None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes that the request carries: new ones, and those that bring one of its edits."""
        found = {edit.key: edit.after.record for edit in self.edits if edit.after and edit.key[0] == "change"}
        for edit in self.edits:
            change = self.change_of(edit)
            if change is not None and edit.maintained is not None:
                found[change.key] = change
        return tuple(record for _, record in sorted(found.items()) if isinstance(record, Change))

    def wrote(self, change: Change) -> frozenset[str]:
        """Everybody who wrote a part of a change: its author, and whoever committed one of its records."""
        return frozenset({change.author}) | self._written(change).surely

    def perhaps_wrote(self, change: Change) -> frozenset[str]:
        """Everybody of whom the names in the history leave open whether they wrote a part of a change."""
        return self._written(change).perhaps - {change.author}

    def _written(self, change: Change) -> Wrote:
        found = self.writers.get(change.key, Wrote())
        # Whoever validates the risk does so in the file of the change, and has written nothing of what is approved.
        found = Wrote(found.surely - {change.risk.validated_by}, found.perhaps - {change.risk.validated_by})
        for changed in change.records:
            found |= self.writers.get(changed.record.key, Wrote())
        for other in change.others:
            found |= self.writers.get(others_key(other.what), Wrote())
        return found

    def settled(self, change: Change) -> bool:
        """Whether a change is history: the base holds it as it is, and its records have the versions that it brings.

        One that was merged before its records is a plan, and is judged when they come.
        """
        return self._in_base(change) and all(self._reached(changed) for changed in change.records)

    def _in_base(self, change: Change) -> bool:
        entry = self.base.entries.get(change.key)
        return entry is not None and entry.document.data() == self.head.entries[change.key].document.data()

    def _reached(self, changed: ChangedRecord) -> bool:
        entry = self.base.entries.get(changed.record.key)
        if entry is None:
            return not self.head.knows(changed.record.key)
        version = _version(entry)
        return version is not None and version_key(version) >= version_key(changed.after)


def _version(entry: Entry | None) -> str | None:
    return entry.record.version if entry is not None and isinstance(entry.record, Maintained) else None
