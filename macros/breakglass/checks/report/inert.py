"""Findings with nothing in them that a terminal or a log might obey."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breakglass.findings import Finding, Span

MARK = "\N{REPLACEMENT CHARACTER}"
CONTROL = re.compile(r"[^\t\x20-\x7e\xa0-\U0010ffff]")
"""What a terminal might obey: shown as a mark, not sent."""


def one_line(text: str) -> str:
    """Text in which nothing begins a line of its own: a log obeys some words at the start of one."""
    return CONTROL.sub(MARK, " ".join(text.split()))


def inert(finding: Finding) -> Finding:
    """The finding with nothing in it that a terminal might obey, be it in a message or in the name of a file."""
    return replace(
        finding,
        span=_inert_span(finding.span),
        message=CONTROL.sub(MARK, finding.message),
        mend=CONTROL.sub(MARK, finding.mend),
        others=tuple((label, _inert_span(span)) for label, span in finding.others),
    )


def _inert_span(span: Span) -> Span:
    return replace(span, file=CONTROL.sub(MARK, span.file))
