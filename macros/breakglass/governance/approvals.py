"""Approvals: whether a change has those that the policy asks for, and whether they still fit the content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.catalogue.digest import digest_of_all
from breakglass.governance.policy import holders, members
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.records.change import ChangedRecord
    from breakglass.records.policy import Approver, Policy


def digest_of_change(change: Change) -> str:
    """What an approval of the change is bound to: the digest over all the content that it brings."""
    digests = [(str(changed.record), changed.digest) for changed in change.records]
    return digest_of_all([*digests, *((other.what, other.digest or "gone") for other in change.others)])


def approvals_of(change: Change, catalogue: Catalogue) -> list[Approval]:
    """All approvals that name the change, the earliest first."""
    return sorted(catalogue.referring(Approval, change.key), key=lambda approval: (approval.date, approval.id))


def counts(approval: Approval, change: Change, policy: Policy) -> bool:
    """Whether an approval counts: it agrees, it fits the content, and its giver is not the author."""
    own = approval.by == change.author and not policy.own_change
    return not own and approval.decision == "approves" and approval.digest == digest_of_change(change)


def change_of(record: Maintained, catalogue: Catalogue) -> tuple[Change, ChangedRecord] | None:
    """The change that brought the record to its present version, with its line about the record."""
    for change in catalogue.referring(Change, record.key):
        for changed in change.records:
            if changed.record.key == record.key and changed.after == record.version:
                return change, changed
    return None


@dataclass(frozen=True, slots=True)
class Missing:
    """An approval that the policy asks for and nobody has given, for these records."""

    approver: Approver
    records: tuple[Key, ...]
    given: int


def missing_approvals(change: Change, policy: Policy, catalogue: Catalogue) -> Iterator[Missing]:
    """What is still to be approved of the versions in force. Each record needs the approval of its own owners.

    An approval counts for what its giver signed as, and for nothing else: who signs as incident lead has not
    answered for the process, even where the same person would be entitled to do both.

    Where nobody is known who might approve, nothing is missing here: there is no such record, or it has no owner, or
    the team no members, and that is a fault of its own.
    """
    control = policy.classes.get(change.change_class)
    if control is None:
        return
    valid = [approval for approval in approvals_of(change, catalogue) if counts(approval, change, policy)]
    places = control.approvers
    # A past version was approved by whoever owned the record then.
    keys = [c.record.key for c in change.records if _version(c.record.key, catalogue) == c.after]
    if change.emergency is not None and policy.key not in keys and _still_stands(change, catalogue):
        # About what has no version the owners of the policy were asked when it was merged, but here they follow.
        keys.append(policy.key)
    # Who has left since was entitled when they approved: that they were is for the request to know.
    able = {key: [entitled(place, key, catalogue, ever=True) for place in places] for key in keys}
    given = {key: filled(places, able[key], valid, policy) for key in keys}
    for index, approver in enumerate(places):
        short: list[Key] = []
        fewest = approver.count
        for key in keys:
            agreed = len(given[key][index])
            if able[key][index] and agreed < approver.count:
                short.append(key)
                fewest = min(fewest, agreed)
        if short:
            yield Missing(approver, tuple(short), fewest)


def _still_stands(change: Change, catalogue: Catalogue) -> bool:
    """Whether something without a version that a change brought has not been brought by a later one again."""
    later = {
        other.what
        for one in catalogue.all(Change)
        if (one.date, one.id) > (change.date, change.id)
        for other in one.others
    }
    return any(other.what not in later for other in change.others)


def filled(
    places: Sequence[Approver], able: Sequence[frozenset[str]], valid: Iterable[Approval], policy: Policy
) -> list[tuple[str, ...]]:
    """Who fills each place of approval of one record. `able` holds the handles that may fill each of them.

    Where the policy separates duties, one person fills one place: the first that is still open. Who signed for one
    place alone comes before who signed for several.
    """
    meant: dict[str, list[int]] = {}
    for approval in valid:
        known = meant.setdefault(approval.by, [])
        known += [i for i, place in enumerate(places) if signed_as(approval, place) and approval.by in able[i]]
    found: list[list[str]] = [[] for _ in places]
    for by, indices in sorted(meant.items(), key=lambda one: len(set(one[1]))):
        wanted = dict.fromkeys(indices)
        if policy.separate_duties:
            wanted = dict.fromkeys(sorted(wanted, key=lambda i: len(found[i]) >= places[i].count)[:1])
        for index in wanted:
            found[index].append(by)
    return [tuple(givers) for givers in found]


def _version(key: Key, catalogue: Catalogue) -> str | None:
    entry = catalogue.entries.get(key)
    return getattr(entry.record, "version", None) if entry else None


def signed_as(approval: Approval, approver: Approver) -> bool:
    """Whether an approval was given as what is asked for."""
    owner = approver.owner is not None and approval.side == approver.owner
    role = approver.role is not None and approval.role == approver.role
    return owner or role


def entitled(approver: Approver, key: Key, catalogue: Catalogue, *, ever: bool = False) -> frozenset[str]:
    """The handles of all who may approve a change of a record as what is asked for; with `ever`, or might have once."""
    found: frozenset[str] = holders(approver.role, catalogue, ever=ever) if approver.role else frozenset()
    record = catalogue.entries[key].record
    if approver.owner and isinstance(record, Maintained):
        found |= members(getattr(record.owners, approver.owner), catalogue, ever=ever)
    return found
