"""Use this rule to find messages to customers and partners that nobody has approved, or not any more.

In an incident there is no time to ask, so the wording is agreed beforehand, by somebody who may, until a day. A
message without that is drafted again under pressure, or sent unasked.

Add `approval` with the role and the last day. When it has run out, have the wording read again. The role is one that
may itself write to these readers, and the policy says how long an approval may run at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.message import Message
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role
from breakglass.records.vocabulary import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.message import MessageApproval

CODE = "M103"
NAME = "customer-message-not-approved"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="message",
        text="""\
approval: {by: executive-sponsor, until: 2026-11-23}
""",
    ),
)
BAD = (
    Example(
        kind="message",
        text="""\
to: customers
""",
        without=("approval",),
        at=(1, 5),
    ),
    Example(
        kind="message",
        text="""\
approval: {by: executive-sponsor, until: 2026-11-22}
""",
        at=(1, 42),
    ),
    Example(
        kind="message",
        text="""\
approval: {by: executive-sponsor, until: 2099-12-31}
""",
        at=(1, 42),
    ),
    Example(
        kind="message",
        text="""\
approval: {by: technical-resolver, until: 2026-12-31}
""",
        also=(
            Example(
                kind="role",
                text="id: technical-resolver\nauthority: [{may: Pause, limit: For 4 h, actions: [pause-automation]}]\n",
            ),
        ),
        at=(1, 16),
    ),
    Example(
        kind="message",
        text="""\
id: partner-notice
to: partners
""",
        without=("approval",),
        also=(
            Example(
                kind="role",
                text="""\
id: communications-manager
authority: [{may: Write, limit: The approved text, tells: [customers, partners]}]
""",
            ),
        ),
        at=(2, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a message to customers or partners without a standing approval that holds."""
    message = entry.record
    if not isinstance(message, Message) or message.to not in OUTSIDE or not _is_sent(message, catalogue):
        return
    if message.approval is None:
        yield Problem(
            entry.span("to"),
            f"nobody has approved this message to {message.to}",
            "Add approval: with by and until, after the role has read it.",
        )
    elif message.approval.until < today:
        yield Problem(
            entry.span("approval", "until"),
            f"the approval ended on {message.approval.until}",
            f"Have {message.approval.by} read the wording again.",
        )
    else:
        yield from _beyond_limits(entry, message, message.approval, catalogue, today)


def _is_sent(message: Message, catalogue: Catalogue) -> bool:
    """Whether it is in force, or a playbook in force names it although it is not."""
    if message.in_force:
        return True
    return message.status == "draft" and any(p.in_force for p in catalogue.referring(Playbook, message.key))


def _beyond_limits(
    entry: Entry, message: Message, approval: MessageApproval, catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    policy, role = policy_of(catalogue), catalogue.find(Role, approval.by)
    if policy is not None and approval.until - today > policy.message_approval:
        yield Problem(
            entry.span("approval", "until"),
            f"the approval runs for {(approval.until - today).days} days more; "
            f"the policy allows {policy.message_approval.days}",
            f"End it on {today + policy.message_approval} or earlier.",
        )
    if role is not None and not any(message.to in one.tells for one in role.authority):
        yield Problem(
            entry.span("approval", "by"),
            f"{role.title} has no authority to write to {message.to}, and so none to approve it",
            f"Have a role approve it whose authority tells {message.to}.",
        )
