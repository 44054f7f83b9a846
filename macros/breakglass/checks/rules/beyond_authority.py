"""Use this rule to find work that goes beyond the authority of the role that does it.

At three in the morning a person does what the page says. If the page asks for more than they may decide, they either
stop, or go on and answer for it alone.

Give the step to a role whose authority covers it, or widen the role's limits in its own record, with approval. What no
role may do, nobody may: each action that changes something, and each audience, stands in the authority of some role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.flow import is_corrective
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.message import Message
from breakglass.records.module import Module
from breakglass.records.platform import Platform
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role
from breakglass.records.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.catalogue.references import Path
    from breakglass.records.vocabulary import Phase

CODE = "P112"
NAME = "beyond-authority"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="role",
        text="""\
id: technical-resolver
authority: [{may: Pause one, limit: For 4 h, actions: [pause-automation]}]
""",
    ),
)
BAD = (
    Example(
        kind="message",
        text="""\
id: ticket
sender: technical-resolver
to: vendor
""",
        also=(
            Example(
                kind="role",
                text="id: technical-resolver\nauthority: [{may: Pause, limit: For 4 h, actions: [pause-automation]}]\n",
            ),
        ),
        at=(2, 9),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each step, amount or message beyond the limits of its role."""
    del today
    record = entry.record
    if isinstance(record, Playbook) and record.status != "retired":
        steps: list[tuple[Path, Phase, Step]] = [
            (("phases", phase, "steps", index), phase, step) for phase, index, step in record.own_steps()
        ]
        platforms = record.platforms
    elif isinstance(record, Module) and record.status != "retired":
        steps = [
            (("steps", index), record.phase, step) for index, step in enumerate(record.steps) if isinstance(step, Step)
        ]
        platforms = ()
    elif isinstance(record, Message):
        yield from _sender(entry, record, catalogue)
        return
    else:
        return
    for path, phase, step in steps:
        role = catalogue.find(Role, step.role)
        if role is None:
            continue
        # An action that no platform knows is another rule's finding.
        if step.action and _is_known(step.action, catalogue) and is_corrective(step, phase, platforms, catalogue):
            able = _able(catalogue, "actions", step.action)
            if role.id not in able:
                yield Problem(
                    entry.span(*path, "role"),
                    f"{role.title} has no authority for {step.action}",
                    _who_may(able, "actions", step.action),
                )
        if step.money is not None:
            limit = _limit(role, step.money.currency)
            if step.money.amount > limit:
                yield Problem(
                    entry.span(*path, "money"),
                    f"{role.title} may commit {limit:g} {step.money.currency} at most",
                    "Give the step to a role with a higher limit.",
                )


def _sender(entry: Entry, message: Message, catalogue: Catalogue) -> Iterator[Problem]:
    able = _able(catalogue, "tells", message.to)
    role = catalogue.find(Role, message.sender)
    if role is not None and role.id not in able and message.status != "retired":
        yield Problem(
            entry.span("sender"),
            f"{role.title} has no authority to write to {message.to}",
            _who_may(able, "tells", message.to),
        )


def _who_may(able: list[str], field: str, value: str) -> str:
    if able:
        return f"These have: {', '.join(able)}."
    return f"No role has; list {value} under {field}: in the authority of the one that may."


def _able(catalogue: Catalogue, field: str, value: str) -> list[str]:
    """The roles whose authority names a value."""
    roles = [role for role in catalogue.all(Role) if role.status != "retired"]
    return [role.id for role in roles if any(value in getattr(a, field) for a in role.authority)]


def _is_known(action: str, catalogue: Catalogue) -> bool:
    return any(action in platform.actions for platform in catalogue.all(Platform))


def _limit(role: Role, currency: str) -> float:
    amounts = [a.money.amount for a in role.authority if a.money and a.money.currency == currency]
    return max(amounts, default=0.0)
