"""Use this rule to find links in texts whose address is of a kind that the site does not allow.

The page shows such a link as plain text, so that nothing written in a record can run in a reader's browser. The
author should know.

Use https, mailto, tel, slack or msteams, or an address within the site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breakglass.catalogue.references import values_of
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.values import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry

CODE = "X101"
NAME = "unsafe-link"
SEVERITY = Severity.ERROR

_LINK = re.compile(r"\]\(\s*<?([A-Za-z][A-Za-z0-9+.-]*):|<([A-Za-z][A-Za-z0-9+.-]+):[^\s<>]*>")
"""The scheme of a Markdown link, or of an address in angle brackets."""

GOOD = (Example(kind="team", text='about: "See [the rota](https://rota.fernway.example)."\n'),)
BAD = (Example(kind="team", text='about: "See [the rota](javascript:alert(1))."\n', at=(1, 8)),)


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each link of an unknown kind."""
    del catalogue, today
    for path, value in values_of(entry.record):
        if not isinstance(value, str):
            continue
        for match in _LINK.finditer(value):
            scheme = next(group for group in match.groups() if group)
            if scheme.lower() not in SCHEMES:
                yield Problem(
                    entry.span(*path),
                    f"a link of the kind {scheme}: is not allowed",
                    f"Use one of {', '.join(sorted(SCHEMES))}.",
                )
