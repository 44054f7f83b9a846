"""Waivers: findings that somebody entitled has excused until a day are set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.records.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.findings import Finding

NEVER_WAIVED = ("Y", "S", "G")
"""The families that no waiver can excuse: files that cannot be read, and governance itself."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings after the waivers: what stands, what is excused by which waiver, and the waivers that excuse nothing."""

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    unused: tuple[Waiver, ...]


def sort_out(findings: Iterable[Finding], catalogue: Catalogue, today: date) -> Sorted:
    """Set aside the findings that a waiver excuses on a day. Its last day counts."""
    running = {
        (waiver.rule, waiver.record.key): waiver
        for waiver in catalogue.all(Waiver)
        if waiver.granted <= today <= waiver.until and not waiver.rule.startswith(NEVER_WAIVED)
    }
    kept: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in findings:
        waiver = running.get((finding.code, catalogue.by_file.get(finding.span.file, ("", ""))))
        if waiver is None:
            kept.append(finding)
        else:
            waived.append((finding, waiver))
    used = {waiver.key for _, waiver in waived}
    idle = [w for w in catalogue.all(Waiver) if w.granted <= today <= w.until and w.key not in used]
    return Sorted(tuple(kept), tuple(waived), tuple(idle))
