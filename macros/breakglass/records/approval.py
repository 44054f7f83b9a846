"""An approval: one person agrees to one change, exactly as it is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Event
from breakglass.records.values import ChangeRef, Day, Digest, Handle, Line, RoleRef, Slug
from breakglass.records.vocabulary import ApprovalDecision, OwnerSide


class Approval(Event):
    """One person's agreement to a change, bound to the exact content of all its records."""

    kind: Literal["approval"] = Field(examples=["approval"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["chg-2026-0042-tomas-lind"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Tomas approves: contain before asking the vendor"])
    """What people call it."""
    change: ChangeRef = Field(examples=["chg-2026-0042"])
    """The change."""
    by: Handle = Field(examples=["tomas-lind"])
    """Who approves."""
    side: OwnerSide | None = Field(None, alias="owner", examples=["technical"])
    """On behalf of which owner, if of one."""
    role: RoleRef | None = Field(None, examples=["incident-lead"])
    """In which role, if in one."""
    decision: ApprovalDecision = Field("approves", examples=["approves"])
    """`approves`, or `objects`: then the change waits until the conflict is settled as the policy says."""
    date: Day = Field(examples=["2026-09-02"])
    """When."""
    digest: Digest = Field(examples=["sha256:" + "0" * 64])
    """The digest over all records of the change. If one of them changes, the approval is void."""
    note: Line | None = Field(None, examples=["Walked through with finance operations"])
    """What the approver wants to have on record."""
