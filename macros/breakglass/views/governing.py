"""The pages of policies, changes and waivers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.approvals import digest_of_change, missing_approvals
from breakglass.governance.policy import policy_of
from breakglass.governance.request import others_key
from breakglass.governance.severity import rubric_of
from breakglass.records.vocabulary import CLASS_TITLE
from breakglass.records.words import in_words
from breakglass.views.day import DayView, day_view
from breakglass.views.head import ApprovalView, approval_views, short
from breakglass.views.named import Named
from breakglass.views.rules import rule_path

if TYPE_CHECKING:
    from datetime import date

    from breakglass.records.change import Change
    from breakglass.records.policy import Approver, Policy
    from breakglass.records.waiver import Waiver
    from breakglass.views.named import Names


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class of change: what belongs there, who agrees, who validates the risk."""

    title: str
    means: str
    approvers: tuple[str, ...]
    risk: Named | None
    afterwards: str


@dataclass(frozen=True, slots=True)
class CadenceView:
    """How often records of a severity are reviewed and drilled."""

    what: str
    review: str
    drill: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The house rules."""

    about: str
    classes: tuple[ClassView, ...]
    separate_duties: bool
    conflict: str
    decides: Named
    cadences: tuple[CadenceView, ...]
    signal_test: str
    workaround: str
    waiver: str
    waiver_by: tuple[Named, ...]


def policy_page(policy: Policy, names: Names) -> PolicyPage:
    """What the page of a policy shows."""
    rubric = rubric_of(names.catalogue)
    titles = {level.id: level.title for level in rubric.severities} if rubric else {}
    return PolicyPage(
        policy.about,
        tuple(
            ClassView(
                CLASS_TITLE[name],
                control.means,
                tuple(_approver(a, names) for a in control.approvers),
                names.named(control.risk) if control.risk else None,
                in_words(control.afterwards) if control.afterwards else "",
            )
            for name, control in policy.classes.items()
        ),
        policy.separate_duties,
        policy.conflict.how,
        names.named(policy.conflict.decides),
        tuple(
            CadenceView(
                f"Playbooks at {titles[name]}" if name in titles else "Everything else",
                in_words(cadence.review),
                in_words(cadence.drill) if cadence.drill else "not by itself",
            )
            for name, cadence in policy.cadence.items()
        ),
        in_words(policy.signal_test),
        in_words(policy.workaround),
        in_words(policy.waivers.longest),
        tuple(names.named(role) for role in policy.waivers.by),
    )


def _approver(approver: Approver, names: Names) -> str:
    owner = f"{approver.owner} owner" if approver.owner else ""
    role = names.named(approver.role).title if approver.role else ""
    who = " or ".join(part for part in (owner, role) if part)
    return f"{approver.count} × {who}" if approver.count > 1 else who


@dataclass(frozen=True, slots=True)
class ChangedView:
    """A record that the change moved. `fits` says whether the record still is what was approved."""

    record: Named
    kind: str
    before: str
    after: str
    digest: str
    current: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A change with its approvals."""

    date: date
    change_class: str
    author: str
    reason: str
    incident: Named | None
    risk: str
    risk_why: str
    validated_by: str
    records: tuple[ChangedView, ...]
    others: tuple[OtherView, ...]
    digest: str
    approvals: tuple[ApprovalView, ...]
    missing: tuple[str, ...]
    emergency: EmergencyView | None


@dataclass(frozen=True, slots=True)
class OtherView:
    """Something without a version that a change brought: a file beside the records, or an incident told otherwise."""

    what: Named
    digest: str


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """Who let an emergency change through, and by when the approvals follow."""

    by: str
    role: Named
    why: str
    review_by: date


def change_page(change: Change, names: Names) -> ChangePage:
    """What the page of a change shows."""
    policy = policy_of(names.catalogue)
    missing = missing_approvals(change, policy, names.catalogue) if policy else ()
    emergency = change.emergency
    return ChangePage(
        change.date,
        CLASS_TITLE[change.change_class],
        change.author,
        change.reason,
        names.named(change.incident) if change.incident else None,
        change.risk.level,
        change.risk.why,
        change.risk.validated_by or "",
        tuple(_changed(change, names)),
        tuple(OtherView(_other(one.what, names), short(one.digest) if one.digest else "") for one in change.others),
        short(digest_of_change(change)),
        approval_views(change, names),
        tuple(_approver(m.approver, names) for m in missing),
        EmergencyView(emergency.authorised_by, names.named(emergency.role), emergency.why, emergency.review_by)
        if emergency
        else None,
    )


def _other(what: str, names: Names) -> Named:
    """An incident with the way to its page, or a file by its path."""
    key = others_key(what)
    if key in names.withheld:
        return Named("not part of this edition")
    entry = names.catalogue.entries.get(key)
    return Named(entry.record.title, names.page(key)) if entry else Named(what)


def _changed(change: Change, names: Names) -> list[ChangedView]:
    found = []
    for one in change.records:
        entry = names.catalogue.entries.get(one.record.key)
        current = entry is not None and getattr(entry.record, "version", "") == one.after
        fits = current and names.catalogue.digest(one.record.key) == one.digest
        kind = one.record.key[0]
        found.append(
            ChangedView(names.named(one.record), kind, one.before or "", one.after, short(one.digest), current, fits)
        )
    return found


@dataclass(frozen=True, slots=True)
class WaiverPage:
    """A waiver, and how it stands with its last day."""

    rule: Named
    record: Named
    reason: str
    by: str
    role: Named
    granted: date
    until: date
    stands: DayView
    then: str


def waiver_page(waiver: Waiver, names: Names, today: date) -> WaiverPage:
    """What the page of a waiver shows."""
    return WaiverPage(
        Named(waiver.rule, names.links.page(rule_path(waiver.rule))),
        names.named(waiver.record),
        waiver.reason,
        waiver.by,
        names.named(waiver.role),
        waiver.granted,
        waiver.until,
        waiver_day(waiver, today),
        waiver.then,
    )


def waiver_day(waiver: Waiver, today: date) -> DayView:
    """How a waiver stands with its last day."""
    return day_view(waiver.until, today, late="Has run out", soon="Runs out soon", fine="In force")
