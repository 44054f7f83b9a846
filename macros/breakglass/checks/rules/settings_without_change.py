"""Use this rule to find pull requests that change what judges the next one, where no change brings that.

A setting that ignores a rule, a baseline that knows every finding already, a key added to those who may sign: each of
them opens the gate for the request that follows. They are no records, so no owner of a record is asked about them. The
owners of the policy answer for them.

Run `breakglass change`, which names the file with its digest, and have it approved by the owners of the policy. Of
`pyproject.toml` and `mkdocs.yml` only the part about this program counts, and a baseline may always shrink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity, Span
from breakglass.governance.request import others_key
from breakglass.records.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.governance.request import Request

CODE = "G214"
NAME = "settings-without-change"
SEVERITY = Severity.ERROR

_DIGEST = "sha256:" + "2" * 64
_CHANGE = f"id: chg-2026-0050\nrecords: []\nothers: [{{what: breakglass.toml, digest: '{_DIGEST}'}}]\n"
_APPROVED = Example(kind="approval", text="id: fifty\nchange: chg-2026-0050\n")
GOOD = (
    Example(
        kind="change",
        text=_CHANGE,
        also=(_APPROVED,),
        base=(),
        beside=(("breakglass.toml", _DIGEST),),
    ),
)
BAD = (
    Example(
        kind="change",
        text=_CHANGE,
        also=(_APPROVED,),
        base=(),
        beside=(("breakglass.toml", "sha256:" + "3" * 64),),
        at=(-1, -1),
    ),
)
"""The finding has its place in the file, which is no record."""


def check_request(request: Request, today: date) -> Iterator[Problem]:
    """Yield a problem for each file beside the records that is another one and that no change names as it is."""
    del today
    if not request.base.all(Policy):
        return  # before there is a policy there is no gate to open
    for name, (_, now) in sorted(request.files.items()):
        if request.bringing(others_key(name)) is None:
            what = "another one" if now else "gone"
            yield Problem(
                Span(name, 1, 1, 1, 1),
                f"{name} judges the requests that follow; it is {what}, and no change says so",
                "Write one, and have the owners of the policy approve it: breakglass change",
            )
