"""Use this rule to find messages to customers and partners that name what is ours.

A customer does not know what *Charge order* is, and a stranger should not learn which platforms we run on. The
name of a vendor in the first message also tells who is to blame before anyone knows.

Say what it means for the reader: “your order”, “our mails”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
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
)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each text of a message that names a platform, process, team or automation."""
    del today
    message = entry.record
    if not isinstance(message, Message) or message.to not in {"customers", "partners"} or message.status == "retired":
        return
    names = _internal(catalogue)
    for key, text in (("subject", message.subject or ""), ("body", message.body)):
        found = next((name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)), None)
        if found:
            yield Problem(
                entry.span(key),
                f"“{found}” is a name that only we know",
                "Say what it means for the reader.",
            )


_SHORTEST = 4
"""Names shorter than this are words like any other."""


def _internal(catalogue: Catalogue) -> list[str]:
    """The names of platforms, processes, teams and automations, as they are written.

    Several words, or one that is no word of every day: “Make” begins many a sentence, “Customer care” is how customers
    know that team.
    """
    titles = [record.title for record in (*catalogue.all(Process), *catalogue.all(Team)) if " " in record.title]
    names = [*(platform.title for platform in catalogue.all(Platform)), *titles]
    names += [automation.name for process in catalogue.all(Process) for automation in process.automations]
    common = {"Make", "Customer care"}
    return [name for name in dict.fromkeys(names) if len(name) >= _SHORTEST and name not in common]
