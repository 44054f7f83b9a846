"""A draft of a change: what its author wishes, what follows for each record, and the texts to be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.governance.compare import Difference
    from breakglass.governance.versions import Bump
    from breakglass.records.approval import Approval
    from breakglass.records.vocabulary import ChangeClass

Values = dict[str, Any]
"""The values of a record, as they are written."""


class DraftRefusedError(Exception):
    """The change cannot be drafted as it is asked for; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author of a change says of it. What is left out is worked out, or stays as it was."""

    author: str
    reason: str | None = None
    title: str | None = None
    summary: str | None = None
    bump: Bump | None = None
    change_class: ChangeClass | None = None
    risk: str | None = None
    risk_why: str | None = None
    incident: str | None = None
    emergency: Mapping[str, str] = field(default_factory=dict)
    """Keys of the part `emergency` of a change, as far as they were given."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One record of a draft: from which version to which, why, and its new changelog entry."""

    key: Key
    before: str | None
    after: str
    difference: Difference
    summary: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that can be saved: `texts` holds every file that is new or different, by its name.

    `summary_kept` says that the content moved and the changelog entries still say what they said before.

    `void` are the approvals that were for other content, `not_validated_by` who had put their name to the risk of it.
    `asked` is the least class that the differences ask for, `others` what it brings that has no version.
    """

    id: str
    author: str
    change_class: ChangeClass
    asked: ChangeClass
    moved: tuple[Moved, ...]
    risk_told: bool
    summary_kept: bool
    texts: Mapping[str, str]
    void: tuple[Approval, ...]
    not_validated_by: str | None
    others: tuple[str, ...]
    joined: frozenset[Key]
    """The records that the change under way did not name so far."""


@dataclass(frozen=True, slots=True)
class Others:
    """What has no version and is not what it was at the base, with the digest afterwards; and what of it is meant."""

    changed: Mapping[str, str | None] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()


def edited_records(catalogue: Catalogue, base: Mapping[Key, Values]) -> list[Key]:
    """The records that are or were in force and are not what they were at the base, in the order of the files."""
    found = []
    for key, entry in catalogue.entries.items():
        before = base.get(key)
        if not isinstance(entry.record, Maintained) or entry.document.data() == before:
            continue
        if entry.record.in_force or (before or {}).get("status") in {"approved", "deprecated"}:
            found.append(key)
    return found


def deleted_records(catalogue: Catalogue, base: Mapping[Key, Values]) -> list[Key]:
    """The records that were in force at the base and are gone. One that cannot be read is not."""
    return [
        key
        for key, values in base.items()
        if values.get("status") in {"approved", "deprecated"} and not catalogue.knows(key)
    ]
