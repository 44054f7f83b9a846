"""The governance dashboard: what is due, by whom, and how much of it there is.

Everything here carries its dates, so that the page can work out again on the day it is read what is late.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

from breakglass.governance.drills import played
from breakglass.governance.policy import cadences_of, policy_of
from breakglass.governance.reviews import standing
from breakglass.records.drill import Drill
from breakglass.records.kinds import KIND_TITLE, KINDS
from breakglass.records.message import Message
from breakglass.records.playbook import Playbook
from breakglass.records.record import Maintained
from breakglass.records.signal import Signal
from breakglass.records.team import Team
from breakglass.records.vocabulary import Status
from breakglass.records.waiver import Waiver
from breakglass.views.actions import ActionView, all_actions
from breakglass.views.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breakglass.views.named import Names

_SOON = timedelta(days=30)
"""From how long before its day something is shown as coming up."""
_SCREEN = 15
"""So many lines of a list are read at a glance."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that falls due on a day. Never done: there is no day, and it is late. `state` is as of the build."""

    what: Named
    kind: str
    owner: Named
    last: date | None
    due: date | None
    soon: date | None
    state: str
    note: str


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
    lists = (
        _list("reviews", "Reviews", "Records in force, by the day on which the next review is due.", "overdue",
              _reviews(names, today)),
        _list("approvals", "Standing approvals", "Messages whose wording is approved until a day.", "run out",
              _approvals(names, today)),
        _list("waivers", "Waivers", "Checks that are set aside for one record until a day.", "run out",
              _waivers(names, today)),
        _list("drills", "Drills", "Playbooks, by the day on which they are to be drilled again.", "overdue",
              _drills(names, today)),
        _list("signals", "Signal tests", "Signals, by the day on which they are to be tested again.", "overdue",
              _signals(names, today)),
    )  # fmt: skip
    running = sorted((a for a in all_actions(names, today) if a.running), key=lambda action: action.due)
    return Dashboard(
        today,
        lists,
        tuple(running),
        sum(action.overdue for action in running),
        tuple(_load(names, lists, running)),
        _STATUSES,
        tuple(_statuses(names)),
    )


def _list(anchor: str, title: str, about: str, late_word: str, lines: Iterable[DueLine]) -> DueList:
    ordered = tuple(sorted(lines, key=lambda line: (line.due or date.min, line.what.title.casefold())))
    states = Counter(line.state for line in ordered)
    return DueList(anchor, title, about, late_word, ordered, states["late"], states["soon"])


def _state(due: date | None, soon: date | None, today: date) -> str:
    if due is None or today > due:
        return "late"
    return "soon" if soon is not None and today >= soon else "fine"


def _line(
    what: Named,
    kind: str,
    owner: Named,
    days: tuple[date | None, date | None, date | None],
    today: date,
    note: str = "",
) -> DueLine:
    last, due, soon = days
    return DueLine(what, kind, owner, last, due, soon, _state(due, soon, today), note)


def _reviews(names: Names, today: date) -> Iterator[DueLine]:
    for record in _kept(names):
        found = standing(record, names.catalogue)
        what = Named(record.title, names.links.to(record.key))
        owner = names.named(record.owners.technical)
        days = (found.review.date, found.due, found.soon) if found else (None, None, None)
        changed = len(found.changed) if found else 0
        note = f"to be confirmed: {changed} changed since" if changed else ""
        yield _line(what, record.kind, owner, days, today, note)


def _approvals(names: Names, today: date) -> Iterator[DueLine]:
    for message in names.catalogue.all(Message):
        if message.approval is not None and message.in_force:
            until = message.approval.until
            owner = names.named(message.owners.business)
            what = Named(message.title, names.links.to(message.key))
            yield _line(
                what, "message", owner, (None, until, until - _SOON), today, str(names.named(message.approval.by).title)
            )


def _waivers(names: Names, today: date) -> Iterator[DueLine]:
    for waiver in names.catalogue.all(Waiver):
        what = Named(waiver.title, names.links.to(waiver.key))
        days = (waiver.granted, waiver.until, waiver.until - _SOON)
        yield _line(what, "waiver", names.named(waiver.record), days, today, waiver.rule)


def _drills(names: Names, today: date) -> Iterator[DueLine]:
    last: dict[str, date] = {}
    for drill in names.catalogue.all(Drill):
        for run in drill.runs:
            for name in played(run, drill, names.catalogue):
                last[name] = max(run.date, last.get(name, run.date))
    for playbook in names.catalogue.all(Playbook):
        cadences = cadences_of(playbook, names.catalogue)
        if not playbook.in_force or cadences is None or cadences.drill is None:
            continue
        newest = last.get(playbook.id)
        due = newest + cadences.drill if newest else None
        what = Named(playbook.title, names.links.to(playbook.key))
        owner = names.named(playbook.owners.technical)
        yield _line(what, "playbook", owner, (newest, due, due - _SOON if due else None), today)


def _signals(names: Names, today: date) -> Iterator[DueLine]:
    policy = policy_of(names.catalogue)
    for signal in names.catalogue.all(Signal):
        if not signal.in_force or policy is None:
            continue
        tested = signal.reliability.tested if signal.reliability else None
        due = tested + policy.signal_test if tested else None
        what = Named(signal.title, names.links.to(signal.key))
        owner = names.named(signal.owners.technical)
        yield _line(what, "signal", owner, (tested, due, due - _SOON if due else None), today)


def _kept(names: Names) -> Iterator[Maintained]:
    for entry in names.catalogue.entries.values():
        if isinstance(entry.record, Maintained) and entry.record.in_force:
            yield entry.record


def _load(names: Names, lists: tuple[DueList, ...], running: list[ActionView]) -> Iterator[LoadLine]:
    owned = Counter(str(record.owners.technical) for record in _kept(names))
    for team in names.catalogue.all(Team):
        what = Named(team.title, names.links.to(team.key))
        mine = [line for found in lists if found.anchor != "waivers" for line in found.lines if line.owner == what]
        dues = sorted(line.due for line in mine if line.due)
        actions = sum(action.owner == what for action in running)
        if owned[team.id] or actions:
            late, soon = (sum(line.state == state for line in mine) for state in ("late", "soon"))
            yield LoadLine(what, owned[team.id], actions, tuple(dues), len(mine) - len(dues), late, soon)


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
