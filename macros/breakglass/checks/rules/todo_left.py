"""Use this rule to find what a scaffold left open: texts that start with TODO, and references and people `todo-…`.

A draft is fine with a list of what is still to write; a record in force is not. A responder who meets TODO at
the decisive step has lost the time that the playbook was to save.

Write the text, or take the optional key away. Name a record that exists, or a person, in place of `todo-…`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.references import TODO_ID, values_of
from breakglass.checks.rule import Example, Problem
from breakglass.findings import Severity
from breakglass.records.specimen import TODO_HANDLE
from breakglass.records.values import Ref, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry

CODE = "S201"
NAME = "todo-left"
SEVERITY = Severity.ERROR

GOOD = (Example(kind="team", text='hours: "Weekdays 08:00–18:00 UK time"\n'),)
BAD = (Example(kind="team", text="hours: TODO when the team works\n", at=(1, 8)),)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each text or reference that is still to be written."""
    for path, value in values_of(entry.record):
        if isinstance(value, Ref | Target) and value.key is not None and value.key[1].startswith(TODO_ID):
            yield Problem(entry.span(*path), f"“{value}” is still to be chosen", "Name a record that exists.")
        elif value == TODO_HANDLE:
            yield Problem(entry.span(*path), "who this is is still to be said", "Name the handle of a person.")
        elif isinstance(value, str) and value.startswith("TODO"):
            yield Problem(entry.span(*path), "this is still to be written", "Write it, or leave the key out.")
