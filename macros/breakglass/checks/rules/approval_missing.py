"""Use this rule to find changes that lack an approval which the policy asks for.

The policy says for each class of change who must agree: an owner of each record, or a person in a role. An
approval counts if it fits the content and its giver is not the author. An emergency change may wait until the day
it names.

Ask for the approval. If the wrong people are asked, the owners of the record or the members of the team are out of
date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.approvals import missing_approvals
from breakglass.governance.policy import policy_of
from breakglass.records.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.records.policy import Approver

CODE = "G105"
NAME = "approval-missing"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="approval",
        text="""\
by: tomas-lind
owner: technical
role: incident-lead
""",
    ),
)
BAD = (
    Example(
        kind="change",
        text="""\
id: chg-alone
class: standard
author: tomas-lind
risk: {level: low, why: One number is new, validated_by: mara-okafor}
records:
  - record: team/night
    to: 1.0.0
    digest: sha256:0000000000000000000000000000000000000000000000000000000000000000
""",
        also=(Example(kind="team", text="id: night\n"),),
        at=(1, 5),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each approval that a change lacks."""
    change, policy = entry.record, policy_of(catalogue)
    if not isinstance(change, Change) or policy is None:
        return
    if change.emergency is not None and today <= change.emergency.review_by:
        return
    for missing in missing_approvals(change, policy, catalogue):
        need = in_words(missing.approver)
        about = ", ".join("/".join(key) for key in missing.records[:_SHOWN])
        more = f" and {len(missing.records) - _SHOWN} more" if len(missing.records) > _SHOWN else ""
        yield Problem(
            entry.span("id"),
            f"nobody has approved it as {need} of {about}{more}"
            if missing.given == 0
            else f"{missing.given} of {missing.approver.count} approvals as {need} of {about}{more}",
            f"Ask for it: breakglass approve {change.id} --as HANDLE",
        )


_SHOWN = 3
"""How many records a finding names before it counts the rest."""


def in_words(approver: Approver) -> str:
    """Who is asked, in words."""
    asked = [f"{approver.owner} owner"] if approver.owner else []
    return " or ".join([*asked, *([str(approver.role)] if approver.role else [])])
