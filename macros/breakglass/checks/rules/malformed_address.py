"""Use this rule to find addresses that cannot be called, clicked or paged.

A number without its country code works at the desk and not from a mobile abroad; a channel name without a
link has to be searched for.

Write `tel:` with + and digits, `mailto:` with one address, `slack://channel?team=…&id=…` or https for chats,
and https for pagers, tickets and pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.escalation import Escalation
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.records.record import Record

CODE = "E106"
NAME = "malformed-address"
SEVERITY = Severity.ERROR

_WEB = (r"https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#]\S*)?", "https://status.example.com")
_PHONE = (r"tel:\+[1-9][0-9]{6,14}", "tel:+442079460111")  # ITU-T E.164: at most 15 digits
_MAIL = (r"mailto:[^@\s,;?]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\?\S+)?", "mailto:desk@example.com")
_SLACK = (r"slack://channel\?team=T\w+&id=[CDG]\w+", "slack://channel?team=T0123&id=C0123")
_TEAMS = (r"msteams:/\S+", "msteams:/l/channel/…")

FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "phone": (_PHONE,),
    "mail": (_MAIL,),
    "chat": (_SLACK, _TEAMS, _WEB),
    "page": (_WEB, _PHONE),
    "ticket": (_WEB, _MAIL),
    "web": (_WEB,),
}
"""The forms that each kind of channel may take, each with an example."""

GOOD = (
    Example(
        kind="team",
        text="""\
channels:
  - kind: phone
    address: tel:+442079460111
    name: Duty phone
""",
    ),
)
BAD = (
    Example(
        kind="team",
        text="""\
channels:
  - kind: phone
    address: "0207 946 0111"
    name: Duty phone
""",
        at=(3, 14),
    ),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each address of the wrong form."""
    for path, address, kind in _addresses(entry.record):
        if address.startswith("TODO"):
            continue  # S201 says so
        forms = FORMS.get(kind, tuple(dict.fromkeys(form for all_ in FORMS.values() for form in all_)))
        if not any(re.fullmatch(pattern, address) for pattern, _ in forms):
            examples = " or ".join(example for _, example in forms)
            yield Problem(
                entry.span(*path), f"“{address}” is no address that can be used", f"Write it like {examples}."
            )


def _addresses(record: Record) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """The addresses of a record with their paths, and the kind of channel where it is known."""
    if isinstance(record, Team):
        for index, channel in enumerate(record.channels):
            yield ("channels", index, "address"), channel.address, channel.kind
    elif isinstance(record, Escalation):
        for index, level in enumerate(record.levels):
            if level.via is not None:
                yield ("levels", index, "via"), level.via, ""
        if record.last_resort is not None and record.last_resort.via is not None:
            yield ("last_resort", "via"), record.last_resort.via, ""
