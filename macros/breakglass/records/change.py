"""A change: which records it moves from which version to which, why, and at what risk."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from breakglass.records.record import Event, Part
from breakglass.records.values import Day, Digest, Handle, IncidentRef, Line, Prose, RecordRef, RoleRef, Slug, Version
from breakglass.records.vocabulary import ChangeClass, RiskLevel


class ChangedRecord(Part):
    """One record, before and after."""

    record: RecordRef = Field(examples=["team/automation-platform"])
    """The record."""
    before: Version | None = Field(None, alias="from", examples=["0.9.0"])
    """Its version before; left out for a new record."""
    after: Version = Field(alias="to", examples=["1.0.0"])
    """Its version afterwards."""
    digest: Digest = Field(examples=["sha256:" + "0" * 64])
    """The digest of its content afterwards: what the approvers saw."""


class Unversioned(Part):
    """Something without a version, afterwards: a file that decides how requests are judged, or an incident."""

    what: Line = Field(examples=["breakglass.toml"])
    """The path of the file, or `incident/ID` where what it says of the past is corrected."""
    digest: Digest | None = Field(None, examples=["sha256:" + "0" * 64])
    """The digest of its content afterwards; left out where the file is gone."""


class Risk(Part):
    """What could go wrong with the change itself."""

    level: RiskLevel = Field(examples=["low"])
    """`low`, `medium` or `high`."""
    why: Line = Field(examples=["Nobody does anything otherwise; one number is new"])
    """The reason in a sentence."""
    validated_by: Handle | None = Field(None, examples=["tomas-lind"])
    """Who has validated it, where the policy asks for that."""


class Emergency(Part):
    """Why it could not wait for the approvals."""

    authorised_by: Handle = Field(examples=["tomas-lind"])
    """Who let it through."""
    role: RoleRef = Field(examples=["incident-lead"])
    """In which role."""
    why: Line = Field(examples=["The written step turned off the wrong flow in a running incident"])
    """Why the written way would have done harm."""
    review_by: Day = Field(examples=["2026-09-07"])
    """By when the approvals follow."""


class Change(Event):
    """A change of one or more records. Approvals are files of their own and name it."""

    kind: Literal["change"] = Field(examples=["change"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["chg-2026-0042"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Contain before asking the vendor"])
    """The change in a few words."""
    date: Day = Field(examples=["2026-09-02"])
    """The day on which it takes effect."""
    change_class: ChangeClass = Field(alias="class", examples=["normal"])
    """`standard`, `normal` or `emergency`; the policy says what each asks for."""
    author: Handle = Field(examples=["mara-okafor"])
    """Who wrote it."""
    reason: Prose = Field(examples=["In the incident of 14 August the wait for the vendor cost 40 minutes."])
    """Why it is made."""
    incident: IncidentRef | None = Field(None, examples=["inc-2026-014"])
    """The incident that taught us."""
    risk: Risk
    """What could go wrong with the change itself."""
    records: tuple[ChangedRecord, ...] = ()
    """The records that it changes."""
    others: tuple[Unversioned, ...] = Field((), examples=[])
    """What it changes that has no version: settings, the baseline, the keys of signers, or what an incident says
    happened. The owners of the policy answer for these."""
    emergency: Emergency | None = Field(None, examples=[])
    """For an emergency change: who let it through, and by when the approvals follow."""

    @model_validator(mode="after")
    def _changes_something(self) -> Change:
        if not self.records and not self.others:
            raise ValueError("the change names neither records nor others, so it changes nothing")
        return self
