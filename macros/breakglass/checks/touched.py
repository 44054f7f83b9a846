"""What a change of a module touches: the playbooks that use it, each with the place of the use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.module import Module
from breakglass.records.playbook import Playbook

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.catalogue.references import Path
    from breakglass.findings import Span

Related = tuple[tuple[str, "Span"], ...]
"""Notes to a finding, each with its place."""

_SHOWN = 5
"""How many playbooks a finding names before it counts the rest."""


def touched_by(key: Key, catalogue: Catalogue) -> Related:
    """A note for each playbook that a module reaches, through other modules too; none for any other record."""
    if key[0] != "module":
        return ()
    found: dict[Key, Path] = {}
    seen, waiting = {key}, [key]
    while waiting:
        for reference in catalogue.incoming(waiting.pop()):
            entry = catalogue.entries[reference.source]
            if isinstance(entry.record, Playbook) and entry.record.status != "retired":
                found.setdefault(entry.key, reference.path)
            elif isinstance(entry.record, Module) and entry.key not in seen:
                seen.add(entry.key)
                waiting.append(entry.key)
    names = sorted(found)
    spans = [catalogue.entries[name].span(*found[name]) for name in names[:_SHOWN]]
    said = [f"touches {'/'.join(name)}" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        said[-1] = f"touches {len(names) - _SHOWN + 1} more playbooks, the next"
    return tuple(zip(said, spans, strict=True))
