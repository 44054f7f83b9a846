"""Findings with nothing in them that a terminal or a log might obey."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from breakglass.plaintext import plain

if TYPE_CHECKING:
    from breakglass.findings import Finding, Span


def inert(finding: Finding) -> Finding:
    """The finding with nothing in it that a terminal might obey, be it in a message or in the name of a file."""
    return replace(
        finding,
        span=_inert_span(finding.span),
        message=plain(finding.message),
        mend=plain(finding.mend),
        others=tuple((label, _inert_span(span)) for label, span in finding.others),
    )


def _inert_span(span: Span) -> Span:
    return replace(span, file=plain(span.file))
