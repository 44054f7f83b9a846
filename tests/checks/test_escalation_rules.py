"""What the rules say of escalation paths that hang together, and of addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakglass.checks.harness import judge
from breakglass.checks.rule import Example

RESORT = "last_resort: {call: team/duty-management, may: Stop any automation}\n"
LEVEL = "when: Always, brings: Hands"


def found(example: Example) -> list[tuple[str, int, int]]:
    return [(verdict.code, verdict.line, verdict.column) for verdict in judge(example)]


def path(name: str, then: str | None = None, *, resort: bool = False) -> Example:
    text = f"id: {name}\n{RESORT if resort else ''}" + (f"then: {then}\n" if then else "")
    return Example(text, kind="escalation", without=("then", "last_resort"))


def test_a_circle_of_paths_is_found_once_and_not_where_a_path_leads_into_it() -> None:
    also = (path("b", "a", resort=True), path("c", "a", resort=True))
    example = Example(f"id: a\n{RESORT}then: b\n", kind="escalation", also=also)
    assert found(example) == [("E103", 3, 7)]


def test_the_last_resort_may_be_several_paths_away() -> None:
    example = Example(
        "id: a\nthen: b\n",
        kind="escalation",
        without=("last_resort",),
        also=(path("b", "c"), path("c", resort=True)),
    )
    assert found(example) == []


def test_a_chain_without_a_last_resort_is_told_for_each_of_its_paths() -> None:
    example = Example("id: a\nthen: b\n", kind="escalation", without=("last_resort",), also=(path("b"),))
    assert [verdict.code for verdict in judge(example)] == ["E105", "E105"]


def test_a_chain_into_a_path_that_does_not_exist_has_one_fault() -> None:
    example = Example("then: company-wade\n", kind="escalation", without=("last_resort",))
    assert found(example) == [("R101", 1, 7)]


def test_a_chain_into_a_path_that_could_not_be_read_is_not_judged() -> None:
    broken = Example("id: night\nlevels: none\n", kind="escalation")
    example = Example("then: night\n", kind="escalation", without=("last_resort",), also=(broken,))
    assert [verdict.code for verdict in judge(example)] == ["S105"]


def test_the_first_level_is_called_at_once() -> None:
    example = Example(f"levels:\n  - {{id: a, after: 5m, call: role/incident-lead, {LEVEL}}}\n", kind="escalation")
    assert found(example) == [("E104", 2, 20)]


def test_units_of_time_do_not_hide_a_limit_that_falls_back() -> None:
    levels = "".join(
        f"  - {{id: {name}, after: {after}, call: role/incident-lead, {LEVEL}}}\n"
        for name, after in (("a", "0m"), ("b", "2h"), ("c", "90m"), ("d", "9h"))
    )
    assert found(Example(f"levels:\n{levels}", kind="escalation")) == [("E104", 4, 20)]


def test_specialists_exist_as_well() -> None:
    text = "specialists:\n  - {call: team/platform-securty, when: A credential leaked, within: 15m}\n"
    [verdict] = judge(Example(text, kind="escalation"))
    assert (verdict.code, verdict.line, verdict.column) == ("E102", 2, 12)
    assert verdict.mend == "Did you mean “platform-security”?"


def called(callee: str, *also: Example, via: str = "") -> Example:
    level = f"{{id: a, after: 0m, call: {callee}{via}, {LEVEL}}}"
    return Example(f"levels:\n  - {level}\n", kind="escalation", also=also)


SILENT = Example("id: night-desk\nchannels: []\n", kind="team")


def role(*teams: str) -> Example:
    return Example(f"id: night-lead\nteams: [{', '.join(teams)}]\n", kind="role")


def test_a_role_is_reached_through_any_of_its_teams() -> None:
    assert found(called("role/night-lead", SILENT, role("night-desk", "duty-management"))) == []


def test_a_role_whose_teams_have_no_channel_is_not_reached() -> None:
    assert found(called("role/night-lead", SILENT, role("night-desk"))) == [("E108", 2, 30)]


def test_a_role_without_teams_is_not_reached() -> None:
    assert found(called("role/night-lead", role())) == [("E108", 2, 30)]


def test_an_address_of_its_own_reaches_whoever_it_is() -> None:
    assert found(called("team/night-desk", SILENT, via=', via: "tel:+442079460111"')) == []


def test_a_team_that_owns_only_itself_need_not_be_reached() -> None:
    assert found(SILENT) == []


GOOD_ADDRESSES = [
    ("phone", "tel:+442079460111"),
    ("phone", "tel:+4420794"),
    ("mail", "mailto:desk@fernway.example"),
    ("mail", "mailto:desk@fernway.example?subject=SEV1"),
    ("chat", "slack://channel?team=T0FERNWAY&id=C0AUTOPLAT"),
    ("chat", "msteams:/l/channel/19%3Aabc/General"),
    ("chat", "https://teams.microsoft.com/l/channel/19%3Aabc"),
    ("page", "https://fernway.pagerduty.example/services/desk"),
    ("ticket", "https://desk.fernway.example?new=incident"),
    ("web", "https://status.fernway.example:8443"),
]
BAD_ADDRESSES = [
    ("phone", "0207 946 0111"),
    ("phone", "tel:02079460111"),
    ("phone", "tel:+44"),
    ("phone", "tel:+4420794601112345"),
    ("phone", "tel:+44٢٠٧٩٤٦٠١١١"),
    ("mail", "desk@fernway.example"),
    ("mail", "mailto:desk"),
    ("mail", "mailto:a@b.example,c@d.example"),
    ("chat", "#automation-platform"),
    ("chat", "slack://channel?id=C0AUTOPLAT"),
    ("page", "pagerduty"),
    ("web", "http://status.fernway.example"),
    ("web", "javascript:alert(1)"),
    ("web", "https://status.fernway.example now"),
]


def channel(kind: str, address: str) -> Example:
    return Example(f'channels:\n  - kind: {kind}\n    address: "{address}"\n    name: Desk\n', kind="team")


@pytest.mark.parametrize(("kind", "address"), GOOD_ADDRESSES)
def test_addresses_that_can_be_used(kind: str, address: str) -> None:
    assert found(channel(kind, address)) == []


@pytest.mark.parametrize(("kind", "address"), BAD_ADDRESSES)
def test_addresses_that_cannot_be_used(kind: str, address: str) -> None:
    [verdict] = judge(channel(kind, address))
    assert (verdict.code, verdict.line, verdict.column) == ("E106", 3, 14)
    assert "Write it like" in verdict.mend


@pytest.mark.parametrize("address", ["tel:+442079460111", "mailto:a@b.example", "https://b.example"])
def test_a_level_may_have_an_address_of_any_form(address: str) -> None:
    assert found(called("role/incident-lead", via=f', via: "{address}"')) == []


def test_a_level_with_a_bare_number_is_found() -> None:
    # S110 says the same of the missing quotes.
    assert found(called("role/incident-lead", via=", via: 999")) == [("E106", 2, 55), ("S110", 2, 55)]


def levels(*afters: str, call: str = "role/incident-lead") -> str:
    lines = (f"  - {{id: l{number}, after: {after}, call: {call}, {LEVEL}}}\n" for number, after in enumerate(afters))
    return "levels:\n" + "".join(lines)


def waits(wait: str) -> Example:
    level = (
        "{id: sev1, title: SEV1, means: Money is at stake, acknowledge: 5m, joins: [incident-lead], "
        f"updates: [{{after: 0m, every: 30m}}]{f', wait: {wait}' if wait else ''}}}"
    )
    return Example(f"severities: [{level}]\n", kind="rubric")


@pytest.mark.parametrize(("wait", "expected"), [("60m", []), ("1h", []), ("59m", [("E109", 3, 21)]), ("", [])])
def test_levels_are_as_far_apart_as_the_severity_allows(wait: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(Example(levels("0m", "1h"), kind="escalation", also=(waits(wait),))) == expected


def test_each_wait_is_told_once_however_many_playbooks_use_the_path() -> None:
    second = Example("id: other\n", kind="playbook")
    drill = Example("playbooks: [payment-flow-stopped, other]\n", kind="drill")
    example = Example(levels("0m", "2h", "3h", "5h"), kind="escalation", also=(second, drill, waits("1h")))
    assert found(example) == [("E109", 3, 21), ("E109", 5, 21)]


def test_the_clock_goes_on_in_the_path_that_follows() -> None:
    last = Example(f"id: c\n{RESORT}{levels('0m', '2h')}", kind="escalation", without=("then", "last_resort"))
    middle = Example("id: b\nthen: c\n", kind="escalation", without=("last_resort",))
    first = Example("then: b\n", kind="escalation", without=("last_resort",))
    assert found(replace(last, also=(middle, first, waits("1h")))) == [("E109", 5, 21)]


def test_a_path_that_no_playbook_uses_may_wait() -> None:
    example = Example(f"id: idle\n{levels('0m', '9h')}", kind="escalation", also=(waits("1h"),))
    assert found(example) == []


def test_paths_in_a_circle_are_timed_without_end() -> None:
    also = (Example(f"then: a\n{RESORT}", kind="escalation"), waits("1h"))
    example = Example(f"id: a\n{RESORT}then: payments\n{levels('0m', '2h')}", kind="escalation", also=also)
    assert sorted(code for code, _, _ in found(example)) == ["E103", "E109"]


def desk(name: str, *hours: str, members: str = "[wen-li, sam-whitaker]") -> Example:
    phone = 'kind: phone, address: "tel:+442079460111", name: Desk'
    channels = ", ".join(f"{{{phone}, hours: {when}}}" for when in hours)
    return Example(f"id: {name}\nmembers: {members}\nchannels: [{channels}]\n", kind="team")


def used(call: str, *also: Example, then: str = "") -> Example:
    """A path that the specimen playbook uses and that calls just one."""
    resort = f"last_resort: {{call: {call}, may: Stop anything}}\n"
    text = f"id: alone\n{levels('0m', call=call)}{resort}{then}"
    playbook = Example("escalation: alone\n", kind="playbook")
    return Example(text, kind="escalation", without=("then", "specialists"), also=(playbook, *also))


ONE = "[wen-li]"
UNHEARD = "at 118 hours of the week, as on Monday at 00:00, the path reaches nobody"


@pytest.mark.parametrize(
    ("hours", "members", "told"),
    [
        (("always",), "[wen-li, sam-whitaker]", []),
        (("working-hours", "always"), "[wen-li, sam-whitaker]", []),
        (("working-hours",), "[wen-li, sam-whitaker]", [UNHEARD]),
        (("always",), ONE, ["at every hour the path hangs on wen-li alone"]),
        (("working-hours",), ONE, [UNHEARD]),
        (("always",), "[]", ["at every hour the path reaches nobody"]),
    ],
)
def test_a_path_reaches_more_than_one_at_every_hour(hours: tuple[str, ...], members: str, told: list[str]) -> None:
    verdicts = judge(used("team/night", desk("night", *hours, members=members)))
    assert [verdict.message for verdict in verdicts if verdict.code == "E110"] == told


def test_a_role_is_as_many_people_as_its_teams_have() -> None:
    staffed = Example("id: watch\nteams: [night, day]\n", kind="role")
    also = (staffed, desk("night", "always", members=ONE), desk("day", "always", members="[sam-whitaker]"))
    assert found(used("role/watch", *also)) == []


def test_two_teams_of_the_same_one_person_are_one() -> None:
    staffed = Example("id: watch\nteams: [night, day]\n", kind="role")
    also = (staffed, desk("night", "always", members=ONE), desk("day", "always", members=ONE))
    assert [code for code, _, _ in found(used("role/watch", *also))] == ["E110"]


def test_the_path_that_follows_helps_out() -> None:
    helped = used("team/night", desk("night", "working-hours", members=ONE), then="then: company-wide\n")
    assert found(helped) == []


def test_an_address_of_its_own_answers_always_and_hangs_on_the_members() -> None:
    phone = ', via: "tel:+442079460199"'
    for members, expected in (("[wen-li, sam-whitaker]", []), (ONE, ["E110"])):
        text = (
            f"id: alone\nlevels:\n  - {{id: a, after: 0m, call: team/night{phone}, {LEVEL}}}\n"
            f"last_resort: {{call: team/night{phone}, may: Stop anything}}\n"
        )
        also = (desk("night", "working-hours", members=members), Example("escalation: alone\n", kind="playbook"))
        example = Example(text, kind="escalation", without=("then", "specialists"), also=also)
        assert [code for code, _, _ in found(example)] == expected


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_path_of_playbooks_that_are_not_in_force_is_not_played_through(status: str) -> None:
    gone = (
        "retirement: {reason: No batch any more, date: 2026-09-01, nothing_follows: It is over}\n"
        if status == "retired"
        else ""
    )
    example = used("team/night", desk("night", "always", members=ONE))
    old = Example(f"id: old\nstatus: {status}\nescalation: alone\n{gone}", kind="playbook")
    assert found(replace(example, also=(old, *example.also[1:]))) == []


def test_opening_hours_are_the_hours_at_which_a_channel_for_working_hours_answers() -> None:
    always = desk("night", "working-hours")
    open_all_week = replace(always, text=always.text + "opening_hours: [Mo-Su 00:00-24:00]\n")
    but_sunday_night = replace(always, text=always.text + "opening_hours: ['Mo-Sa 00:00-24:00', 'Su 00:00-23:00']\n")
    assert found(used("team/night", open_all_week)) == []
    told = [one.message for one in judge(used("team/night", but_sunday_night)) if one.code == "E110"]
    assert told == ["at 1 hour of the week, as on Sunday at 23:00, the path reaches nobody"]


def at_severity(first: str, second: str, after: str) -> Example:
    """A path of two levels, each for some severities, and its last resort in the second."""
    text = (
        f"id: alone\nlevels:\n  - {{id: a, after: 0m, call: team/day, severities: [{first}], {LEVEL}}}\n"
        f"  - {{id: b, after: {after}, call: team/night, severities: [{second}], {LEVEL}}}\n"
        "last_resort: {call: team/last, may: Stop anything}\n"
    )
    rubric = Example(SEVERITIES, kind="rubric")
    used_by = Example("escalation: alone\n", kind="playbook")
    desks = (desk("day", "always"), desk("night", "always"), desk("last", "always", members=ONE))
    return Example(text, kind="escalation", without=("then", "specialists"), also=(rubric, used_by, *desks))


LATE = "SEV1: at every hour the path calls the first who answers after 20m, and SEV1 asks for 5m"
SEVERITIES = """\
severities:
  - {id: sev1, title: SEV1, means: Much, acknowledge: 5m, joins: [incident-lead], updates: [{after: 0m, every: 30m}]}
  - {id: sev4, title: SEV4, means: Little, acknowledge: 8h, joins: [incident-lead], updates: [{after: 0m, every: 1d}]}
"""


@pytest.mark.parametrize(
    ("first", "second", "after", "told"),
    [
        ("", "", "20m", []),
        ("sev1, sev4", "sev1", "20m", []),
        ("sev1", "sev4", "20m", []),
        (
            "sev4",
            "sev1",
            "20m",
            ["SEV1: at every hour the path calls the first who answers after 20m, and SEV1 asks for 5m"],
        ),
        ("sev1", "sev1", "20m", ["SEV4: at every hour the path hangs on wen-li alone"]),
    ],
)
def test_each_severity_is_played_through(first: str, second: str, after: str, told: list[str]) -> None:
    verdicts = judge(at_severity(first, second, after))
    assert [verdict.message for verdict in verdicts if verdict.code == "E110"] == told
