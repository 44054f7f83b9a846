"""What falls due, and when it is late: every duty on its last day in time and on the day after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.load import load, load_files
from breakglass.checks.engine import check
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.checks.rule import all_rules
from breakglass.governance.due import DUTIES, DUTY_TITLE, WAIVED_BY, Due, Duty, all_due
from breakglass.records.message import Message
from breakglass.records.vocabulary import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breakglass.catalogue.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
WAIVER = """\
kind: waiver
id: {id}
title: The test waits for the end of the peak
rule: {rule}
record: {record}
reason: Nothing that touches orders may be tried out before that.
by: tomas-lind
role: incident-lead
granted: 2026-09-02
until: {until}
then: It is tested in January
"""
EMERGENCY = """\
emergency:
  authorised_by: tomas-lind
  role: incident-lead
  why: The written step turned off the wrong flow in a running incident
  review_by: 2026-09-07
"""


def catalogue(*changes: tuple[str, str, str], more: Iterable[str] = ()) -> Catalogue:
    """The specimens with their paperwork, with texts replaced as (file, old, new), and further records."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    for name, old, new in changes:
        text = files[name].decode()
        assert old in text
        files[name] = text.replace(old, new).encode()
    for number, text in enumerate(more):
        files[f"more/{number}.yaml"] = text.encode()
    return load_files(files.items()).catalogue


def found(duty: Duty, known: Catalogue, today: date = TODAY) -> list[Due]:
    return [due for due in all_due(known, today) if due.duty == duty]


def one(duty: Duty, known: Catalogue, name: str, today: date = TODAY) -> Due:
    return next(due for due in found(duty, known, today) if due.key[1] == name)


OPEN = ("drill/friday-without-charges.yaml", "status: done", "status: open")
CASES: list[tuple[Duty, Catalogue, str, date, str]] = [
    ("review", catalogue(), "automation-platform", date(2027, 3, 1), "automation-platform"),
    ("approval", catalogue(), "customer-delay", date(2026, 12, 31), "order-to-cash"),
    ("drill", catalogue(), "payment-flow-stopped", date(2027, 8, 20), "automation-platform"),
    ("signal-test", catalogue(), "payment-run-gap", date(2027, 8, 20), "automation-platform"),
    ("action", catalogue(OPEN), "friday-without-charges", date(2026, 9, 15), "automation-platform"),
    (
        "waiver",
        catalogue(more=[WAIVER.format(id="w", rule="T103", record="signal/payment-run-gap", until="2026-12-31")]),
        "w",
        date(2026, 12, 31),
        "automation-platform",
    ),
]


@pytest.mark.parametrize(("duty", "known", "name", "day", "owner"), CASES, ids=[case[0] for case in CASES])
def test_a_duty_is_in_time_on_its_day_and_late_on_the_next(
    duty: Duty, known: Catalogue, name: str, day: date, owner: str
) -> None:
    due = one(duty, known, name)
    assert (due.day, due.owner) == (day, owner)
    assert due.state(day) == "soon"
    assert due.state(day + DAY) == "late"
    assert due.state(day - timedelta(days=200)) == "fine"
    assert known.entries[due.key].span(*due.path).line > 1


def test_within_says_what_is_coming_up() -> None:
    due = one("approval", catalogue(), "customer-delay")
    assert due.day is not None
    before = due.day - timedelta(days=90)
    assert due.state(before) == "fine"
    assert due.state(before, timedelta(days=90)) == "soon"
    assert due.state(before, timedelta(days=89)) == "fine"


@pytest.mark.parametrize(
    ("duty", "change", "name"),
    [
        ("approval", ("message/customer-delay.yaml", "approval:\n  by: executive-sponsor\n  until: 2026-12-31\n", ""),
         "customer-delay"),
        ("drill", ("drill/friday-without-charges.yaml", "- payment-flow-stopped", "- another"), "payment-flow-stopped"),
        ("drill", ("drill/friday-without-charges.yaml", "status: approved", "status: retired"), "payment-flow-stopped"),
        ("drill", ("drill/friday-without-charges.yaml", ": 2026-08-20", ": 2027-08-20"), "payment-flow-stopped"),
        ("signal-test", ("signal/payment-run-gap.yaml", "  tested: 2026-08-20\n", ""), "payment-run-gap"),
    ],
)  # fmt: skip
def test_what_was_never_done_is_late(duty: Duty, change: tuple[str, str, str], name: str) -> None:
    if duty == "signal-test":
        file, text = change[0], specimen_files()[change[0]]
        start = text.index("reliability:")
        change = (file, text[start : text.index("words:")], "")
    due = one(duty, catalogue(change), name)
    assert due.day is None
    assert due.state(TODAY) == "late"


