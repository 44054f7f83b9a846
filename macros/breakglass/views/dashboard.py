"""The governance dashboard: what is due, by whom, and how much of it there is.

Everything here carries its dates, so that the page can work out again on the day it is read what is late.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, get_args

from breakglass.governance.due import DUTIES, SOON, Due, Duty, all_due
from breakglass.records.kinds import KIND_TITLE, KINDS
from breakglass.records.record import Maintained
from breakglass.records.team import Team
from breakglass.records.vocabulary import Status
from breakglass.records.waiver import Waiver
from breakglass.views.actions import ActionView, all_actions
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.views.named import Names

_SCREEN = 15
"""So many lines of a list are read at a glance."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that falls due on a day. Never done: there is no day, and it is late.

    `state` is as of the build; `changed` says that it is to be confirmed before its day, since something has changed.
    """

    what: Named
    kind: str
    owner: Named
    last: date | None
    due: date | None
    soon: date | None
    state: str
    note: str
    changed: bool


@dataclass(frozen=True, slots=True)
class DueList:
    """One kind of duty: how many there are in each state, and the lines, the earliest first."""

    anchor: str
    title: str
    about: str
    late_word: str
    lines: tuple[DueLine, ...]
    late: int
    soon: int
    changed: int

    @property
    def long(self) -> bool:
        """More than a screen holds, so that what is in time shows on request only."""
        return len(self.lines) > _SCREEN


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What one team answers for: records, the days on which something of it falls due, and how much was never done."""

    team: Named
    records: int
    open_actions: int
    dues: tuple[date, ...]
    never: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many records of a kind there are in each status."""

    kind: Named
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The state of everything that is governed, as of the day of the build."""

    built: date
    lists: tuple[DueList, ...]
    actions: tuple[ActionView, ...]
    overdue: int
    load: tuple[LoadLine, ...]
    statuses: tuple[str, ...]
    kinds: tuple[StatusRow, ...]


def dashboard(names: Names, today: date) -> Dashboard:
    """What the dashboard shows."""
    found: dict[Duty, list[Due]] = {duty: [] for duty in DUTIES}
    for due in all_due(names.catalogue, today):
        found[due.duty].append(due)
    lists = tuple(
        _list(kind, [_line(due, names, today) for due in found[kind.duty]])
        for kind in _LISTS
        if found[kind.duty] or kind.always
    )
    running = sorted((a for a in all_actions(names, today) if a.running), key=lambda action: action.due)
    return Dashboard(
        today,
        tuple(sorted(lists, key=lambda found: not found.late)),
        tuple(running),
        sum(action.overdue for action in running),
        tuple(_load(names, lists, running, today)),
        _STATUSES,
        tuple(_statuses(names)),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """What stands above a list, and whether it is shown when there is nothing in it."""

    duty: Duty
    anchor: str
    title: str
    about: str
    late_word: str
    always: bool = True


_LISTS = (
    _Kind("review", "reviews", "Reviews", "Records in force, by the day on which the next review is due.", "overdue"),
    _Kind("approval", "approvals", "Standing approvals", "Messages whose wording is approved until a day.", "run out"),
    _Kind("waiver", "waivers", "Waivers", "Checks that are set aside for one record until a day.", "run out"),
    _Kind("drill", "drills", "Drills", "Playbooks, by the day on which they are to be drilled again.", "overdue"),
    _Kind("signal-test", "signals", "Signal tests", "Signals, by the day on which they are to be tested again.",
          "overdue"),
    _Kind("emergency", "emergencies", "Emergency changes",
          "Changes that took effect before their approvals, by the day on which these are to follow.", "overdue",
          always=False),
)  # fmt: skip


def _list(kind: _Kind, lines: Iterable[DueLine]) -> DueList:
    ordered = tuple(sorted(lines, key=lambda line: (line.due or date.min, line.what.title.casefold())))
    states = Counter(line.state for line in ordered)
    return DueList(
        kind.anchor, kind.title, kind.about, kind.late_word, ordered, states["late"], states["soon"], states["changed"]
    )


def _line(due: Due, names: Names, today: date) -> DueLine:
    """A line of a list. A waiver is shown with the record that it excuses in place of an owner."""
    waiver = names.catalogue.find(Waiver, due.key[1]) if due.duty == "waiver" else None
    owner = names.named(waiver.record if waiver else due.owner)
    what = Named(due.title, names.links.to(due.key))
    state: str = due.state(today)
    if due.changed and state != "late":
        state = "changed"
    return DueLine(what, due.key[0], owner, due.last, due.day, due.soon, state, due.note, due.changed > 0)


def _kept(names: Names) -> Iterator[Maintained]:
    for entry in names.catalogue.entries.values():
        if isinstance(entry.record, Maintained) and entry.record.in_force:
            yield entry.record


def _load(names: Names, lists: tuple[DueList, ...], running: list[ActionView], today: date) -> Iterator[LoadLine]:
    owned = Counter(str(record.owners.technical) for record in _kept(names))
    for team in names.catalogue.all(Team):
        what = Named(team.title, names.links.to(team.key))
        mine = [line for found in lists if found.anchor != "waivers" for line in found.lines if line.owner == what]
        actions = [action.due for action in running if action.owner == what]
        dues = sorted([*(line.due for line in mine if line.due), *actions])
        never = sum(line.due is None for line in mine)
        if owned[team.id] or actions:
            late = never + sum(due < today for due in dues)
            soon = sum(today <= due <= today + SOON for due in dues)
            yield LoadLine(what, owned[team.id], len(actions), tuple(dues), never, late, soon)


_STATUSES: tuple[Status, ...] = get_args(Status)


def _statuses(names: Names) -> Iterator[StatusRow]:
    for kind, model in KINDS.items():
        if not issubclass(model, Maintained):
            continue
        counts = Counter(
            entry.record.status
            for entry in names.catalogue.entries.values()
            if isinstance(entry.record, Maintained) and entry.record.kind == kind
        )
        if counts:
            title = "Risk appetites" if kind == "appetite" else KIND_TITLE[kind]
            yield StatusRow(Named(title, names.links.index(kind)), tuple(counts[status] for status in _STATUSES))
