"""The engine: runs every rule over a catalogue. It knows no rule by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from breakglass.checks.alone import found_alone, keep
from breakglass.checks.rule import Problem, Rule, all_rules
from breakglass.checks.waivers import Sorted, sort_out
from breakglass.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue
    from breakglass.records.waiver import Waiver

    _Run = Callable[[Rule, Catalogue, date], Iterator[Problem]]


class RuleCrashedError(Exception):
    """A rule raised an error of its own, so it cannot be said that the records are clean."""


def check(catalogue: Catalogue, today: date) -> list[Finding]:
    """What the rules find in a catalogue on a day and no waiver excuses, in the order of the places.

    Raises `RuleCrashedError` where a rule fails: that is a defect of the rule and never a finding.
    """
    return list(check_all(catalogue, today).findings)


def check_all(catalogue: Catalogue, today: date) -> Sorted:
    """What the rules find in a catalogue on a day, with what waivers excuse set aside. Raises as `check` does."""
    found = sort_out(_findings(catalogue, today, _run), catalogue, today)
    idle = _findings(catalogue, today, lambda rule, _, __: _idle(rule, found.unused, catalogue))
    keep()
    findings = sorted([*found.findings, *idle], key=lambda finding: finding.order)
    return replace(found, findings=tuple(findings))


def _findings(catalogue: Catalogue, today: date, run: _Run) -> Iterator[Finding]:
    for rule in all_rules().values():
        try:
            yield from list(_as_findings(rule, run(rule, catalogue, today)))
        except Exception as error:
            raise RuleCrashedError(f"rule {rule.code} ({rule.name}) failed: {error!r}") from error


def _idle(rule: Rule, unused: tuple[Waiver, ...], catalogue: Catalogue) -> Iterator[Problem]:
    if rule.check_waivers is not None:
        yield from rule.check_waivers(unused, catalogue)


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
