"""The page of what this product offers: each need with links to its fields, pages and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.incident import Incident
from breakglass.records.playbook import Playbook
from breakglass.views.fields import anchor_of
from breakglass.views.named import Named
from breakglass.views.needs import AREAS
from breakglass.views.rules import rule_path

if TYPE_CHECKING:
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need with its links."""

    what: str
    fields: tuple[Named, ...]
    pages: tuple[Named, ...]
    checks: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """A part of the field with its needs."""

    title: str
    needs: tuple[NeedView, ...]


def offer(names: Names) -> tuple[AreaView, ...]:
    """What this site offers, with links to where."""
    stands = _stands(names)

    def page(label: str, path: str) -> Named:
        head, hash_, anchor = path.partition("#")
        if head in stands:
            return Named(label, f"{stands[head]}{hash_}{anchor}")
        whole = names.links.index_page(head) if head.endswith("index") else names.links.page(head)
        return Named(label, f"{whole}{hash_}{anchor}")

    return tuple(
        AreaView(
            area.title,
            tuple(
                NeedView(
                    need.what,
                    tuple(Named(f, names.links.page("write/fields", anchor_of(f))) for f in need.fields),
                    tuple(page(label, path) for label, path in need.pages),
                    tuple(Named(code, names.links.page(rule_path(code))) for code in need.checks),
                )
                for need in area.needs
            ),
        )
        for area in AREAS
    )


def _stands(names: Names) -> dict[str, str]:
    """A page of each sort that lines lead to; the list of the kind where the site has none."""
    playbooks = names.catalogue.all(Playbook)
    # One that has everything a line may lead to: compliance clocks, and something that was learnt.
    used = [playbook for playbook in playbooks if playbook.in_force and playbook.compliance]
    used.sort(key=lambda playbook: not names.catalogue.referring(Incident, playbook.key))
    live = used or [playbook for playbook in playbooks if playbook.in_force]
    retired = [playbook for playbook in playbooks if playbook.status == "retired"]
    full = [incident for incident in names.catalogue.all(Incident) if incident.full]
    lists = {kind: names.links.index(kind) for kind in ("playbook", "incident")}
    playbook = names.links.to(live[0].key) if live else lists["playbook"]
    return {
        "PLAYBOOK": playbook,
        "RETIRED": names.links.to(retired[0].key) if retired else lists["playbook"],
        "INCIDENT": names.links.to(full[0].key) if full else lists["incident"],
        "PAST": next(iter(names.past.values()), playbook),
    }
