"""Use this rule to find messages to customers and partners that name what is ours.

A customer does not know what *Charge order* is, and a stranger should not learn which platforms we run on. The
name of a vendor in the first message also tells who is to blame before anyone knows.

Chat channels, service accounts, handles and addresses
inside the house count as well, in small letters or large.

Say what it means for the reader: “your order”, “our mails”. A name that is a word of every day, or that customers know,
stands under `plain_words` of the policy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.governance.policy import policy_of
from breakglass.records.message import Message
from breakglass.records.platform import Platform
from breakglass.records.process import Process
from breakglass.records.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "M104"
NAME = "message-names-internals"
SEVERITY = Severity.ERROR

GOOD = (
    Example(
        kind="message",
        text="""\
subject: Your order {order_number} takes longer
""",
    ),
)
BAD = (
    Example(
        kind="message",
        text="""\
subject: "Power Automate holds up your order {order_number}"
""",
        at=(1, 10),
    ),
    Example(
        kind="message",
        text="""\
subject: "svc-orders has stopped, order {order_number}"
""",
        at=(1, 10),
    ),
    Example(
        kind="message",
        text="""\
subject: "A fault of power automate by microsoft, order {order_number}"
""",
        at=(1, 10),
    ),
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each text of a message that names what only we know."""
    del today
    message = entry.record
    if not isinstance(message, Message) or message.to not in {"customers", "partners"} or message.status == "retired":
        return
    names, automations = _internal(catalogue)
    for key, text in (("subject", message.subject or ""), ("body", message.body)):
        words = names.search(text) or automations.search(text) or _TELLTALE.search(text)
        if words:
            yield Problem(
                entry.span(key),
                f"“{words[0]}” is a name that only we know",
                "Say what it means for the reader.",
            )


_SHORTEST = 4
"""Names shorter than this are words like any other."""


_TELLTALE = re.compile(
    r"(?<![\w#])#[a-z][\w-]*"  # a chat channel
    r"|(?<![\w-])(?:svc|srv|sa|usr)[-_][\w-]+"  # a service account
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:internal|intranet|intra|local|lan|corp|home\.arpa)(?![\w-])"  # RFC 6762, G
    r"|(?<![\d.])(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?![\d.])",  # RFC 1918
    re.IGNORECASE,
)


def _internal(catalogue: Catalogue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The names of platforms, vendors, processes, teams and people, in letters of any size; those of automations.

    A title of a process or team that is one word, as “Fulfilment”, is a word like any other. An automation, as “Charge
    order”, is named after what it does: in small letters its name is everybody's.
    """
    titles = [record.title for record in (*catalogue.all(Process), *catalogue.all(Team)) if " " in record.title]
    platforms = catalogue.all(Platform)
    names = [*(platform.title for platform in platforms), *(platform.vendor for platform in platforms), *titles]
    automations = [automation.name for process in catalogue.all(Process) for automation in process.automations]
    names += [handle for team in catalogue.all(Team) for handle in (*team.members, *team.former) if "-" in handle]
    policy = policy_of(catalogue)
    plain = {word.casefold() for word in policy.plain_words} if policy else set()
    return _any_of(names, plain, re.IGNORECASE), _any_of(automations, plain, re.NOFLAG)


def _any_of(names: list[str], plain: set[str], flags: re.RegexFlag) -> re.Pattern[str]:
    kept = {name for name in names if len(name) >= _SHORTEST and name.casefold() not in plain}
    # The longest first, so that a finding names all of “Salesforce Flow”.
    listed = "|".join(re.escape(name) for name in sorted(kept, key=lambda name: (-len(name), name))) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", flags)
