"""Demands: whose approval a change needs under the policy of the base, and who has given it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from breakglass.governance.approvals import approvals_of, counts, digest_of_change, filled
from breakglass.governance.policy import holders, members
from breakglass.governance.request import FILE, others_key
from breakglass.records.record import Maintained
from breakglass.records.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.governance.request import Request
    from breakglass.records.approval import Approval
    from breakglass.records.change import Change
    from breakglass.records.policy import Approver, Policy
    from breakglass.records.values import RoleRef, TeamRef
    from breakglass.records.vocabulary import OwnerSide


Turn = Literal["so far", "from now on", "of the policy"]
"""Which owner is asked, where a request gives a record to somebody else, or to a team that is new."""

_UNOWNED = frozenset({FILE, "incident"})
"""What has no owner of its own: the owners of the policy answer for it."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One approval that the policy asks for.

    `who` says it in words. `records` are those that it covers, `able` the handles that may give it, who has not agreed
    for somebody else already, `given` those that have, and `count` how many are needed.
    """

    who: str
    side: OwnerSide | None
    role: str | None
    records: tuple[Key, ...]
    able: frozenset[str]
    given: tuple[str, ...]
    count: int
    turn: Turn | None = None

    @property
    def met(self) -> bool:
        """Whether enough people have agreed."""
        return len(self.given) >= self.count


def demands(change: Change, request: Request) -> tuple[Demand, ...]:
    """Every approval that a change needs, by the policy of the base and by who belonged where in the base.

    Where a request changes the owner of a record, the owner of the base lets go and the new one takes over: both are
    asked. Teams, roles and records that the base does not know are taken as the request has them.
    """
    policy = request.policy
    control = policy.classes.get(change.change_class) if policy else None
    if policy is None or control is None:
        return ()
    valid = valid_approvals(change, request, policy)
    keys = [*(changed.record.key for changed in change.records), *(others_key(other.what) for other in change.others)]
    every = [one for key in keys for one in _of_record(key, change, request, valid)]
    found: dict[tuple[str, frozenset[str], tuple[str, ...]], Demand] = {}
    for _, one in sorted(every, key=lambda each: each[0]):
        same = (one.who, one.able, one.given)
        known = found.get(same)
        found[same] = replace(one, records=(*known.records, *one.records) if known else one.records)
    return tuple(found.values())


def expected(change_class: str, edits: tuple[Key, ...], request: Request) -> tuple[str, ...]:
    """Whom the policy of the base asks about records that no change names yet, in words."""
    policy = request.policy
    control = next((c for name, c in policy.classes.items() if name == change_class), None) if policy else None
    if control is None:
        return ()
    words = [who for approver in control.approvers for key in edits for who, _, _ in _asked(approver, key, request)]
    return tuple(dict.fromkeys(words))


def raised(change: Change, request: Request) -> tuple[Approval, ...]:
    """Objections of people who are asked, against the content as it is, settled or not."""
    asked = frozenset[str]().union(*(demand.able for demand in demands(change, request)))
    given = approvals_of(change, request.head)
    return tuple(a for a in given if a.decision == "objects" and a.by in asked and fits(a, change))


def objections(change: Change, request: Request) -> tuple[Approval, ...]:
    """Objections of people who are asked, against the content as it is, that nobody has settled.

    Whom the policy names for conflicts settles them with an approval in that role.
    """
    policy = request.policy
    if policy is None:
        return ()
    decides = policy.conflict.decides
    able = role_holders(decides, request)
    settled = any(a.role == decides and a.by in able for a in valid_approvals(change, request, policy))
    return () if settled else raised(change, request)


def fits(approval: Approval, change: Change) -> bool:
    """Whether an approval or objection is about the content that the change brings."""
    return approval.digest == digest_of_change(change)


def valid_approvals(change: Change, request: Request, policy: Policy) -> tuple[Approval, ...]:
    """The approvals that count: they fit, and their givers have written nothing of the change."""
    wrote = frozenset() if policy.own_change else request.wrote(change)
    control = policy.classes.get(change.change_class)
    # The day that a change gives itself does not count: one could be written for the day before.
    signed = control is not None and control.signed_since is not None and not request.settled(change)
    return tuple(
        approval
        for approval in approvals_of(change, request.head)
        if counts(approval, change, policy)
        and approval.by not in wrote
        and (not signed or request.head.signatures.get(approval.key) == "valid")
    )


def unsure_approvers(change: Change, request: Request) -> Iterator[str]:
    """A sentence for each approver of whom the history leaves open whether they wrote a part of the change."""
    perhaps = request.perhaps_wrote(change) if request.policy and not request.policy.own_change else frozenset[str]()
    for by in dict.fromkeys(a.by for a in approvals_of(change, request.head) if a.by in perhaps):
        yield (
            f"{by} approves {change.id}, and somebody whose name or address is like theirs has committed a part of it. "
            "Look who that was."
        )


def role_holders(role: RoleRef, request: Request) -> frozenset[str]:
    """Who may hold a role, by the base; by the request only for a role that the base does not know."""
    if request.base.find(Role, role) is not None:
        return holders(role, request.base)
    return holders(role, request.head)


def entitled_by(approver: Approver, key: Key, request: Request) -> frozenset[str]:
    """The handles of all who may answer for one record, whoever wrote it: of both owners where it changes hands."""
    return frozenset[str]().union(*(able for _, _, able in _asked(approver, key, request)))


def _of_record(key: Key, change: Change, request: Request, valid: tuple[Approval, ...]) -> Iterator[tuple[int, Demand]]:
    """What the policy asks about one record of a change, each with the number of its place in the policy."""
    policy = request.policy
    if policy is None:
        return
    places = policy.classes[change.change_class].approvers
    wrote = frozenset[str]() if policy.own_change else request.wrote(change)
    asked = [list(_asked(place, key, request)) for place in places]
    able = [frozenset[str]().union(*(handles for _, _, handles in one)) - wrote for one in asked]
    given = filled(places, able, valid, policy)
    for index, (place, one) in enumerate(zip(places, asked, strict=True)):
        others = {by for i, givers in enumerate(given) if i != index for by in givers} if policy.separate_duties else ()
        role = str(place.role) if place.role else None
        for who, turn, handles in one:
            agreed = tuple(by for by in given[index] if by in handles)
            able_yet = handles - wrote - set(others)
            yield index, Demand(who, place.owner, role, (key,), able_yet, agreed, place.count, turn)


def _asked(approver: Approver, key: Key, request: Request) -> Iterator[tuple[str, Turn | None, frozenset[str]]]:
    """Who is asked about one record, in words, which of two owners that is, and the handles that may answer."""
    by_role = role_holders(approver.role, request) if approver.role else frozenset[str]()
    role = f"the role {approver.role}" if approver.role else ""
    if approver.owner is None:
        if role:
            yield role, None, by_role
        return
    if key[0] in _UNOWNED:
        owner = _owner(approver.owner, request.policy.key, request.base) if request.policy else None
        owner = owner or (_owner(approver.owner, request.policy.key, request.head) if request.policy else None)
        words = f"the {approver.owner} owner of the policy"
        able = by_role | (_members(owner, request) if owner else frozenset())
        yield f"{words} or {role}" if role else words, "of the policy", able
        return
    before, after = (_owner(approver.owner, key, side) for side in (request.base, request.head))
    for team in dict.fromkeys(team for team in (before, after) if team is not None):
        moves = before is not None and after is not None and before != after
        turn: Turn | None = ("so far" if team == before else "from now on") if moves else None
        words = f"the {approver.owner} owner {team}{f' ({turn})' if turn else ''}"
        yield (f"{words} or {role}" if role else words), turn, _members(team, request) | by_role
        owner = _owner(approver.owner, request.policy.key, request.base) if request.policy else None
        if owner is not None and ("team", str(team)) not in request.base.entries:
            # A request must not bring its own approvers.
            yield (
                f"the {approver.owner} owner of the policy, since {team} is new",
                "of the policy",
                _members(owner, request),
            )
    if before is None and after is None:
        yield role or f"the {approver.owner} owner, and there is none", None, by_role


def _owner(side: OwnerSide, key: Key, catalogue: Catalogue) -> TeamRef | None:
    entry = catalogue.entries.get(key)
    record = entry.record if entry else None
    if not isinstance(record, Maintained):
        return None
    owner: TeamRef | None = getattr(record.owners, side)
    return owner


def _members(team: TeamRef, request: Request) -> frozenset[str]:
    return members(team, request.base if ("team", str(team)) in request.base.entries else request.head)
