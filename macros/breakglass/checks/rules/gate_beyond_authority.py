"""Use this rule to find decisions that are given to a role which may not take them.

The tree ends at a gate, and the person who stands there must be able to say yes. Where they may not, everybody waits
for somebody whom nobody has called.

The same goes for whoever calls a rollback, starts the fallback, or stands at a branch of the tree: somebody who may
decide nothing can only ask.

Give the decision to a role whose authority lists the gate, or list it in the role's record, with approval. To decide at
a branch that takes a step, the role needs the step's action; for a rollback, a gate; for anything else, some authority
beyond reading and writing messages.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.playbook import Playbook
from breakglass.records.role import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.catalogue.references import Path
    from breakglass.records.role import Authority

CODE = "D106"
NAME = "gate-beyond-authority"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {ask: Is the cause known?, answers: {"Yes": outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: disable-until-review, criteria: Known, decides: incident-lead}
""",
    ),
)
BAD = (
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {ask: Is the cause known?, answers: {"Yes": outcome/fix}}
  outcomes:
    fix: {title: Fix it, gate: disable-until-review, criteria: Known, decides: technical-resolver}
""",
        also=(
            Example(
                kind="role",
                text="id: technical-resolver\nauthority: [{may: Pause, limit: For 4 h, actions: [pause-automation]}]\n",
            ),
        ),
        at=(6, 80),
    ),
    Example(
        kind="playbook",
        text="""\
rollback: {when: The first charges are wrong, decides: scribe, steps: [Turn the flow off.]}
""",
        also=(
            Example(kind="role", text="id: scribe\nauthority: [{may: Write, limit: What is said, tells: [staff]}]\n"),
        ),
        at=(1, 56),
    ),
    Example(
        kind="playbook",
        text="""\
decisions:
  start: runs-starting
  nodes:
    runs-starting: {ask: Is the cause known?, answers: {"Yes": outcome/fix}, decides: scribe}
  outcomes:
    fix: {title: Fix it, gate: fix-in-place, criteria: Known, decides: incident-lead}
""",
        also=(
            Example(kind="role", text="id: scribe\nauthority: [{may: Write, limit: What is said, tells: [staff]}]\n"),
        ),
        at=(4, 87),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each outcome, branch, rollback or fallback whose decider may not decide it."""
    del today
    playbook = entry.record
    if not isinstance(playbook, Playbook) or playbook.status == "retired":
        return
    roles = [role for role in catalogue.all(Role) if role.status != "retired"]
    for path, decides, what, may in _decisions(playbook):
        role = catalogue.find(Role, decides)
        if role is None or (role.status != "retired" and any(may(a) for a in role.authority)):
            continue
        able = [one.id for one in roles if any(may(a) for a in one.authority)]
        yield Problem(
            entry.span(*path),
            f"{role.title} has no authority to decide {what}",
            f"These have: {', '.join(able)}." if able else "No role has; list it in the authority of the one that may.",
        )


def _decisions(playbook: Playbook) -> Iterator[tuple[Path, str, str, Callable[[Authority], bool]]]:
    """Everything that somebody decides: where, who, what, and whether an authority covers it."""
    actions = {step.id: step.action for _, _, step in playbook.own_steps()}
    for name, node in playbook.decisions.nodes.items():
        if node.decides is None:
            continue
        path: Path = ("decisions", "nodes", name, "decides")
        action = actions.get(node.step) if node.step else None
        if action:
            yield path, node.decides, action, partial(_lets, "actions", action)
        else:
            yield path, node.decides, f"at “{name}”", _decides_something
    for name, outcome in playbook.decisions.outcomes.items():
        path = ("decisions", "outcomes", name, "decides")
        yield path, outcome.decides, outcome.gate, partial(_lets, "gates", outcome.gate)
    yield ("rollback", "decides"), playbook.rollback.decides, "a rollback", lambda a: bool(a.gates)
    yield ("fallback", "decides"), playbook.fallback.decides, "the fallback", _decides_something


def _lets(field: str, value: str, authority: Authority) -> bool:
    return value in getattr(authority, field)


def _decides_something(authority: Authority) -> bool:
    return bool(authority.gates or authority.actions or authority.money)
