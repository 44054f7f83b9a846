"""Suppressions: a comment in a record that excuses a finding on its line, or on the line below it, until a day.

    # breakglass: ignore[E102] until=2027-01-31 reason=The new rota starts in February

A comment behind a value is about its own line. One with a line to itself is about the next, because the inside of a
block text takes no comment, and a reason is a sentence that wants its space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from breakglass.catalogue.comments import Comment, comments_in
from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.rule import all_rules
from breakglass.checks.waivers import NEVER_WAIVED
from breakglass.governance.policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.catalogue.source import Document
    from breakglass.findings import Finding

_WHOLE = re.compile(r"ignore\[(?P<codes>[^\]]*)\](?P<rest>.*)")
_REST = re.compile(r"\s+until=(?P<until>\S+)\s+reason=(?P<reason>\S.*)")


_SIGNED = frozenset({"review", "approval", "change", "waiver"})


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that excuses findings. `day` is the last one on which it counts, or nothing where `until` is no day."""

    comment: Comment
    codes: tuple[str, ...]
    until: str
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A comment that excuses nothing, and why."""

    comment: Comment
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Quieted:
    """Findings after the suppressions: what stands, what is excused, and the codes in comments that excuse nothing."""

    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, Suppression], ...]
    unused: tuple[tuple[Suppression, str], ...]


def suppressions_in(document: Document) -> list[Suppression | Refused]:
    """What the comments of a document excuse, or why they cannot. Whether their day has come is not asked here."""
    comments = comments_in(document)
    if comments and document.data().get("kind") in _SIGNED:
        said = "what somebody has put their name to takes no suppression"
        return [Refused(comment, said, "Mend what it finds.") for comment in comments]
    return [_read(comment) for comment in comments]


def too_long(suppression: Suppression, catalogue: Catalogue, today: date) -> date | None:
    """The last day that the policy allows to a suppression that ends later still; nothing where it is fine.

    A comment has no first day, so the longest run of a waiver is counted from today.
    """
    policy = policy_of(catalogue)
    if policy is None or suppression.day is None:
        return None
    latest = today + policy.waivers.longest
    return latest if suppression.day > latest else None


def suppress(findings: Iterable[Finding], catalogue: Catalogue, today: date) -> Quieted:
    """Set aside the findings that a comment excuses on a day. Its last day counts."""
    running: dict[tuple[str, int | None, str], Suppression] = {}
    unused: list[tuple[Suppression, str]] = []
    for entry in catalogue.entries.values():
        for comment in suppressions_in(entry.document):
            if isinstance(comment, Refused) or not _runs(comment, catalogue, today):
                continue
            for code in comment.codes:
                key = (comment.comment.span.file, comment.comment.about, code)
                if running.setdefault(key, comment) is not comment:
                    unused.append((comment, code))  # said twice for one line
    kept: list[Finding] = []
    suppressed: list[tuple[Finding, Suppression]] = []
    used = set()
    for finding in findings:
        key = (finding.span.file, finding.span.line, finding.code)
        if key in running:
            used.add(key)
            suppressed.append((finding, running[key]))
        else:
            kept.append(finding)
    unused += [(comment, key[2]) for key, comment in running.items() if key not in used]
    return Quieted(tuple(kept), tuple(suppressed), tuple(unused))


def _runs(suppression: Suppression, catalogue: Catalogue, today: date) -> bool:
    day = suppression.day
    return day is not None and day >= today and too_long(suppression, catalogue, today) is None


def _read(comment: Comment) -> Suppression | Refused:
    match = _WHOLE.fullmatch(comment.words)
    if match is None:
        return Refused(comment, "this comment says nothing that Breakglass knows", _form("E102"))
    rest = _REST.fullmatch(match["rest"])
    if rest is None:
        before, sign, _ = match["rest"].partition("reason=")
        lacks = "no last day" if sign and "until=" not in before else "no reason" if not sign else ""
        message = f"the suppression gives {lacks}" if lacks else "the suppression has words that it should not"
        return Refused(comment, message, _form(match["codes"].upper(), match["rest"]))
    if comment.about is None:
        return Refused(
            comment, "the suppression stands above nothing", "Put it on the line that it excuses, or on one above it."
        )
    codes = tuple(dict.fromkeys(code.strip().upper() for code in match["codes"].split(",")))
    for code in codes:
        if code not in all_rules():
            near = did_you_mean(code, all_rules())
            return Refused(comment, f"there is no rule “{code}”", near or "`breakglass explain` lists them.")
        if code.startswith(NEVER_WAIVED):
            return Refused(comment, f"{code} can never be suppressed", "Mend what it finds.")
    return Suppression(comment, codes, rest["until"], _day(rest["until"]), rest["reason"])


def _form(codes: str, rest: str = "") -> str:
    """How a comment is to be written, with what this one says already."""
    until = re.search(r"until=(\d\S*)", rest)
    reason = re.search(r"reason=(\S.*?)(?=\s+until=|$)", rest)
    day, why = until[1] if until else "2027-01-31", reason[1] if reason else "why it is all right for now"
    return f"Write # breakglass: ignore[{codes}] until={day} reason={why}"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