def test_done_actions_and_records_out_of_force_are_not_due() -> None:
    known = catalogue(
        ("message/customer-delay.yaml", "status: approved", "status: draft"),
        ("signal/payment-run-gap.yaml", "status: approved", "status: draft"),
    )
    keys = {due.key for due in all_due(known, TODAY)}
    assert not found("action", known)
    assert not {("message", "customer-delay"), ("signal", "payment-run-gap")} & keys


def test_a_review_counts_what_has_changed_since() -> None:
    known = catalogue(("role/incident-lead.yaml", "version: 1.0.0", "version: 1.1.0"))
    due = one("review", known, "payment-flow-stopped")
    assert due.changed > 0
    assert due.state(TODAY) == "fine"
    assert due.note == f"to be confirmed: {due.changed} changed since"
    assert one("review", catalogue(), "payment-flow-stopped").changed == 0


def test_a_waiver_puts_a_duty_off_until_its_last_day() -> None:
    until = date(2027, 12, 1)
    more = [WAIVER.format(id="w", rule="T103", record="signal/payment-run-gap", until=until)]
    due = one("signal-test", catalogue(more=more), "payment-run-gap")
    assert (due.day, due.note) == (until, "waived by w")
    assert due.state(until) != "late"
    # Before it is granted, and after it has ended, nothing is put off.
    for today in (date(2026, 9, 1), until + DAY):
        assert one("signal-test", catalogue(more=more), "payment-run-gap", today).day == date(2027, 8, 20)


@pytest.mark.parametrize(("rule", "record"), [("L104", "signal/payment-run-gap"), ("T103", "team/automation-platform")])
def test_a_waiver_of_something_else_puts_nothing_off(rule: str, record: str) -> None:
    more = [WAIVER.format(id="w", rule=rule, record=record, until="2027-12-01")]
    assert one("signal-test", catalogue(more=more), "payment-run-gap").day == date(2027, 8, 20)


def test_an_emergency_change_is_due_until_its_approvals_are_there() -> None:
    file = "change/chg-2026-0042.yaml"
    known = catalogue((file, "class: normal\n", f"class: emergency\n{EMERGENCY}"))
    assert not found("emergency", known)  # the specimen's approval is by the incident lead
    known = catalogue(
        (file, "class: normal\n", f"class: emergency\n{EMERGENCY}"),
        ("approval/chg-2026-0042-tomas-lind.yaml", "by: tomas-lind", "by: mara-okafor"),  # the author
    )
    due = one("emergency", known, "chg-2026-0042")
    assert (due.day, due.note, due.owner) == (date(2026, 9, 7), "1 approval to follow", "automation-platform")
    assert (due.state(date(2026, 9, 7)), due.state(date(2026, 9, 8))) == ("soon", "late")


def test_days_near_the_end_of_time_do_not_crash() -> None:
    known = catalogue(("message/customer-delay.yaml", "until: 2026-12-31", "until: 0001-01-02"))
    assert one("approval", known, "customer-delay").state(TODAY) == "late"
    known = catalogue(("signal/payment-run-gap.yaml", "tested: 2026-08-20", "tested: 9999-12-30"))
    assert one("signal-test", known, "payment-run-gap").state(TODAY) == "fine"


def test_every_duty_has_a_title_and_is_waived_by_rules_that_exist() -> None:
    assert set(DUTIES) == set(DUTY_TITLE)
    assert {code for codes in WAIVED_BY.values() for code in codes} <= set(all_rules())


FOUND_BY: dict[Duty, set[str]] = {
    "review": {"V101", "V102"},
    "approval": {"M103"},
    "waiver": {"G108"},
    "drill": {"L104"},
    "signal-test": {"T103"},
    "action": {"L101"},
}


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 2, 1), date(2027, 6, 1), date(2028, 1, 1)], ids=str)
def test_what_is_late_in_the_shipped_records_is_what_lint_finds(today: date) -> None:
    known = load(ROOT / "playbooks", ROOT).catalogue
    keys = {entry.document.file: key for key, entry in known.entries.items()}
    findings = {(finding.code, keys[finding.span.file]) for finding in check(known, today)}
    for duty, codes in FOUND_BY.items():
        late = {due.key for due in found(duty, known, today) if due.state(today) == "late"}
        if duty == "approval":  # lint asks for one before a message goes outside, and not for the others
            late = {key for key in late if (message := known.find(Message, key[1])) and message.to in OUTSIDE}
        assert late == {key for code, key in findings if code in codes}, duty
