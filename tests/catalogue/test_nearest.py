"""What is proposed for a mistyped name: the one that is near, and never nonsense."""

from __future__ import annotations

import pytest

from breakglass.catalogue.nearest import did_you_mean, nearest

KNOWN = ["owners", "status", "phases", "E101", "E104", "G104", "payment-flow-stopped", "missing-key"]
NAMED = [
    "team/order-to-cash",
    "team/finance-operations",
    "role/abc",
    "appetite/finance",
    "playbook/abc",
    "playbook/abd",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("onwers", "owners"),
        ("phase", "phases"),
        ("E1O4", "E104"),
        ("paymnt-flow-stoped", "payment-flow-stopped"),
        ("payment-flow", "payment-flow-stopped"),
    ],
)
def test_a_slip_of_the_fingers_is_seen(typed: str, meant: str) -> None:
    assert did_you_mean(typed, KNOWN) == f"Did you mean “{meant}”?"


@pytest.mark.parametrize("typed", ["", "foo", "E999", "Q104", "missing-owner", "notes", "stop"])
def test_what_is_far_off_or_might_be_several_is_not_proposed(typed: str) -> None:
    assert did_you_mean(typed, KNOWN) == ""


def test_a_kind_alone_makes_no_names_alike() -> None:
    assert nearest("team/finance", NAMED) == "team/finance-operations"
    assert nearest("role/abd", NAMED) == "role/abc"
    assert nearest("playbook/xyz", NAMED) is None
    assert nearest("rloe/abc", NAMED) == "role/abc"
