"""The engine: runs every rule over a catalogue. It knows no rule by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breakglass.catalogue.fields import placed
from breakglass.checks.alone import found_alone, keep
from breakglass.checks.rule import Problem, Rule, all_rules
from breakglass.checks.suppressions import Suppression, suppress
from breakglass.checks.waivers import sort_out
from breakglass.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.governance.request import Request
    from breakglass.records.waiver import Waiver


class RuleCrashedError(Exception):
    """A rule raised an error of its own, so it cannot be said that the records are clean."""


def check(catalogue: Catalogue, today: date) -> list[Finding]:
    """What the rules find in a catalogue on a day and no waiver excuses, in the order of the places.

    Raises `RuleCrashedError` where a rule fails: that is a defect of the rule and never a finding.
    """
    return list(check_all(catalogue, today).findings)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules find: what stands, and what is excused by which waiver or which comment."""

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    suppressed: tuple[tuple[Finding, Suppression], ...]


def check_all(catalogue: Catalogue, today: date) -> Checked:
    """What the rules find on a day, with what waivers and suppressions excuse set aside. Raises as `check` does."""
    found = sort_out(_findings(catalogue, lambda rule: _run(rule, catalogue, today)), catalogue, today)
    quiet = suppress(found.findings, catalogue, today)

    def idle(rule: Rule) -> Iterator[Problem]:
        if rule.check_waivers is not None:
            yield from rule.check_waivers(found.unused, catalogue)
        if rule.check_suppressions is not None:
            yield from rule.check_suppressions(quiet.unused)

    keep()
    findings = sorted([*quiet.findings, *_findings(catalogue, idle)], key=lambda finding: finding.order)
    return Checked(tuple(findings), found.waived, quiet.suppressed)


def check_request(request: Request, today: date) -> list[Finding]:
    """What the rules find in a pull request beside its base, in the order of the places. Raises as `check` does."""

    def run(rule: Rule) -> Iterator[Problem]:
        if rule.check_request is not None:
            yield from rule.check_request(request, today)

    return sorted(_findings(request.head, run), key=lambda finding: finding.order)


def _findings(catalogue: Catalogue, run: Callable[[Rule], Iterator[Problem]]) -> Iterator[Finding]:
    for rule in all_rules().values():
        try:
            problems = list(run(rule))
        except Exception as error:
            raise RuleCrashedError(f"rule {rule.code} ({rule.name}) failed: {error!r}") from error
        for finding in _as_findings(rule, problems):
            key = catalogue.by_file.get(finding.span.file)
            yield placed(finding, catalogue.entries[key].document, "/".join(key)) if key else finding


def _run(rule: Rule, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    if rule.check_alone is not None:
        for entry in catalogue.entries.values():
            yield from found_alone(rule, entry)
    if rule.check_record is not None:
        for entry in catalogue.entries.values():
            yield from rule.check_record(entry, catalogue, today)
    if rule.check_catalogue is not None:
        yield from rule.check_catalogue(catalogue, today)


def _as_findings(rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(rule.code, rule.severity, problem.span, problem.message, problem.mend, problem.others)
