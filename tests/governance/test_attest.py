"""Digests, reviews and approvals: what is bound to what, and what lets go of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from breakglass.catalogue.load import load_files
from breakglass.checks.harness import TODAY, seal, specimen_files
from breakglass.governance.approvals import change_of, digest_of_change, missing_approvals
from breakglass.governance.policy import policy_of
from breakglass.governance.reviews import standing
from breakglass.records import kinds
from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.playbook import Playbook
from breakglass.records.record import Maintained
from breakglass.records.role import Role
from breakglass.records.team import Team

if TYPE_CHECKING:
    from breakglass.catalogue.catalogue import Catalogue

REVIEWED = date(2026, 9, 2)


def catalogue(**changes: tuple[str, str]) -> Catalogue:
    """The specimens with all their paperwork, and after that some texts replaced: `team=("old", "new")`."""
    files = {name: text.encode() for name, text in specimen_files().items()}
    seal(files)
    for kind, (old, new) in changes.items():
        name = next(name for name in files if name.startswith(f"{kind}/") and old in files[name].decode())
        files[name] = files[name].decode().replace(old, new, 1).encode()
    return load_files(files.items()).catalogue


def test_layout_order_and_comments_do_not_change_a_digest() -> None:
    one = catalogue()
    two = catalogue(team=("kind: team\nid: automation-platform", "# why\nid: 'automation-platform'\nkind: team"))
    assert one.digest(("team", "automation-platform")) == two.digest(("team", "automation-platform"))


def test_a_value_changes_the_digest_of_the_record_and_of_what_rests_on_it() -> None:
    one, two = catalogue(), catalogue(role=("Incident lead", "Lead of the incident"))
    assert one.digest(("role", "incident-lead")) != two.digest(("role", "incident-lead"))
    playbook = ("playbook", "payment-flow-stopped")
    assert one.digest(playbook) == two.digest(playbook)
    assert one.closure_digest(playbook) != two.closure_digest(playbook)


def test_a_review_that_lists_too_little_of_what_changed_in_silence_still_stands_for_judgement() -> None:
    changed = catalogue(escalation=("after: 0m", "after: 7m"))
    for entry in changed.entries.values():
        if isinstance(entry.record, Maintained):
            standing(entry.record, changed)


def test_a_new_optional_field_of_a_model_voids_no_approval(monkeypatch: pytest.MonkeyPatch) -> None:
    class LaterTeam(Team):
        """A team as a later version of this program knows it."""

        motto: str = "none yet"

    before = catalogue()
    monkeypatch.setitem(kinds.KINDS, "team", LaterTeam)
    files = {entry.document.file: entry.document.text.encode() for entry in before.entries.values()}
    after = load_files((f"later/{name}", raw) for name, raw in files.items()).catalogue
    key = ("team", "automation-platform")
    assert isinstance(after.entries[key].record, LaterTeam)
    assert after.digest(key) == before.digest(key)


@pytest.mark.parametrize(
    ("days", "state"), [(0, "fresh"), (149, "fresh"), (150, "due"), (180, "due"), (181, "overdue")]
)
def test_a_review_runs_out_with_time(days: int, state: str) -> None:
    known = catalogue()
    team = known.find(Team, "automation-platform")
    assert team is not None
    found = standing(team, known)
    assert found is not None
    assert found.state(REVIEWED + timedelta(days=days)) == state


def test_a_review_runs_out_early_when_what_it_rests_on_changes() -> None:
    known = catalogue(role=("version: 1.0.0", "version: 1.1.0"))
    playbook = known.find(Playbook, "payment-flow-stopped")
    assert playbook is not None
    found = standing(playbook, known)
    assert found is not None
    assert found.state(TODAY) == "changed"
    assert any(change.key[0] == "role" and change.now == "1.1.0" for change in found.changed)
    # Being overdue weighs more than a change since.
    assert found.state(found.due + timedelta(days=1)) == "overdue"


def test_what_cannot_be_read_is_not_said_to_have_changed() -> None:
    # The escalation path leads on to records that nothing else of the playbook names.
    known = catalogue(escalation=("after: 0m", "after: [0m"))
    assert known.unread
    playbook = known.find(Playbook, "payment-flow-stopped")
    assert playbook is not None
    found = standing(playbook, known)
    assert found is not None
    assert found.changed == ()
    # What can be read and is another one is still told.
    both = catalogue(escalation=("after: 0m", "after: [0m"), role=("version: 1.0.0", "version: 1.1.0"))
    found = standing(playbook, both)
    assert found is not None
    assert {change.key[0] for change in found.changed} == {"role"}


def test_a_review_that_names_nothing_it_rests_on_says_what_is_new() -> None:
    # The message changed without a new version, and the review, written by hand, does not name it.
    known = catalogue(message=("Your order is delayed", "Your order is late"))
    name = known.entries["review", "reviewed-playbook-payment-flow-stopped"].document.file
    files = {entry.document.file: entry.document.text for entry in known.entries.values()}
    files[name] = re.sub(r"(?m)^rests_on:\n  .*\n", "", files[name])
    known = load_files((name, text.encode()) for name, text in files.items()).catalogue
    playbook = known.find(Playbook, "payment-flow-stopped")
    assert playbook is not None
    found = standing(playbook, known)
    assert found is not None
    assert any(change.key == ("message", "customer-delay") and change.then is None for change in found.changed)


def test_an_approval_is_over_all_records_of_a_change() -> None:
    known = catalogue()
    change = known.find(Change, "chg-all")
    assert change is not None
    first = change.records[0].model_copy(update={"digest": "sha256:" + "1" * 64})
    moved = change.model_copy(update={"records": (first, *change.records[1:])})
    assert digest_of_change(moved) != digest_of_change(change)


def test_the_author_does_not_count_as_an_approver() -> None:
    known = catalogue(change=("author: mara-okafor", "author: tomas-lind"))
    policy = policy_of(known)
    change = next(c for c in known.all(Change) if c.author == "tomas-lind")
    assert policy is not None
    assert list(missing_approvals(change, policy, known))
    allowed = policy.model_copy(update={"own_change": True})
    assert not list(missing_approvals(change, allowed, known))


def test_an_approval_counts_for_what_its_giver_signed_as_and_for_nothing_else() -> None:
    known = catalogue()
    policy = policy_of(known)
    change = known.find(Change, "chg-all")
    assert policy is not None
    assert change is not None
    assert not list(missing_approvals(change, policy, known))
    for approval in known.all(Approval):
        # The same person, who is entitled to both, signs for the other side.
        other = "technical" if approval.side == "business" else "business"
        files = {e.document.file: e.document.text for e in known.entries.values()}
        name = known.entries[approval.key].document.file
        files[name] = files[name].replace(f"owner: {approval.side}", f"owner: {other}")
        moved = load_files((name, text.encode()) for name, text in files.items()).catalogue
        if approval.change == change.id:
            assert list(missing_approvals(change, policy, moved))


def test_the_change_of_a_record_is_that_of_its_present_version() -> None:
    known = catalogue()
    role = known.find(Role, "incident-lead")
    assert role is not None
    found = change_of(role, known)
    assert found is not None
    assert found[1].after == role.version
    assert change_of(role.model_copy(update={"version": "9.9.9"}), known) is None


def test_a_standing_is_data() -> None:
    known = catalogue()
    team = known.find(Team, "automation-platform")
    assert team is not None
    found = standing(team, known)
    assert found is not None
    assert replace(found, changed=()).state(REVIEWED) == "fresh"
