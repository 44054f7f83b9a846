"""Actions from incidents and drills: what was decided, by when, and what proves that the risk went down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.drill import Drill
from breakglass.records.incident import Incident
from breakglass.records.vocabulary import ACTION_TITLE
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.records.learning import Action, Proof
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class ProofView:
    """What can be seen now, and the record and change that brought it."""

    seen: str
    record: Named | None
    change: Named | None


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action. `overdue` is as of the build; the page works it out again from `due`."""

    anchor: str
    what: str
    risk: str
    owner: Named
    opened: date
    due: date
    status: str
    title: str
    running: bool
    overdue: bool
    closed: date | None
    proofs: tuple[ProofView, ...]
    dropped: str
    source: Named | None


def action_view(action: Action, names: Names, today: date, source: Named | None = None) -> ActionView:
    """An action as lists show it; with `source` outside the page of the incident or drill."""
    return ActionView(
        f"action-{action.id}",
        action.what,
        action.risk,
        names.named(action.owner),
        action.opened,
        action.due,
        action.status,
        ACTION_TITLE[action.status],
        action.running,
        action.running and action.due < today,
        action.closed,
        tuple(_proof(proof, names) for proof in action.proof),
        action.dropped or "",
        source,
    )


def _proof(proof: Proof, names: Names) -> ProofView:
    return ProofView(
        proof.seen,
        names.named(proof.record, proof.version or "") if proof.record else None,
        names.named(proof.change) if proof.change else None,
    )


def all_actions(names: Names, today: date) -> Iterator[ActionView]:
    """Every action of every incident and drill of this edition, with the page it stands on."""
    for incident in names.catalogue.all(Incident):
        yield from _from(incident.actions, Named(incident.title, names.links.to(incident.key)), names, today)
    for drill in names.catalogue.all(Drill):
        for run in drill.runs:
            yield from _from(run.actions, Named(drill.title, names.links.to(drill.key)), names, today)


def _from(actions: tuple[Action, ...], source: Named, names: Names, today: date) -> Iterator[ActionView]:
    for action in actions:
        yield action_view(action, names, today, Named(source.title, f"{source.href}#action-{action.id}"))
