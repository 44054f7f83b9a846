"""Who is asked: what a change still lacks under the policy, and who can give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.governance.demands import demands, role_holders
from breakglass.governance.request import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.governance.demands import Demand
    from breakglass.governance.request import Request
    from breakglass.records.change import Change


def asked_of(change: Change, request: Request) -> Iterator[str]:
    """The approvals that a change lacks, each with who can give it, for the middle of a sentence."""
    return (_sentence(demand) for demand in demands(change, request) if not demand.met)


def risk_asked(change: Change, request: Request) -> tuple[str, ...]:
    """Who can validate the risk of a change, as far as the policy asks for that and nobody has; sorted handles."""
    policy = request.policy
    control = policy.classes.get(change.change_class) if policy else None
    if control is None or control.risk is None or change.emergency is not None or change.risk.validated_by:
        return ()
    return tuple(sorted(role_holders(control.risk, request) - request.wrote(change)))


def _sentence(demand: Demand) -> str:
    turn = f" ({demand.turn})" if demand.turn else ""
    names = [f"{demand.side} owner{turn}"] if demand.side else []
    names += [demand.role] if demand.role else []
    who = " or ".join(names)
    many = f"{demand.count} people as {who}" if demand.count > 1 else f"a person as {who}"
    about = f" of {', '.join(map(named, demand.records))}" if demand.side else ""
    return f"{many}{about}: {', '.join(sorted(demand.able)) or 'nobody but who wrote or approves it'}"
