"""What a change of a module touches: the playbooks that use it, each with the place of the use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.findings import Span
from breakglass.records.module import Module
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue, Key

Related = tuple[tuple[str, Span], ...]
"""Notes to a finding, each with its place."""

_SHOWN = 5
"""How many playbooks a finding names before it counts the rest."""


def touched_by(key: Key, catalogue: Catalogue) -> Related:
    """A note for each playbook that a module reaches, through other modules too; none for any other record."""
    if key[0] != "module":
        return ()
    found: dict[Key, Span] = {}
    seen, waiting = {key}, [key]
    while waiting:
        for reference in catalogue.incoming(waiting.pop()):
            entry = catalogue.entries[reference.source]
            if isinstance(entry.record, Playbook) and entry.record.status != "retired":
                found.setdefault(entry.key, entry.span(*reference.path))
            elif isinstance(entry.record, Module) and entry.key not in seen:
                seen.add(entry.key)
                waiting.append(entry.key)
    notes = [(f"touches {'/'.join(name)}", span) for name, span in sorted(found.items())]
    if len(notes) > _SHOWN:
        rest = len(notes) - _SHOWN + 1
        notes = [*notes[: _SHOWN - 1], (f"touches {rest} more playbooks, the next", notes[_SHOWN - 1][1])]
    return tuple(notes)
