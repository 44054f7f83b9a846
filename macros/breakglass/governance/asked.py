"""Who is asked: what a change still lacks under the policy, and who can give it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.approvals import entitled, missing_approvals
from breakglass.governance.policy import holders, policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Catalogue, Key
    from breakglass.records.change import Change
    from breakglass.records.policy import Approver


@dataclass(frozen=True, slots=True)
class Asked:
    """An approval that is missing for some records, and the handles of those who can give it, sorted."""

    approver: Approver
    records: tuple[Key, ...]
    handles: tuple[str, ...]

    def sentence(self) -> str:
        """Who is asked, for the middle of a sentence."""
        names = [f"{self.approver.owner} owner"] if self.approver.owner else []
        names += [str(self.approver.role)] if self.approver.role else []
        who = " or ".join(names)
        many = f"{self.approver.count} people as {who}" if self.approver.count > 1 else f"a person as {who}"
        about = f" of {', '.join('/'.join(key) for key in self.records)}" if self.approver.owner else ""
        able = ", ".join(self.handles) if self.handles else "nobody but the author"
        return f"{many}{about}: {able}"


def asked_of(change: Change, catalogue: Catalogue) -> Iterator[Asked]:
    """What a change lacks, with the records together that the same people answer for."""
    policy = policy_of(catalogue)
    if policy is None:
        return
    for missing in missing_approvals(change, policy, catalogue):
        by_handles: dict[tuple[str, ...], list[Key]] = defaultdict(list)
        for key in missing.records:
            able = entitled(missing.approver, key, catalogue)
            author = frozenset() if policy.own_change else frozenset({change.author})
            by_handles[tuple(sorted(able - author))].append(key)
        for handles, keys in by_handles.items():
            yield Asked(missing.approver, tuple(keys), handles)


def risk_asked(change: Change, catalogue: Catalogue) -> tuple[str, ...]:
    """Who can validate the risk of a change, as far as the policy asks for that and nobody has; sorted handles."""
    policy = policy_of(catalogue)
    control = policy.classes.get(change.change_class) if policy else None
    if control is None or control.risk is None or change.emergency is not None or change.risk.validated_by:
        return ()
    return tuple(sorted(holders(control.risk, catalogue) - {change.author}))
