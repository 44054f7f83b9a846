"""A review: someone attests that a record was held against reality, and what they looked at."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from breakglass.records.record import Event, Part
from breakglass.records.values import Day, Digest, Handle, Line, RecordRef, Slug, Version
from breakglass.records.vocabulary import Checked, CheckResult


class ReviewItem(Part):
    """One thing that was looked at, and what came out."""

    what: Checked = Field(examples=["contacts"])
    """What was looked at: `links`, `contacts`, `steps` walked through, a `drill`, `changes` since the last review,
    or the `content` as a whole."""
    result: CheckResult = Field(examples=["holds"])
    """`holds`, `mended` (was wrong and is right now) or `open` (is wrong; an action is under way)."""
    evidence: Line = Field(examples=["Called the pager and both phones on 1 September; all answered within 3 min"])
    """What was done and seen, so that another person could judge it."""


class Review(Event):
    """An attestation. It runs out with time, and early when what it attested has changed."""

    kind: Literal["review"] = Field(examples=["review"])
    """The kind of record. It fixes which other keys there are."""
    id: Slug = Field(examples=["2026-09-02-team-automation-platform"])
    """The name that other records and addresses use. Unique within the kind, never reused."""
    title: Line = Field(examples=["Automation platform, reviewed on 2 September 2026"])
    """What people call it."""
    record: RecordRef = Field(examples=["team/automation-platform"])
    """What was reviewed."""
    version: Version = Field(examples=["1.0.0"])
    """The version that was read."""
    date: Day = Field(examples=["2026-09-02"])
    """When."""
    by: Handle = Field(examples=["mara-okafor"])
    """Who."""
    checked: tuple[ReviewItem, ...]
    """What was looked at, with the result. A date alone attests nothing."""
    digest: Digest = Field(examples=["sha256:" + "0" * 64])
    """The digest of the record's content on that day."""
    rests_on: dict[RecordRef, Version] = Field(default_factory=dict, examples=[{"role/incident-lead": "1.0.0"}])
    """What the record depends on, directly and through others, each with the version of that day."""
    closure: Digest = Field(examples=["sha256:" + "0" * 64])
    """The digest over the content of all that it depends on."""
