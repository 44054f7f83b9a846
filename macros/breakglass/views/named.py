"""Things with a name that may have a page: how records, teams and roles are mentioned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

import phonenumbers

from breakglass.records.kinds import PAGELESS
from breakglass.records.role import Role
from breakglass.records.team import Team
from breakglass.records.vocabulary import CHANNEL_TITLE
from breakglass.views import prose
from breakglass.views.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.team import Channel
    from breakglass.records.values import Ref, Target
    from breakglass.views.links import Links


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """A title, and the address of its page if there is one."""

    title: str
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written: file and line, and their address on the forge if the site names one."""

    place: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach someone. `href` is empty where the address is of a kind that no link may have.

    `number` is what to dial, spaced for reading; empty for anything but a phone.
    """

    kind: str
    name: str
    href: str | None
    always: bool
    number: str = ""


@dataclass(frozen=True, eq=False)
class Names:
    """Turns references into names. A record that could not be read keeps its id and loses the link.

    `withheld` names the records that exist and are for fewer readers than this edition: of these not even the
    id is shown.
    """

    catalogue: Catalogue
    links: Links
    withheld: frozenset[tuple[str, str]] = frozenset()
    past: Mapping[tuple[tuple[str, str], str], str] = field(default_factory=dict)
    """The pages of past versions, by record and version."""
    trail: Trail = field(default_factory=Trail)
    _made: dict[tuple[str, str, str], object] = field(default_factory=dict)

    def once(self, what: str, key: tuple[str, str], make: Callable[[], T]) -> T:
        """What `make` gives, made once for each record: the same message or path stands on many pages."""
        name = (what, *key)
        if name not in self._made:
            self._made[name] = make()
        return cast("T", self._made[name])

    def named(self, reference: Ref | Target | None, note: str = "") -> Named:
        """The title and page of the record that a reference means."""
        if reference is None:
            return Named("nobody yet", None, note)
        record = self.catalogue.at(reference)
        if record is None:
            withheld = reference.key in self.withheld
            return Named("not part of this edition" if withheld else str(reference), None, note)
        return Named(record.title, self.page(record.key), note)

    def page(self, key: tuple[str, str]) -> str | None:
        """The address of a record's page, or nothing where it has none."""
        return self.links.to(key) if key in self.catalogue.entries and key[0] not in PAGELESS else None

    def source(self, key: tuple[str, str], *path: str | int) -> Source:
        """Where the value at `path` of a record is written. The key is one of the catalogue."""
        span = self.catalogue.entries[key].key_span(*path)
        return Source(f"{span.file.rpartition('/')[2]}:{span.line}", self.links.file(span.file, span.line))

    def contacts(self, key: tuple[str, str]) -> tuple[Contact, ...]:
        """The channels of a team, or of the teams that staff a role, the first ones first."""
        return self.once("contacts", key, lambda: self._contacts(key))

    def _contacts(self, key: tuple[str, str]) -> tuple[Contact, ...]:
        kind, name = key
        if kind == "team":
            team = self.catalogue.find(Team, name)
            return tuple(contact(channel) for channel in team.channels) if team else ()
        role = self.catalogue.find(Role, name)
        return tuple(c for team in role.teams for c in self.contacts(team.key)) if role else ()


def contact(channel: Channel) -> Contact:
    """A channel as a reader sees it."""
    always = channel.hours == "always"
    title, href = CHANNEL_TITLE[channel.kind], prose.address(channel.address)
    return Contact(title, channel.name, href, always, number(channel.address))


def number(address: str) -> str:
    """The digits of a `tel:` address in groups, to be read aloud or dialled on another phone."""
    if not address.lower().startswith("tel:"):
        return ""
    try:
        parsed = phonenumbers.parse(address[len("tel:") :])
    except phonenumbers.NumberParseException:
        return address[len("tel:") :]
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
