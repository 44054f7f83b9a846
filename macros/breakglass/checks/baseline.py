"""The baseline: findings that were there when a repository took the linter up, and are to be mended bit by bit."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError

from breakglass.checks.rule import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from breakglass.findings import Finding


class BaselineError(ValueError):
    """A file that is no baseline."""


class Known(BaseModel):
    """So many findings of one code about one field. `record` and `field` are there for people to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    record: str
    field: str
    count: PositiveInt
    fingerprint: str


class Baseline(BaseModel):
    """The file. Its version rises when fingerprints are made in another way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    findings: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings beside a baseline: the new ones, and how many it knows and how many of it are gone."""

    new: tuple[Finding, ...]
    known: int
    gone: int


def may_be_known(finding: Finding) -> bool:
    """Whether a baseline may hold a finding: nothing is known of a record that cannot be read."""
    return all_rules()[finding.code].scope != "file"


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """The baseline that knows these findings, as far as it may."""
    counts = Counter(
        (finding.record or finding.span.file, finding.code, finding.field, finding.fingerprint)
        for finding in findings
        if may_be_known(finding)
    )
    return Baseline(
        findings=tuple(
            Known(code=code, record=record, field=field, count=number, fingerprint=fingerprint)
            for (record, code, field, fingerprint), number in sorted(counts.items())
        )
    )


def written(baseline: Baseline) -> str:
    """The text of the file: the same findings give the same text, a line for each, so that differences are small."""
    lines = [json.dumps(known.model_dump(), ensure_ascii=False) for known in baseline.findings]
    listed = ",\n    ".join(lines)
    inner = f"\n    {listed}\n  " if lines else ""
    return f'{{\n  "version": {baseline.version},\n  "findings": [{inner}]\n}}\n'


def read_baseline(text: str | bytes) -> Baseline:
    """The baseline that a file holds. Raises `BaselineError` with one line where it holds none."""
    try:
        return Baseline.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise BaselineError(f"{f'{place}: ' if place else ''}{first['msg']}") from error


def compare(findings: Iterable[Finding], baseline: Baseline) -> Compared:
    """Set aside what the baseline knows. Of more findings than it knows of one field, the last ones are new."""
    left = Counter(_counts(baseline))
    new: list[Finding] = []
    known = 0
    for finding in findings:
        if left[finding.fingerprint] > 0 and may_be_known(finding):
            left[finding.fingerprint] -= 1
            known += 1
        else:
            new.append(finding)
    return Compared(tuple(new), known, left.total())


def only_shrinks(before: bytes | None, after: bytes | None) -> bool:
    """Whether a baseline knows nothing that it did not know before; false where one of the two is none."""
    if after is None:
        return True
    try:
        known, left = (Counter(_counts(read_baseline(text or b""))) for text in (before, after))
    except BaselineError:
        return False
    return left <= known


def _counts(baseline: Baseline) -> Mapping[str, int]:
    return {known.fingerprint: known.count for known in baseline.findings}
