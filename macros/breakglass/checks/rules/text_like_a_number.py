"""Use this rule to find texts that other programs read as a number, a date or a yes.

A title of `404` is a text here, whatever it looks like, and the number 404 to an editor that completes and checks the
file; `12:30` is 750 to some programs, and `no` is false. The record is right and the author is told otherwise.

Put the text in quotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from breakglass.catalogue.edit import respelled
from breakglass.catalogue.references import values_of
from breakglass.catalogue.syntax import read
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Entry
    from breakglass.catalogue.source import Document
    from breakglass.records.record import Record

CODE = "S110"
NAME = "text-like-a-number"
SEVERITY = Severity.WARNING
FIX = "does that"

GOOD = (Example("hours: '24'\n", kind="team"),)
BAD = (Example("hours: 24\n", kind="team", at=(1, 8)), Example("title: No\n", kind="team", at=(1, 8)))

_TEXT = "tag:yaml.org,2002:str"


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each text without quotes that looks like something else."""
    for path, value in _misleading(entry.record, entry.document):
        yield Problem(entry.span(*path), f"“{value}” is a text here and something else to most programs")


def fix(text: str, today: date) -> str:
    """The text with quotes around such values."""
    del today
    document, _ = read("", text.encode())
    model = KINDS.get(str(document.data().get("kind"))) if document else None
    if document is None or model is None:
        return text
    try:
        record = model.model_validate(document.data())
    except ValueError:  # it has other faults, and what is a text cannot be said
        return text
    return respelled(document, {path: f"'{value}'" for path, value in _misleading(record, document)})


def _misleading(record: Record, document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for path, value in values_of(record):
        if isinstance(value, str) and _looks_like_something_else(value):
            span = document.span(*path)
            written = document.line(span.line)[span.column - 1 : span.end_column - 1]
            if span.line == span.end_line and written == value:
                yield path, value


def _looks_like_something_else(value: str) -> bool:
    """Whether YAML 1.1, which reads more as numbers, dates and flags than YAML 1.2 does, takes it for no text."""
    patterns = yaml.SafeLoader.yaml_implicit_resolvers.get(value[:1], ())
    return any(pattern.match(value) and tag != _TEXT for tag, pattern in patterns)
