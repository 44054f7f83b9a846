"""Escalation: who is called when, how to reach them, and who answers in the end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from breakglass.records.vocabulary import CHANNEL_TITLE
from breakglass.records.words import after, in_words
from breakglass.views import prose
from breakglass.views.diagram import Diagram, DiagramEdge, DiagramNode, Shape, draw
from breakglass.views.named import Contact, Named

if TYPE_CHECKING:
    from markupsafe import Markup

    from breakglass.records.escalation import Escalation
    from breakglass.records.values import Callee
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class Rung:
    """One level. `minutes` is counted from the declaration."""

    anchor: str
    after: str
    minutes: int
    who: Named
    when: str
    brings: str
    contacts: tuple[Contact, ...]

    @property
    def quickest(self) -> Contact | None:
        """What to try first: a phone that somebody answers at every hour, or else the first way that is written."""
        phone = next((contact for contact in self.contacts if contact.number and contact.always), None)
        return phone or next(iter(self.contacts), None)


@dataclass(frozen=True, slots=True)
class SpecialistView:
    """A specialist that is called on a condition."""

    who: Named
    when: str
    within: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class LastResortView:
    """Who answers when nobody else did."""

    who: Named
    may: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class EscalationView:
    """A path with everything that is needed to call."""

    path: Named
    about: str
    rungs: tuple[Rung, ...]
    specialists: tuple[SpecialistView, ...]
    then: Named | None
    last_resort: LastResortView | None
    drawing: Markup


_MOST_CONTACTS = 3
"""How many channels a rung shows: the fastest ones. The rest stand on the team's page."""

_KIND_BY_SCHEME = {
    "tel": CHANNEL_TITLE["phone"],
    "mailto": CHANNEL_TITLE["mail"],
    "slack": CHANNEL_TITLE["chat"],
    "msteams": CHANNEL_TITLE["chat"],
}


def escalation_ladder(path: Escalation, names: Names) -> EscalationView:
    """A path as its own page and every playbook that uses it show it."""
    return names.once("ladder", path.key, lambda: _ladder(path, names))


def _ladder(path: Escalation, names: Names) -> EscalationView:
    rungs = tuple(
        Rung(
            f"level-{level.id}",
            after(level.after),
            int(level.after.total_seconds() // 60),
            names.named(level.call),
            level.when,
            level.brings,
            _contacts(level.call, level.via, names),
        )
        for level in path.levels
    )
    last = path.last_resort
    resort = LastResortView(names.named(last.call), last.may, _contacts(last.call, last.via, names)) if last else None
    return EscalationView(
        path=Named(path.title, names.links.to(path.key)),
        about=path.about,
        rungs=rungs,
        specialists=tuple(
            SpecialistView(names.named(s.call), s.when, in_words(s.within), _contacts(s.call, None, names))
            for s in path.specialists
        ),
        then=names.named(path.then) if path.then else None,
        last_resort=resort,
        drawing=_drawing(path, rungs, resort, names),
    )


def _contacts(callee: Callee | None, via: str | None, names: Names) -> tuple[Contact, ...]:
    """The address of just this level, then the channels of whoever is called, none of them twice."""
    others = names.contacts(callee.key) if callee else ()
    if via is None:
        return others[:_MOST_CONTACTS]
    href = prose.address(via)
    known = next((contact for contact in others if href is not None and contact.href == href), None)
    own = known or Contact(_kind(via), _shown(via), href, always=True)
    return (own, *(contact for contact in others if contact is not known))[:_MOST_CONTACTS]


def _kind(address: str) -> str:
    return _KIND_BY_SCHEME.get(address.partition(":")[0].lower(), "Direct")


def _shown(address: str) -> str:
    """An address as people read it: the host of a web page, else everything behind the scheme."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() in {"http", "https"}:
        return rest.removeprefix("//").partition("/")[0] or address
    return rest or address


def _drawing(path: Escalation, rungs: tuple[Rung, ...], resort: LastResortView | None, names: Names) -> Markup:
    nodes = [_drawn(rung.anchor, "level", rung.who, rung.after) for rung in rungs]
    if path.then is not None:
        nodes.append(_drawn("then", "level", names.named(path.then), "then this path"))
    if resort is not None:
        nodes.append(_drawn("last", "outcome", resort.who, "last resort"))
    edges = tuple(DiagramEdge(first.id, second.id) for first, second in pairwise(nodes))
    title = f"Escalation path: {prose.plain(path.title)}"
    levels = f"{len(rungs)} level{'' if len(rungs) == 1 else 's'}"
    description = f"{levels}, each counted from the declaration. The same path stands beside it as a list."
    return draw(Diagram(title, description, tuple(nodes), edges), f"ladder-{path.id}")


def _drawn(name: str, shape: Shape, who: Named, note: str) -> DiagramNode:
    words = prose.plain(who.title)
    return DiagramNode(name, shape, words, note, who.href, f"{note.capitalize()}: {words}")
