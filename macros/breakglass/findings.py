"""What a check reports: a finding, where it stands, and how much it weighs.

This module sits below everything else so that the loader and the rules can speak the same language.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Severity(StrEnum):
    """How much a finding weighs: an error fails a build, a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. Lines and columns count from 1; the end is exclusive. Columns count characters."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it is wrong, and how to mend it.

    `message` says what is wrong in one sentence; `mend` says what to do about it, and is empty where the
    message already says so. `others` are further places that belong to it, such as the first of two
    duplicate keys, each with a short label. `record` (`kind/id`) and `field` (as `owners.technical`) say what it is
    about; both are empty where the file is too broken to tell, and `field` where the whole record is meant.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    mend: str = ""
    others: tuple[tuple[str, Span], ...] = ()
    record: str = ""
    field_of: Callable[[], str] = dataclasses.field(default=str, compare=False, repr=False)

    @property
    def field(self) -> str:
        """The field; worked out when it is asked for, since most readers of findings do without."""
        return self.field_of()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are listed: by place, then by code."""
        return (self.span.file, self.span.line, self.span.column, self.code, self.message)

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines are added above or the file moves: 128 bits of code, record and field."""
        about = "\n".join((self.code, self.record or self.span.file, self.field))
        return hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """The fingerprint of each finding, the second and later ones about the same field with their number behind it."""
    seen: Counter[str] = Counter()
    told = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        told.append(finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}")
    return told
