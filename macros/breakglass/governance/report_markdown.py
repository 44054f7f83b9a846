"""The report as Markdown, for the summary of a job or a comment on a pull request.

The verdict comes first, then what keeps the request from being merged, then a table; the details are folded. Text of
records is shown as text: it makes no link, no picture, no heading and calls nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.governance.condensed import condensed
from breakglass.plaintext import plain
from breakglass.records.words import listed, many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from breakglass.governance.report import EditedRecord, Fault, Report, RequestedChange, Sentence, Spot

    Address = Callable[[Spot], str | None]
    """The address of a place on the forge, or nothing where there is none."""

LIMIT = 60_000
"""Characters. GitHub takes 65,536 in a comment (GitLab a million); what a bot adds around it needs room too."""

MARK = "<!-- breakglass review -->"
"""Stands at the top, so that a bot finds its own comment again."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]|~$])")
_CALLS = re.compile(
    r"(@|#|\bGH(?=-\d)|!(?=\d)|%(?=\w)|\b[0-9a-f]{6}(?=[0-9a-f])|\b(?:https?|ftp)(?=:)|\bwww(?=\.))", re.IGNORECASE
)
"""What a forge makes a mention, a reference or a link of, wherever it stands."""
_SIGN = {"ready": "\N{WHITE HEAVY CHECK MARK}", "waiting": "\N{HOURGLASS}", "refused": "\N{NO ENTRY SIGN}"}
_SHOWN = 12
"""So many playbooks, names or records are listed in one line before the rest is counted."""


