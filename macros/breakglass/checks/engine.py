"""The engine: runs every rule over a catalogue. It knows no rule by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.checks.rule import Problem, Rule, all_rules
from breakglass.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue


class RuleCrashedError(Exception):
    """A rule raised an error of its own, so it cannot be said that the records are clean."""


def check(catalogue: Catalogue, today: date) -> list[Finding]:
    """What the rules find in a catalogue on a day, in the order of the places.

    Raises `RuleCrashedError` where a rule fails: that is a defect of the rule and never a finding.
    """
    findings: list[Finding] = []
    for rule in all_rules().values():
        try:
            findings.extend(_as_findings(rule, _run(rule, catalogue, today)))
        except Exception as error:
            raise RuleCrashedError(f"rule {rule.code} ({rule.name}) failed: {error!r}") from error
    return sorted(findings, key=lambda finding: finding.order)


def _run(rule: Rule, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    if rule.check_record is not None:
        for entry in catalogue.entries.values():
            yield from rule.check_record(entry, catalogue, today)
    if rule.check_catalogue is not None:
        yield from rule.check_catalogue(catalogue, today)


def _as_findings(rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(rule.code, rule.severity, problem.span, problem.message, problem.mend, problem.others)
