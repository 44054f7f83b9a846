"""The report on a request, as data: what changes, whom it reaches, who must agree, and what is wrong.

Its JSON form is `model_dump`; `breakglass schema review` prints the schema of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from breakglass.findings import Severity
from breakglass.governance.versions import Bump
from breakglass.records.record import Part
from breakglass.records.vocabulary import ChangeClass

REPORT_VERSION = 1
"""The version of the report's form. It rises when a key changes its meaning or goes."""

Verdict = Literal["ready", "waiting", "refused"]
"""`ready` to merge, `waiting` for people and nothing else, or `refused` until something is mended."""


class Spot(Part):
    """A place in a file, in the head of the request or in its base. Lines count from 1."""

    file: str
    line: int
    side: Literal["head", "base"] = "head"


class Sentence(Part):
    """One thing that changed, in a sentence, with what it asks for."""

    text: str
    spot: Spot
    bump: Bump
    change_class: ChangeClass


class ReachedPlaybook(Part):
    """A playbook that a changed record is a part of; `severity` is empty where there is no rubric."""

    record: str
    title: str
    severity: str


class EditedRecord(Part):
    """One record of the request.

    `bump` is the least that its version must rise, and `done` by what it has risen. `change` names the change that
    brings it; where there is none, `asks` says who will have to approve.
    """

    record: str
    title: str
    kind: str
    what: Literal["added", "changed", "removed", "moved"]
    spot: Spot
    moved_from: str | None
    status: str | None
    version_before: str | None
    version_after: str | None
    bump: Bump | None
    done: Bump | None
    change_class: ChangeClass | None
    reasons: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    change: str | None
    asks: tuple[str, ...]
    reaches: tuple[ReachedPlaybook, ...]


class Asked(Part):
    """One approval that the policy of the base asks for: who is asked, who could give it, who has."""

    who: str
    records: tuple[str, ...]
    able: tuple[str, ...]
    given: tuple[str, ...]
    count: int
    met: bool


class RequestedChange(Part):
    """A change of the request, with the approvals that it needs.

    `follow_by` is the day by which an emergency change is to be approved, `emergency` who let it through and why.
    `settle` says how a conflict is settled, where somebody objects.
    """

    id: str
    title: str
    spot: Spot
    change_class: ChangeClass
    author: str
    risk: str
    records: tuple[str, ...]
    asked: tuple[Asked, ...]
    objections: tuple[str, ...]
    settle: str
    follow_by: date | None
    emergency: str


class ReviewToConfirm(Part):
    """A record whose last review held before the request, and what changed since."""

    record: str
    title: str
    reviewed: date
    since: tuple[str, ...]


class Fault(Part):
    """A finding, whether it keeps the request from being merged, and whether it stands on a line that changed."""

    code: str
    severity: Severity
    message: str
    mend: str
    spot: Spot
    blocks: bool
    on_changed_line: bool


class Report(Part):
    """All of it. `base` and `head` are commits; the head is empty for the working tree.

    `notes` say what could not be known. `new` are findings that the request brings, `remaining` were there before and
    are still there, `fixed` were there and are gone; `blocks` says of each whether it keeps the request from being
    merged.
    """

    version: int
    base: str
    head: str
    today: date
    verdict: Verdict
    records: tuple[EditedRecord, ...]
    changes: tuple[RequestedChange, ...]
    reviews_to_confirm: tuple[ReviewToConfirm, ...]
    new: tuple[Fault, ...]
    remaining: tuple[Fault, ...]
    fixed: tuple[Fault, ...]
    notes: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing keeps the request from being merged."""
        return self.verdict == "ready"

    @property
    def headline(self) -> str:
        """The verdict in one sentence."""
        blocking = [fault for fault in (*self.new, *self.remaining) if fault.blocks]
        follow = min((change.follow_by for change in self.changes if change.follow_by), default=None)
        if not self.records and not self.changes:
            return "No record changes." if not blocking else "No record changes, and something is wrong all the same."
        if self.verdict == "ready":
            return f"Ready to merge as an emergency; the approvals follow by {follow}." if follow else "Ready to merge."
        if self.verdict == "waiting":
            return self._waits({fault.code for fault in blocking})
        number = len(blocking)
        return f"To be mended first: {number} {'thing keeps' if number == 1 else 'things keep'} it from being merged."

    def _waits(self, codes: set[str]) -> str:
        # The approvals of an emergency follow: nobody waits for them as long as their day has not passed.
        now = [change for change in self.changes if not change.follow_by or self.today > change.follow_by]
        people = dict.fromkeys(asked.who for change in now for asked in change.asked if not asked.met)
        against = [one.partition(":")[0] for change in self.changes for one in change.objections]
        waits = list(people) if "G203" in codes else []
        if codes & {"G107", "G212"}:
            waits.append("the risk to be validated")
        if "G203" in codes and not people:
            waits.append("the word of whoever lets the emergency through")
        if not against:
            return f"Waits for {_joined(waits)}."
        settled = f"{_joined(against)} {'objects' if len(against) == 1 else 'object'}; the conflict is to be settled"
        return f"Waits for {_joined(waits)}; {settled}." if waits else f"Waits: {settled}."


def report_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the report's JSON form."""
    schema = Report.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report of breakglass review",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
