"""Reach: which playbooks and which reviews a change of a record touches, directly and through others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.catalogue.catalogue import RESTS_ON
from breakglass.governance.reviews import standing
from breakglass.governance.severity import rubric_of, severity_level
from breakglass.records.playbook import Playbook
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.governance.request import Request
    from breakglass.governance.reviews import Standing


@dataclass(frozen=True, slots=True)
class Reached:
    """A playbook that a change touches, with its severity (empty where there is no rubric)."""

    key: Key
    title: str
    severity: str


def dependents(key: Key, catalogue: Catalogue) -> set[Key]:
    """The records that refer to a record, directly and through records of the kinds that others are built from.

    The first step counts for every kind; beyond it only what rests on something carries a change further.
    """
    found: set[Key] = set()
    waiting = [key]
    while waiting:
        for reference in catalogue.incoming(waiting.pop()):
            source = reference.source
            if source != key and source not in found:
                found.add(source)
                if source[0] in RESTS_ON:
                    waiting.append(source)
    return found


def playbooks_reached(key: Key, catalogue: Catalogue) -> tuple[Reached, ...]:
    """The playbooks in force that a change of a record touches, the most severe first."""
    found = []
    for other in dependents(key, catalogue):
        record = catalogue.entries[other].record
        if isinstance(record, Playbook) and record.in_force:
            level = severity_level(record, catalogue)
            found.append(Reached(other, record.title, level.title if level else ""))
    order = _order(catalogue)
    return tuple(sorted(found, key=lambda reached: (order.get(reached.severity, len(order)), reached.title.casefold())))


def _order(catalogue: Catalogue) -> dict[str, int]:
    rubric = rubric_of(catalogue)
    return {level.title: index for index, level in enumerate(rubric.severities)} if rubric else {}


def reviews_to_confirm(request: Request, today: date) -> Iterator[tuple[Maintained, Standing]]:
    """The records whose last review held before the request and is to be confirmed after it, by kind and id."""
    changed = {edit.key for edit in request.edits if edit.maintained is not None}
    waiting = set(changed)
    for key in changed:
        for catalogue in (request.base, request.head):
            waiting |= dependents(key, catalogue)
    for key in sorted(waiting):
        before, after = request.base.entries.get(key), request.head.entries.get(key)
        if before is None or after is None:
            continue
        if not isinstance(before.record, Maintained) or not isinstance(after.record, Maintained):
            continue
        if not after.record.in_force:
            continue
        then, now = standing(before.record, request.base), standing(after.record, request.head)
        if then is None or now is None:
            continue
        if now.state(today) == "changed" and then.state(today) != "changed":
            yield after.record, now
