"""Approving: the approval that a person may give to a change, or why they may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breakglass.governance.approvals import approvals_of, digest_of_change, signed_as
from breakglass.governance.asked import risk_asked
from breakglass.governance.demands import demands, entitled_by, raised, role_holders
from breakglass.governance.request import others_key
from breakglass.records.policy import Approver
from breakglass.records.record import Maintained

if TYPE_CHECKING:
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.governance.request import Request
    from breakglass.records.approval import Approval
    from breakglass.records.change import Change
    from breakglass.records.values import RoleRef
    from breakglass.records.vocabulary import ApprovalDecision, OwnerSide


class ApprovalRefusedError(Exception):
    """The approval cannot be given; the message says why, and who could."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """As what somebody approves: for an owner's side, or in a role."""

    owner: OwnerSide | None = None
    role: RoleRef | None = None

    def __str__(self) -> str:
        """The capacity in words."""
        return f"{self.owner} owner" if self.owner else str(self.role)

    @property
    def approver(self) -> Approver:
        """The capacity as a policy asks for it."""
        return Approver(owner=self.owner, role=self.role)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a change: that they approve or object, why, and whether under their signature."""

    decision: ApprovalDecision = "approves"
    note: str | None = None
    signed: bool = False


def refuse_stale(change: Change, request: Request) -> None:
    """Raise `ApprovalRefusedError` where a record or a file of the change is not what the change says."""
    catalogue = request.head
    for other in change.others:
        _, now = request.unversioned.get(others_key(other.what), (None, None))
        if others_key(other.what) not in request.unversioned or now != other.digest:
            raise ApprovalRefusedError(
                f"{other.what} is not what {change.id} makes of it, so nobody can know what would be approved; "
                "its author runs: breakglass change"
            )
    for changed in change.records:
        entry = catalogue.entries.get(changed.record.key)
        if entry is None:
            why = "has faults" if catalogue.knows(changed.record.key) else "is not there"
            raise ApprovalRefusedError(f"{changed.record} {why}, so nobody can know what would be approved")
        version = entry.record.version if isinstance(entry.record, Maintained) else ""
        if version != changed.after:
            raise ApprovalRefusedError(
                f"{changed.record} is at {version}, and {change.id} is about {changed.after}; "
                "if the change is still under way, its author runs: breakglass change"
            )
        if catalogue.digest(entry.key) != changed.digest:
            raise ApprovalRefusedError(
                f"{changed.record} was edited after {change.id} was written, so its digest is not that of the content; "
                "its author runs: breakglass change"
            )


def capacity_for(change: Change, handle: str, request: Request, decision: ApprovalDecision = "approves") -> Capacity:
    """The one capacity in which a person is asked for their approval. Raises `ApprovalRefusedError` otherwise.

    Whoever takes back what they said does so as what they said it.
    """
    retaken = [a for a in standing_of(change, handle, request.head) if a.decision != decision]
    if len(retaken) == 1:
        return Capacity(retaken[0].side, retaken[0].role)
    able = [one for one in _open_to(change, request, decision) if _records(one, handle, change, request)]
    if decision == "approves" and len(able) > 1:
        able = [one for one in able if _other_place(one, handle, change, request) is None] or able
    if len(able) == 1:
        return able[0]
    if able:
        ways = " or ".join(_option(one) for one in able)
        raise ApprovalRefusedError(f"{handle} could approve {change.id} in several ways; say which, with {ways}")
    if decision == "approves" and handle in risk_asked(change, request):
        raise ApprovalRefusedError(
            f"{handle} is asked to validate the risk of {change.id} and nothing else; add --risk"
        )
    raise ApprovalRefusedError(f"{handle} is not asked to approve {change.id}. {_who(change, request, decision)}")


def approval_of(
    change: Change,
    handle: str,
    capacity: Capacity,
    request: Request,
    today: date,
    said: Said,
) -> dict[str, Any]:
    """The values of the approval, or of the objection. Raises `ApprovalRefusedError` where this person has no say.

    Whoever objected and approves now takes the objection back, and the other way round. What is signed now may
    take the place of an approval that nobody can check, since it is not signed or its signature does not count.
    """
    decision = said.decision
    refuse_author(change, handle, request, decision)
    refuse_stale(change, request)
    asked = _open_to(change, request, decision)
    who = _who(change, request, decision)
    if asked and capacity not in asked:
        raise ApprovalRefusedError(f"no {capacity} is asked to approve {change.id}. {who}")
    if not _records(capacity, handle, change, request):
        raise ApprovalRefusedError(f"{handle} cannot approve {change.id} as {capacity}. {who}")
    if decision == "approves" and (other := _other_place(capacity, handle, change, request)):
        raise ApprovalRefusedError(
            f"{handle} approves {change.id} for {other} already; the policy wants another person as {capacity}. {who}"
        )
    mine = standing_of(change, handle, request.head)
    given = [a for a in mine if a.decision == decision]
    # What is taken back makes room for what is said now.
    retaken = sorted((a for a in mine if a.decision != decision), key=lambda a: not signed_as(a, capacity.approver))
    same = next((a for a in given if signed_as(a, capacity.approver)), None)
    if same and not retaken and not (said.signed and request.head.signatures.get(same.key) != "valid"):
        done = "approved" if decision == "approves" else "objected to"
        raise ApprovalRefusedError(f"{handle} has {done} {change.id} as {capacity} on {same.date} already")
    place = retaken[0] if retaken else same
    identifier = place.id if place else _name(change, handle, capacity, given, request.head)
    first = handle.split("-", maxsplit=1)[0].capitalize()
    data = {
        "kind": "approval",
        "id": identifier,
        "title": f"{first} {decision}: {change.title}",
        "change": change.id,
        "by": handle,
        "owner": capacity.owner,
        "role": capacity.role,
        "decision": None if decision == "approves" else decision,
        "date": str(today),
        "digest": digest_of_change(change),
        "note": said.note,
        "audience": change.audience,
    }
    return {key: value for key, value in data.items() if value is not None}


def standing_of(change: Change, handle: str, catalogue: Catalogue) -> list[Approval]:
    """What a person has said of the content as the change brings it, the earliest first."""
    digest = digest_of_change(change)
    return [a for a in approvals_of(change, catalogue) if a.by == handle and a.digest == digest]


def refuse_author(change: Change, handle: str, request: Request, decision: ApprovalDecision = "approves") -> None:
    """Raise `ApprovalRefusedError` where a person wrote the change themselves, or committed a part of it."""
    policy = request.policy
    if handle in request.wrote(change) and not (policy and policy.own_change):
        who = _who(change, request, decision)
        how = "wrote" if handle == change.author else "has committed a part of"
        raise ApprovalRefusedError(f"{handle} {how} {change.id} and cannot approve it. {who}")


def refuse_validation(change: Change, handle: str, request: Request) -> None:
    """Raise `ApprovalRefusedError` where a person may not put their name to the risk of a change."""
    policy = request.policy
    control = policy.classes.get(change.change_class) if policy else None
    if control is None or control.risk is None:
        raise ApprovalRefusedError(f"the policy asks nobody to validate the risk of a {change.change_class} change")
    able = role_holders(control.risk, request) - request.wrote(change)
    if handle not in able:
        wrote = "wrote" if handle == change.author else "has committed a part of"
        held = handle not in request.wrote(change)
        why = f"does not hold the role {control.risk}" if held else f"{wrote} {change.id}"
        raise ApprovalRefusedError(f"{handle} {why}; the risk is validated by one of {', '.join(sorted(able))}")
    if change.risk.why.startswith("TODO"):
        raise ApprovalRefusedError(f"the risk of {change.id} is not told yet; its author runs: breakglass change")


def _open_to(change: Change, request: Request, decision: ApprovalDecision) -> list[Capacity]:
    """The capacities in which one may speak: those that the policy asks for, either of two where it leaves the choice.

    Where there is an objection, whom the policy names for conflicts settles it with an approval.
    """
    policy = request.policy
    control = policy.classes.get(change.change_class) if policy else None
    found: list[Capacity] = []
    for approver in control.approvers if control else ():
        found += [Capacity(owner=approver.owner)] if approver.owner else []
        found += [Capacity(role=approver.role)] if approver.role else []
    if policy is not None and decision == "approves" and raised(change, request):
        found.append(Capacity(role=policy.conflict.decides))
    return list(dict.fromkeys(found))


def _records(capacity: Capacity, handle: str, change: Change, request: Request) -> list[Key]:
    """The records of the change for which a person may approve in this capacity."""
    return [key for key in _keys(change) if handle in entitled_by(capacity.approver, key, request)]


def _other_place(capacity: Capacity, handle: str, change: Change, request: Request) -> str | None:
    """For whom a person has approved every record already that they could approve in this capacity, in words.

    Nothing where the policy does not separate duties, and for the last word in a conflict, which is no such place.
    """
    policy = request.policy
    if policy is None or not policy.separate_duties:
        return None
    if capacity.role == policy.conflict.decides and raised(change, request):
        return None
    others = [
        demand
        for demand in demands(change, request)
        if handle in demand.given
        and not (demand.side and demand.side == capacity.owner)
        and not (demand.role and demand.role == capacity.role)
    ]
    covered = {key for demand in others for key in demand.records}
    return others[0].who if others and set(_records(capacity, handle, change, request)) <= covered else None


def _keys(change: Change) -> list[Key]:
    """Everything that a change brings."""
    return [*(changed.record.key for changed in change.records), *(others_key(other.what) for other in change.others)]


def _option(capacity: Capacity) -> str:
    return f"--owner {capacity.owner}" if capacity.owner else f"--role {capacity.role}"


def _who(change: Change, request: Request, decision: ApprovalDecision) -> str:
    """A sentence with everybody who could."""
    able = []
    for capacity in _open_to(change, request, decision):
        handles = {handle for key in _keys(change) for handle in entitled_by(capacity.approver, key, request)}
        handles -= request.wrote(change)
        able.append(f"as {capacity}: {', '.join(sorted(handles)) or 'nobody else'}")
    return f"Those who can are, {'; '.join(able)}" if able else "The policy asks for no approval of it"


def _name(change: Change, handle: str, capacity: Capacity, given: list[Approval], catalogue: Catalogue) -> str:
    """The id of the approval: that of a void one is used again, a second valid one says its capacity."""
    name = f"{change.id}-{handle}"
    taken = {approval.id for approval in given}
    if name not in taken and not (("approval", name) in catalogue.entries and _other(name, change, catalogue)):
        return name
    return f"{name}-{capacity.owner or capacity.role}"


def _other(name: str, change: Change, catalogue: Catalogue) -> bool:
    return name not in {approval.id for approval in approvals_of(change, catalogue)}
