"""What the rules say of messages: who approved them, what they name, how they read, and who is left without one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from breakglass.checks import harness
from breakglass.checks.harness import TODAY, judge, specimen_files
from breakglass.checks.rule import Example

GONE = "status: retired\nretirement: {reason: The wording is another, date: 2026-09-01, nothing_follows: It is over}\n"


def codes(example: Example) -> list[str]:
    return [verdict.code for verdict in judge(example)]


@pytest.mark.parametrize(("days_left", "expected"), [(1, []), (0, []), (-1, ["M103"])])
def test_an_approval_holds_on_its_last_day(days_left: int, expected: list[str]) -> None:
    until = TODAY + timedelta(days=days_left)
    assert codes(Example(f"approval: {{by: executive-sponsor, until: {until}}}\n", kind="message")) == expected


@pytest.mark.parametrize(("to", "expected"), [("customers", ["M103"]), ("partners", ["M103"]), ("staff", [])])
def test_only_readers_outside_need_an_approval(to: str, expected: list[str]) -> None:
    assert codes(Example(f"id: other\nto: {to}\n", kind="message", without=("approval",))) == expected


@pytest.mark.parametrize(
    "text",
    [
        'subject: "Power Automate is down, {order_number}"\n',
        'body: "Authorisation of {order_number} by {next_update}."\n',
    ],
)
def test_retired_messages_are_passed_over(text: str) -> None:
    assert codes(Example(f"id: old\n{GONE}{text}", kind="message", without=("approval",))) == []


NAMED = (
    Example("id: planning\ntitle: Demand planning\n", kind="process"),
    Example("id: gap\ntitle: Gap\n", kind="platform"),
)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Power Automate holds up {order_number}", ["M104"]),
        ("{order_number} waits for *Power Automate*.", ["M104"]),
        ("Demand planning holds up {order_number}", ["M104"]),
        ("Charge order failed for {order_number}", ["M104"]),
        ("Automation platform looks at {order_number}", ["M104"]),
        ("Power Automated mails about {order_number}", []),
        ("We charge order {order_number} by noon", []),
        ("Gap in your order {order_number}", []),
    ],
)
def test_a_message_names_nothing_that_is_ours(subject: str, expected: list[str]) -> None:
    assert codes(Example(f'subject: "{subject}"\n', kind="message", also=NAMED)) == expected


@pytest.mark.parametrize(
    ("to", "expected"), [("customers", ["M104"]), ("partners", ["M104"]), ("staff", []), ("vendor", [])]
)
def test_our_own_people_and_vendors_may_read_our_names(to: str, expected: list[str]) -> None:
    text = f'id: other\nto: {to}\nsubject: "Power Automate holds up {{order_number}}"\n'
    role = "authority: [{may: Write, limit: What is known, tells: [customers, partners, staff, vendor]}]\n"
    writer = Example(f"id: communications-manager\n{role}", kind="role")
    assert codes(Example(text, kind="message", also=(writer,))) == expected


HARD = "Authorisation procedures concerning {order_number} necessitate additional verification until {next_update}."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (HARD, ["M105"]),
        ("Hello,\n\n  - We have your order {order_number}.\n  - We will write by {next_update}.\n\n  Thank you", []),
    ],
)
def test_customers_read_plain_words_with_lists_and_greetings(body: str, expected: list[str]) -> None:
    assert codes(Example(f"body: |-\n  {body}\n", kind="message")) == expected


def test_a_long_name_of_a_blank_does_not_make_a_message_hard() -> None:
    name = "administrative_organisational_responsibility"
    text = (
        f'subject: "Your order"\nbody: "We will write by {{{name}}}. You need not do anything."\n'
        f"placeholders: {{{name}: {{what: The time, example: noon}}}}\n"
    )
    assert codes(Example(text, kind="message")) == []


def rubric(tells: str) -> Example:
    level = (
        "{id: sev1, title: SEV1, means: Money is at stake, acknowledge: 5m, joins: [incident-lead], "
        f"updates: [{{after: 0m, every: 30m}}], tells: {tells}}}"
    )
    return Example(f"severities: [{level}]\n", kind="rubric")


@pytest.mark.parametrize(
    ("tells", "messages"),
    [
        ("{}", []),
        ("{customers: [contain]}", []),
        ("{customers: [contain, recover]}", []),
        (
            "{customers: [contain, triage, review]}",
            ["SEV1 tells customers in triage and review, and no message here does"],
        ),
        ("{staff: [contain]}", ["SEV1 tells staff in contain, and no message here does"]),
    ],
)
def test_everybody_whom_the_severity_names_has_a_message_in_each_phase(tells: str, messages: list[str]) -> None:
    assert [verdict.message for verdict in judge(rubric(tells))] == messages


def test_several_messages_to_one_recipient_cover_their_phases_together() -> None:
    triage = Example("id: first-word\nphases: [triage]\n", kind="message")
    sent = "[{message: customer-delay, when: SEV1}, {message: first-word, when: At once}]"
    playbook = Example(
        f"communication: {sent}\n", kind="playbook", also=(triage, rubric("{customers: [triage, recover]}"))
    )
    assert codes(playbook) == []


def test_without_a_rubric_nobody_has_to_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {name: text for name, text in specimen_files().items() if not name.startswith("rubric/")}
    monkeypatch.setattr(harness, "specimen_files", lambda: files)
    assert codes(Example("communication: []\n", kind="playbook")) == []
