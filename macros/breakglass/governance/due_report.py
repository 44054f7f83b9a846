"""What is due, told in three forms: a table for a terminal, Markdown for an issue, JSON for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from breakglass.governance.due import DUTY_TITLE, all_due
from breakglass.governance.report_markdown import escaped
from breakglass.plaintext import plain
from breakglass.records.team import Team
from breakglass.records.values import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, timedelta

    from rich.console import RenderableType

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.findings import Span
    from breakglass.governance.due import Due

JSON_VERSION = 1
"""The version of the JSON form. It rises when a key changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One duty with what a reader wants to know: the owner's name, when, and where it is written."""

    due: Due
    owner: str
    when: str
    span: Span


@dataclass(frozen=True, slots=True)
class DueReport:
    """What is late, what has to be confirmed since something changed, and what falls due within a time."""

    today: date
    within: timedelta
    late: tuple[DueLine, ...]
    confirm: tuple[DueLine, ...]
    soon: tuple[DueLine, ...]

    def groups(self) -> Iterator[tuple[str, str, str, tuple[DueLine, ...]]]:
        """Each group that is not empty: its name for programs, its heading, its colour and its lines."""
        for name, title, style, lines in (
            ("overdue", "Overdue", "bold red", self.late),
            ("confirm", "To be confirmed, since something changed after the review", "bold yellow", self.confirm),
            ("soon", f"Due {self._ahead}", "bold", self.soon),
        ):
            if lines:
                yield name, title, style, lines

    def summary(self) -> str:
        """One line: how much there is of each."""
        late, confirm, soon = len(self.late), len(self.confirm), len(self.soon)
        return f"{late} overdue, {confirm} to be confirmed, {soon} due {self._ahead}."

    @property
    def _ahead(self) -> str:
        return f"within {write_duration(self.within)}" if self.within else "today"


def due_report(catalogue: Catalogue, today: date, within: timedelta) -> DueReport:
    """What is late or near on a day, the longest overdue first."""
    found: dict[str, list[DueLine]] = {"late": [], "confirm": [], "soon": []}
    for due in all_due(catalogue, today):
        state = due.state(today, within)
        if state == "late":
            found["late"].append(_line(due, catalogue, today))
        elif due.changed:
            found["confirm"].append(_line(due, catalogue, today))
        elif state == "soon":
            found["soon"].append(_line(due, catalogue, today))
    late, soon = (tuple(sorted(found[name], key=lambda line: _order(line.due.day, line))) for name in ("late", "soon"))
    confirm = tuple(sorted(found["confirm"], key=lambda line: _order(line.due.last, line)))
    return DueReport(today, within, late, confirm, soon)


def _order(day: date | None, line: DueLine) -> tuple[str, str, str]:
    return (str(day or ""), line.due.title.casefold(), "/".join(line.due.key))


def _line(due: Due, catalogue: Catalogue, today: date) -> DueLine:
    team = catalogue.find(Team, due.owner)
    owner = team.title if team else str(due.owner or "nobody yet")
    return DueLine(due, owner, _when(due, today), catalogue.entries[due.key].key_span(*due.path))


def _when(due: Due, today: date) -> str:
    if due.day is None:
        return f"last {due.last}" if due.last else "never done"
    days = (due.day - today).days
    if due.changed and days >= 0:
        return f"now, reviewed {due.last}"  # the day of the next whole review says nothing about this one
    if days == 0:
        return f"{due.day}, today"
    told = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{due.day}, {told} ago" if days < 0 else f"{due.day}, in {told}"


def as_text(report: DueReport) -> RenderableType:
    """For people: a table for each group. Every text of a record is plain."""
    parts: list[RenderableType] = []
    for _, title, style, lines in report.groups():
        table = Table(box=box.SIMPLE_HEAD, title=Text(title, style), title_justify="left", pad_edge=False)
        for heading in ("Due", "Owner", "What and where"):
            table.add_column(heading, overflow="fold")
        for line in lines:
            note = f"\n{plain(line.due.note)}" if line.due.note else ""
            what = Text.assemble(
                f"{DUTY_TITLE[line.due.duty]}: ",
                (plain(line.due.title), "bold"),
                note,
                (f"\n{plain(line.span.file)}:{line.span.line}", "dim"),
            )
            table.add_row(Text(line.when.replace(", ", "\n")), Text(plain(line.owner)), what)
        parts.append(table)
    return Group(*parts)


def as_markdown(report: DueReport) -> str:
    """For an issue or a page: a table for each group. Nothing in a record is markup, or calls anybody."""
    parts = [f"As of {report.today}: {report.summary()}"]
    for _, title, _, lines in report.groups():
        rows = ["| Due | What | Owner | Where |", "| --- | --- | --- | --- |"]
        for line in lines:
            note = f" ({escaped(line.due.note)})" if line.due.note else ""
            what = f"{DUTY_TITLE[line.due.duty]}: **{escaped(line.due.title)}**{note}"
            where = escaped(f"{line.span.file}:{line.span.line}")
            rows.append(f"| {line.when} | {what} | {escaped(line.owner)} | {where} |")
        parts += [f"## {title}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def as_json(report: DueReport) -> str:
    """For programs: an object with the version of the form, the day, and a list of what is due."""
    listed = [
        {
            "state": name,
            "duty": line.due.duty,
            "record": "/".join(line.due.key),
            "title": line.due.title,
            "owner": line.due.owner,
            "last": line.due.last and str(line.due.last),
            "due": line.due.day and str(line.due.day),
            "note": line.due.note,
            "file": line.span.file,
            "line": line.span.line,
        }
        for name, _, _, lines in report.groups()
        for line in lines
    ]
    head = {"version": JSON_VERSION, "today": str(report.today), "within": write_duration(report.within)}
    return json.dumps({**head, "due": listed}, indent=2, ensure_ascii=False) + "\n"
