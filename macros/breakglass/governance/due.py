"""What falls due: reviews, drills, tests, approvals, waivers and actions, each with its day, its owner and its place.

The dashboard shows all of it, `breakglass due` what is late or near. Both read it here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from breakglass.governance.actions import actions_of
from breakglass.governance.approvals import approvals_of, change_of, missing_approvals
from breakglass.governance.drills import runs_of
from breakglass.governance.policy import cadences_of, policy_of
from breakglass.governance.reviews import standing
from breakglass.records.change import Change
from breakglass.records.drill import Drill
from breakglass.records.incident import Incident
from breakglass.records.message import Message
from breakglass.records.playbook import Playbook
from breakglass.records.record import Maintained
from breakglass.records.signal import Signal
from breakglass.records.vocabulary import OUTSIDE
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.records.values import TeamRef

SOON = timedelta(days=30)
"""From how long before its day something is shown as coming up; a month is enough to find an hour for it."""

Duty = Literal["review", "approval", "waiver", "drill", "signal-test", "emergency", "action"]
DUTIES: tuple[Duty, ...] = get_args(Duty)

DUTY_TITLE: dict[Duty, str] = {
    "review": "Review",
    "approval": "Standing approval",
    "waiver": "Waiver",
    "drill": "Drill",
    "signal-test": "Signal test",
    "emergency": "Emergency change",
    "action": "Action",
}

WAIVED_BY: dict[Duty, tuple[str, ...]] = {
    "review": ("V101", "V102"),
    "drill": ("L104",),
    "signal-test": ("T103",),
    "approval": ("M103",),
    "action": ("L101",),
}
"""The rules that find a duty overdue, so that a waiver of one of them moves its day to the waiver's end."""

