"""Use this rule to find changes whose risk nobody has validated.

The author knows best what they wanted and worst what could go wrong. For the classes that the policy names, a
person in the given role reads the assessment and puts their name to it.

Ask somebody who holds the role and is not the author: `breakglass approve CHANGE --as HANDLE --risk` writes
`risk.validated_by`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import holders, policy_of
from breakglass.records.change import Change
from breakglass.records.specimen import TODO_HANDLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "G107"
NAME = "risk-not-validated"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="change",
        text="""\
risk: {level: low, why: One number is new, validated_by: tomas-lind}
""",
    ),
)
BAD = (
    Example(
        kind="change",
        text="""\
risk: {level: low, why: One number is new}
""",
        at=(1, 7),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for a change whose risk lacks the validation that the policy asks for."""
    del today
    change, policy = entry.record, policy_of(catalogue)
    if not isinstance(change, Change) or policy is None:
        return
    if change.author == TODO_HANDLE:
        return  # a scaffold: what it leaves open is told as that
    control = policy.classes.get(change.change_class)
    if control is None or control.risk is None or change.emergency is not None:
        return
    by, able = change.risk.validated_by, holders(control.risk, catalogue)
    if by is None:
        others = ", ".join(sorted(able - {change.author})) or "somebody who holds the role"
        yield Problem(
            entry.span("risk"),
            f"the policy asks a person in the role {control.risk} to validate the risk, and nobody has",
            f"Ask one of {others}: breakglass approve {change.id} --as HANDLE --risk",
        )
    elif by == change.author or (able and by not in able):
        why = "wrote the change" if by == change.author else f"does not hold the role {control.risk}"
        yield Problem(entry.span("risk", "validated_by"), f"{by} {why}", "Have somebody who may validate the risk.")