def markdown(report: Report, address: Address, limit: int = LIMIT) -> str:
    """The report as Markdown of at most `limit` characters. What is left out is counted at the end."""
    blocks = [*_top(report, address), *_details(report, address)]
    text = [MARK, ""]
    room = limit - len(MARK) - 200
    left_out = 0
    for block in blocks:
        kept, dropped = block.within(room)
        if kept:
            text += [*kept, ""]
            room -= sum(len(line) + 1 for line in kept) + 1
        left_out += dropped
    if left_out:
        lines = "line is" if left_out == 1 else "lines are"
        text.append(f"_{left_out} more {lines} left out here, so that the forge takes the text._")
    return "\n".join(text).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together: an opening, a body that may be cut, and a closing."""

    opening: tuple[str, ...]
    body: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def within(self, room: int) -> tuple[list[str], int]:
        """The lines that fit into so many characters, and how many of the body do not."""
        room -= sum(len(line) + 1 for line in (*self.opening, *self.closing))
        kept: list[str] = []
        for line in self.body:
            room -= len(line) + 1
            if room < 0:
                break
            kept.append(line)
        dropped = len(self.body) - len(kept)
        if room < 0 and not kept:
            return [], dropped or len(self.opening)
        return [*self.opening, *kept, *self.closing], dropped


def _top(report: Report, address: Address) -> Iterator[_Block]:
    yield _Block((f"## {_SIGN[report.verdict]} {escaped(report.headline)}",))
    if report.records:
        yield _Block((_counts(report),))
    blocking = [fault for fault in (*report.new, *report.remaining) if fault.blocks]
    if blocking:
        lines = tuple(_fault(fault, address) for fault in condensed(blocking))
        yield _Block(("### What keeps it from being merged", ""), lines)
    if report.notes:
        yield _Block((), tuple(f"> {escaped(note)}" for note in report.notes))
    if report.records:
        head = ("| Record | Version | Asks for | Class | Reaches |", "| --- | --- | --- | --- | --- |")
        yield _Block(head, tuple(_row(record, address) for record in report.records))
    for change in report.changes:
        yield _Block((f"### {_link(escaped(change.title), change.spot, address)}", ""), tuple(_asked(change)))


def _counts(report: Report) -> str:
    classes = Counter(record.change_class for record in report.records if record.change_class)
    parts = [many(len(report.records), "record")]
    parts += [f"{number} {name}" for name, number in sorted(classes.items())]
    reached = {one.record for record in report.records for one in record.reaches}
    if reached:
        parts.append(f"reaches {many(len(reached), 'playbook')}")
    if report.reviews_to_confirm:
        parts.append(f"{many(len(report.reviews_to_confirm), 'review')} to be confirmed")
    warnings = sum(not fault.blocks for fault in report.new)
    if warnings:
        parts.append(many(warnings, "new warning"))
    if report.fixed:
        parts.append(f"{many(len(report.fixed), 'finding')} mended")
    return " · ".join(parts)


def _row(record: EditedRecord, address: Address) -> str:
    name = _link(f"{escaped(record.kind)} **{escaped(record.title)}**", record.spot, address)
    before, after = record.version_before, record.version_after
    version = f"{before} → {after}" if before and after and before != after else after or before or ""
    if record.what != "changed":
        version = f"{record.what} {version}".strip()
    reaches = many(len(record.reaches), "playbook") if record.reaches else ""
    worst = next((one.severity for one in record.reaches if one.severity), "")
    reaches += f", {escaped(worst)} first" if worst else ""
    return f"| {name} | {escaped(version)} | {record.bump or ''} | {record.change_class or ''} | {reaches} |"


def _asked(change: RequestedChange) -> Iterator[str]:
    yield f"{change.change_class} change `{change.id}` by {escaped(change.author)}. Risk {escaped(change.risk)}"
    yield ""
    for asked in change.asked:
        box = "x" if asked.met else " "
        able = _listed([escaped(name) for name in asked.able]) or "nobody could"
        who = escaped(asked.who[0].upper() + asked.who[1:])
        given = f"approved by {_listed([escaped(name) for name in asked.given])}" if asked.given else f"{able}"
        count = f" ({len(asked.given)} of {asked.count})" if asked.count > 1 else ""
        yield f"- [{box}] {who}{count}: {given}"
    for objection in change.objections:
        yield f"- **Objection** by {escaped(objection)}"
    if change.settle:
        yield f"- How it is settled: {escaped(change.settle)}"
    if change.follow_by:
        yield f"- An emergency, {escaped(change.emergency)}. The approvals follow by {change.follow_by}"


def _details(report: Report, address: Address) -> Iterator[_Block]:
    for record in report.records:
        if record.sentences or record.moved_from:
            yield _folded(f"What changes: {record.title}", _changes(record, address))
    reached: dict[tuple[str, str, str], list[str]] = {}
    for record in report.records:
        for one in record.reaches:
            reached.setdefault((one.severity, one.title, one.record), []).append(record.record)
    if reached:
        lines = [
            f"- {f'{escaped(severity)} ' if severity else ''}**{escaped(title)}**, through "
            f"{_listed([escaped(name) for name in through])}"
            for (severity, title, _), through in reached.items()
        ]
        yield _folded(f"What it reaches: {many(len(reached), 'playbook')}", lines)
    if report.reviews_to_confirm:
        lines = [
            f"- **{escaped(one.title)}**, reviewed on {one.reviewed}: {_listed(list(map(escaped, one.since)))} changed"
            for one in report.reviews_to_confirm
        ]
        yield _folded(f"Reviews to be confirmed: {len(lines)}", lines)
    for title, faults in (("New warnings", report.new), ("There before", report.remaining), ("Mended", report.fixed)):
        told = [fault for fault in faults if not fault.blocks]
        if told:
            yield _folded(f"{title}: {len(told)}", [_fault(fault, address) for fault in condensed(told)])


def _changes(record: EditedRecord, address: Address) -> list[str]:
    lines = [_sentence(sentence, address) for sentence in record.sentences]
    if record.moved_from:
        lines.insert(0, f"- The file moved here from {escaped(record.moved_from)}.")
    if record.change_class and record.reasons:
        lines.append(f"- Class {record.change_class}, since {escaped(_listed(list(record.reasons)))}.")
    if record.asks:
        lines.append(f"- No change names it yet. It will need {escaped(_listed(list(record.asks)))}: breakglass change")
    return lines


def _sentence(sentence: Sentence, address: Address) -> str:
    where = "" if sentence.spot.side == "head" else " (before)"
    return f"- {escaped(sentence.text)} ({_link(f'line {sentence.spot.line}{where}', sentence.spot, address)})"


def _fault(fault: Fault, address: Address) -> str:
    place = _link(f"{escaped(fault.spot.file)}:{fault.spot.line}", fault.spot, address)
    mend = f" {escaped(fault.mend)}" if fault.mend else ""
    return f"- **{fault.code}** {escaped(fault.message)}.{mend} ({place})"


def _folded(title: str, lines: Sequence[str]) -> _Block:
    return _Block(("<details>", f"<summary>{_html(title)}</summary>", ""), tuple(lines), ("", "</details>"))


def _link(text: str, spot: Spot, address: Address) -> str:
    """Text, escaped already, that leads to a place."""
    found = address(spot)
    return f"[{text}]({found})" if found else text


def escaped(text: str) -> str:
    """Text that Markdown shows as it is. It calls nobody and links nowhere: a word joiner keeps the marks apart."""
    return _SPECIAL.sub(r"\\\1", _calm(text).replace("&", "&amp;").replace("<", "&lt;"))


def _html(text: str) -> str:
    return _calm(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _calm(text: str) -> str:
    return _CALLS.sub("\\1\N{WORD JOINER}", plain(text, " "))


def _listed(names: Sequence[str]) -> str:
    return listed(names, _SHOWN)
