"""People whom records name by their handles, each with the way to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.records.approval import Approval
from breakglass.records.change import Change
from breakglass.records.drill import Drill
from breakglass.records.incident import Incident
from breakglass.records.review import Review
from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.references import Path
    from breakglass.records.record import Record


def people_in(record: Record) -> Iterator[tuple[Path, str]]:
    """Everybody whom a record says to have reviewed, written, approved, granted, audited, led or played."""
    match record:
        case Review() | Approval() | Waiver():
            yield ("by",), record.by
        case Change():
            yield ("author",), record.author
            if record.risk.validated_by is not None:
                yield ("risk", "validated_by"), record.risk.validated_by
            if record.emergency is not None:
                yield ("emergency", "authorised_by"), record.emergency.authorised_by
        case Incident() if record.audit is not None:
            yield ("audit", "by"), record.audit.by
        case Drill():
            for number, run in enumerate(record.runs):
                yield ("runs", number, "lead"), run.lead
                for index, handle in enumerate(run.people):
                    yield ("runs", number, "people", index), handle