DueState = Literal["late", "soon", "fine"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due on a day: the last on which it is in time. Never done: there is no day, and it is late.

    `path` leads to the place in the record `key` that says so. `soon` is the day from which it is coming up. `changed`
    counts what a review attested and what has changed since, so that it is to be confirmed before its day.
    """

    duty: Duty
    key: Key
    path: tuple[str | int, ...]
    title: str
    owner: TeamRef | None
    last: date | None
    day: date | None
    soon: date | None
    note: str = ""
    changed: int = 0

    def state(self, today: date, within: timedelta | None = None) -> DueState:
        """How it stands on a day; with `within`, what falls due in that time is what is coming up."""
        if self.day is None or today > self.day:
            return "late"
        if within is None:
            return "soon" if self.soon is not None and today >= self.soon else "fine"
        return "soon" if self.day - today <= within else "fine"


def all_due(catalogue: Catalogue, today: date) -> Iterator[Due]:
    """Everything that falls due, whenever that is, kind by kind. `today` tells which drills and waivers count."""
    waived = {
        (waiver.record.key, waiver.rule): waiver
        for waiver in catalogue.all(Waiver)
        if waiver.granted <= today <= waiver.until
    }
    for duty in DUTIES:
        for found in _FOUND[duty](catalogue, today):
            excuse = next((w for rule in WAIVED_BY.get(duty, ()) if (w := waived.get((found.key, rule)))), None)
            yield _excused(found, excuse) if excuse else found


def _excused(found: Due, waiver: Waiver) -> Due:
    """What is waived is in time until the waiver ends."""
    if found.day is not None and found.day >= waiver.until:
        return found
    return replace(found, day=waiver.until, soon=_before(waiver.until), note=f"waived by {waiver.id}")


def _before(day: date) -> date:
    return day - min(SOON, day - date.min)


def _after(day: date, time: timedelta) -> date:
    return day + min(time, date.max - day)


def _reviews(catalogue: Catalogue, _: date) -> Iterator[Due]:
    for entry in catalogue.entries.values():
        record = entry.record
        if not isinstance(record, Maintained) or not record.in_force:
            continue
        found = standing(record, catalogue)
        path = ("review", "every") if record.review else ("id",)
        last, day, soon = (found.review.date, found.due, found.soon) if found else (None, None, None)
        changed = len(found.changed) if found else 0
        note = f"to be confirmed: {changed} changed since" if changed else ""
        yield Due("review", record.key, path, record.title, record.owners.technical, last, day, soon, note, changed)


def _approvals(catalogue: Catalogue, _: date) -> Iterator[Due]:
    for message in catalogue.all(Message):
        owner = message.owners.business
        if message.in_force and message.approval is not None:
            until, path = message.approval.until, ("approval", "until")
            by = catalogue.at(message.approval.by)
            note = by.title if by else str(message.approval.by)
            last = _approved(message, catalogue)
            yield Due("approval", message.key, path, message.title, owner, last, until, _before(until), note)
        elif message.in_force and message.to in OUTSIDE:
            yield Due("approval", message.key, ("to",), message.title, owner, None, None, None)


def _approved(message: Message, catalogue: Catalogue) -> date | None:
    """The day on which the wording as it is was last agreed to."""
    found = change_of(message, catalogue)
    return max((one.date for one in approvals_of(found[0], catalogue)), default=None) if found else None


def _waivers(catalogue: Catalogue, _: date) -> Iterator[Due]:
    for waiver in catalogue.all(Waiver):
        record = catalogue.at(waiver.record)
        owner = record.owners.technical if isinstance(record, Maintained) else None
        until = waiver.until
        yield Due(
            "waiver", waiver.key, ("until",), waiver.title, owner, waiver.granted, until, _before(until), waiver.rule
        )


def _drills(catalogue: Catalogue, today: date) -> Iterator[Due]:
    for playbook in catalogue.all(Playbook):
        cadences = cadences_of(playbook, catalogue)
        if not playbook.in_force or cadences is None or cadences.drill is None:
            continue
        drills = catalogue.referring(Drill, playbook.key)
        last = max((run.date for _, _, run in runs_of(playbook, catalogue) if run.date <= today), default=None)
        day = _after(last, cadences.drill) if last else None
        note = ""
        if day and not any(drill.in_force and playbook.id in drill.playbooks for drill in drills):
            day, note = None, "no drill in force names it any more"
        owner, soon = playbook.owners.technical, _before(day) if day else None
        yield Due("drill", playbook.key, ("id",), playbook.title, owner, last, day, soon, note)


def _signal_tests(catalogue: Catalogue, _: date) -> Iterator[Due]:
    policy = policy_of(catalogue)
    for signal in catalogue.all(Signal):
        if not signal.in_force or policy is None:
            continue
        last = signal.reliability.tested if signal.reliability else None
        day = _after(last, policy.signal_test) if last else None
        path = ("reliability", "tested") if last else ("id",)
        owner, soon = signal.owners.technical, _before(day) if day else None
        yield Due("signal-test", signal.key, path, signal.title, owner, last, day, soon)


def _emergencies(catalogue: Catalogue, _: date) -> Iterator[Due]:
    policy = policy_of(catalogue)
    for change in catalogue.all(Change):
        if policy is None or change.emergency is None:
            continue
        missing = list(missing_approvals(change, policy, catalogue))
        if missing:
            first = catalogue.at(change.records[0].record) if change.records else policy
            owner = first.owners.technical if isinstance(first, Maintained) else None
            by = change.emergency.review_by
            note = f"{len(missing)} approval{'' if len(missing) == 1 else 's'} to follow"
            path = ("emergency", "review_by")
            yield Due("emergency", change.key, path, change.title, owner, change.date, by, change.date, note)


def _actions(catalogue: Catalogue, _: date) -> Iterator[Due]:
    for record in (*catalogue.all(Incident), *catalogue.all(Drill)):
        for path, action in actions_of(record):
            if action.running:
                days = (action.opened, action.due, _before(action.due))
                yield Due("action", record.key, (*path, "due"), action.what, action.owner, *days, record.title)


_FOUND: dict[Duty, Callable[[Catalogue, date], Iterator[Due]]] = {
    "review": _reviews,
    "approval": _approvals,
    "waiver": _waivers,
    "drill": _drills,
    "signal-test": _signal_tests,
    "emergency": _emergencies,
    "action": _actions,
}
