"""What a responder sees who comes from an alert: what to do first, or the question that tells the playbooks apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.playbook import Playbook
from breakglass.views.indexes import playbook_line
from breakglass.views.playbook import first_five
from breakglass.views.work import phases_of

if TYPE_CHECKING:
    from breakglass.records.signal import Signal
    from breakglass.views.indexes import PlaybookLine
    from breakglass.views.named import Contact, Named, Names
    from breakglass.views.playbook import FirstFive


ALERTS = "s"
"""The folder of the short addresses, `s/ID/`. Alerts of other systems link there, so it never changes."""


def alert_path(signal: str) -> str:
    """Where the short page of a signal stands below the top of the site."""
    return f"{ALERTS}/{signal}/index"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What tells that it is another of the playbooks."""

    when: str
    go: Named


@dataclass(frozen=True, slots=True)
class Candidate:
    """A playbook that the signal may call for: what holds if it does, and what speaks for another one."""

    line: PlaybookLine
    holds: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class AlertView:
    """The page at a short address. One of `first` and `candidates` is empty, both where no playbook is written."""

    title: str
    condition: str
    threshold: str
    signal: str
    retired: bool
    often_false: str
    line: PlaybookLine | None
    first: FirstFive | None
    candidates: tuple[Candidate, ...]
    owner: Named
    contacts: tuple[Contact, ...]


OFTEN_FALSE = 30
"""From so many false alerts of a hundred on, the page says so before anything else is done."""


def alert_view(signal: Signal, names: Names) -> AlertView:
    """What to do on an alert of this signal. Retired playbooks are left out."""
    playbooks = [p for p in names.catalogue.referring(Playbook, signal.key) if p.status != "retired"]
    pairs = [(playbook, playbook_line(playbook, names)) for playbook in playbooks]
    pairs.sort(key=lambda pair: (pair[1].severity is None, pair[1].severity.rank if pair[1].severity else 0))
    only = pairs[0] if len(pairs) == 1 else None
    page = names.links.to(only[0].key) if only else ""
    technical = signal.owners.technical
    rate = signal.reliability.false_rate if signal.reliability else 0
    return AlertView(
        title=signal.title,
        condition=signal.condition,
        threshold=signal.threshold,
        signal=names.links.to(signal.key),
        retired=signal.status == "retired",
        often_false=f"{rate:g}" if rate >= OFTEN_FALSE else "",
        line=only[1] if only else None,
        first=first_five(only[0], phases_of(only[0], names, page), names, page) if only else None,
        candidates=() if only else tuple(_candidate(playbook, line, playbooks, names) for playbook, line in pairs),
        owner=names.named(technical),
        contacts=names.contacts(technical.key) if technical else (),
    )


def _candidate(playbook: Playbook, line: PlaybookLine, others: list[Playbook], names: Names) -> Candidate:
    keys = {other.key for other in others}
    elsewhere = (
        Elsewhere(case.when, names.named(case.go))
        for case in playbook.confirm.look_alikes
        if case.go is not None and case.go.key in keys
    )
    return Candidate(line, playbook.confirm.holds, tuple(elsewhere))
