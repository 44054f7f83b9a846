"""The report for a terminal: the verdict first, then what keeps the request from being merged, then the details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from breakglass.governance.condensed import condensed
from breakglass.plaintext import plain_lines
from breakglass.records.words import listed, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breakglass.governance.report import EditedRecord, Fault, Report, RequestedChange

_STYLE = {"ready": "bold green", "waiting": "bold yellow", "refused": "bold red"}
_SHOWN = 8
"""So many names are listed in one line before the rest is counted."""


def terminal(report: Report) -> Text:
    """The report for people at a terminal. Nothing in it can be obeyed by one."""
    text = Text()
    text.append(f"{report.headline}\n", _STYLE[report.verdict])
    for note in report.notes:
        text.append(f"  {note}\n", "dim")
    for record in report.records:
        text.append("\n")
        _record(text, record)
    for change in report.changes:
        text.append("\n")
        _change(text, change)
    if report.reviews_to_confirm:
        text.append(f"\nReviews to be confirmed ({len(report.reviews_to_confirm)})\n", "bold")
        for one in report.reviews_to_confirm:
            text.append(f"  {one.record}, reviewed on {one.reviewed}: {_listed(one.since)} changed\n")
    blocking = [fault for fault in (*report.new, *report.remaining) if fault.blocks]
    warnings = [fault for fault in report.new if not fault.blocks]
    before = [fault for fault in report.remaining if not fault.blocks]
    _faults(text, "What keeps it from being merged", blocking)
    _faults(text, "New warnings", warnings)
    _faults(text, "There before", before)
    _faults(text, "Mended", list(report.fixed))
    text.plain = plain_lines(text.plain)
    return text


def _record(text: Text, record: EditedRecord) -> None:
    text.append(record.record, "bold")
    text.append(f"  {record.title}", "dim")
    if record.version_before and record.version_after and record.version_before != record.version_after:
        text.append(f"  {record.version_before} → {record.version_after}")
    elif record.version_after or record.version_before:
        text.append(f"  {record.version_after or record.version_before}")
    if record.what != "changed":
        text.append(f"  {record.what}", "bold")
    asks = [record.change_class or "", f"at least {record.bump}" if record.bump else ""]
    said = ", ".join(filter(None, asks))
    text.append(f"  {said}\n" if said else "\n", "cyan")
    if record.moved_from:
        text.append(f"  the file moved here from {record.moved_from}\n", "dim")
    for sentence in record.sentences:
        side = "" if sentence.spot.side == "head" else " before"
        text.append(f"  • {sentence.text}  ")
        text.append(f"({sentence.spot.file}:{sentence.spot.line}{side})\n", "dim")
    if record.reasons and record.change_class == "normal":
        text.append(f"  normal, since {_listed(record.reasons)}\n", "dim")
    if record.asks:
        text.append(f"  no change names it yet; it will need {_listed(record.asks)}\n", "yellow")
    if record.reaches:
        names = _listed([f"{one.severity} {one.title}".strip() for one in record.reaches])
        text.append(f"  reaches {many(len(record.reaches), 'playbook')}: {names}\n", "dim")


def _change(text: Text, change: RequestedChange) -> None:
    text.append(f"{change.id}", "bold").append(f"  {change.title}", "dim")
    text.append(f"  {change.change_class}, by {change.author}\n", "cyan")
    for asked in change.asked:
        mark, style = ("✓", "green") if asked.met else ("○", "yellow")
        who = f"approved by {_listed(asked.given)}" if asked.given else _listed(asked.able) or "nobody could"
        text.append(f"  {mark} ", style).append(f"{asked.who}: {who}\n")
    for objection in change.objections:
        text.append(f"  ✗ {objection}\n", "red")
    if change.settle:
        text.append(f"    {change.settle}\n", "dim")
    if change.follow_by:
        text.append(f"  an emergency, {change.emergency}; the approvals follow by {change.follow_by}\n", "yellow")


def _faults(text: Text, title: str, faults: list[Fault]) -> None:
    if not faults:
        return
    text.append(f"\n{title} ({len(faults)})\n", "bold")
    for fault in condensed(faults):
        style = "bold red" if fault.blocks else "bold yellow"
        text.append(f"  {fault.code} ", style).append(f"{fault.message}  ")
        text.append(f"({fault.spot.file}:{fault.spot.line})\n", "dim")
        if fault.mend:
            text.append(f"       {fault.mend}\n", "dim")


def _listed(names: Sequence[str]) -> str:
    return listed(names, _SHOWN)
