"""Use this rule to find modules whose parameters do not fit together with their use.

A blank that no one fills reaches the responder as `{key}`; so does one that is written wrong, as `{ key }` or `{Key}`,
and any blank in a playbook of its own, which nobody fills. A value that the module does not take has no effect. A
parameter that no text uses is a question to every author for nothing.

Fill each parameter with `with`; name each blank under `parameters`. In a playbook write the thing itself. Braces that
belong to the platform stand in code: `` `{{first_name}}` ``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakglass.catalogue.nearest import did_you_mean
from breakglass.catalogue.references import values_of
from breakglass.checks.braces import braces_outside_code, stray_braces
from breakglass.checks.rule import Example, Problem
from breakglass.checks.touched import touched_by
from breakglass.findings import Severity
from breakglass.records.module import BLANK, Module
from breakglass.records.playbook import Playbook
from breakglass.records.steps import Use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from breakglass.catalogue.catalogue import Catalogue, Entry
    from breakglass.catalogue.references import Path

CODE = "P107"
NAME = "module-parameters"
SEVERITY = Severity.ERROR

GOOD = (
    Example(kind="module", text="pattern: Events arrived twice, with the same {key}.\n"),
    Example(kind="playbook", text="purpose: No mail greets anybody with `{{first_name}}`.\n"),
)
BAD = (
    Example(kind="module", text="pattern: Events arrived twice, with the same {key} or {kee}.\n", at=(1, 10)),
    Example(kind="module", text="pattern: Events arrived twice, with the same {key} or { key }.\n", at=(1, 10)),
    Example(kind="playbook", text="purpose: Start {automation} again within 30 min.\n", at=(1, 10)),
)


def check_alone(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each text of a playbook with braces: a playbook has no parameters."""
    if not isinstance(entry.record, Playbook):
        return
    for path, value in values_of(entry.record):
        if isinstance(value, str):
            for odd in braces_outside_code(value):
                yield Problem(
                    entry.span(*path),
                    f"nobody fills “{odd}” in a playbook",
                    "Write the thing itself; braces that belong to the platform go in `code`.",
                )


def check_record(entry: Entry, catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Yield a problem for each parameter that is missing, unknown or unused."""
    del today
    record = entry.record
    if isinstance(record, Module):
        yield from _own_blanks(entry, record, catalogue)
        uses: list[tuple[Path, Use]] = [
            (("steps", i), item) for i, item in enumerate(record.steps) if isinstance(item, Use)
        ]
    elif isinstance(record, Playbook):
        uses = [(("phases", phase, "steps", i), use) for phase, i, use in record.uses()]
    else:
        return
    for path, use in uses:
        module = catalogue.find(Module, use.uses)
        if module is not None:
            yield from _filled(entry, path, use, module)


def _own_blanks(entry: Entry, module: Module, catalogue: Catalogue) -> Iterator[Problem]:
    used: set[str] = set()
    for path, value in values_of(module):
        if not isinstance(value, str) or path[0] == "parameters":
            continue
        for name in BLANK.findall(value):
            used.add(name)
            if name not in module.parameters:
                mend = did_you_mean(name, module.parameters) or "Add it under parameters:."
                yield Problem(
                    entry.span(*path), f"the blank {{{name}}} is no parameter", mend, touched_by(entry.key, catalogue)
                )
        for odd in stray_braces(value, BLANK):
            yield Problem(
                entry.span(*path),
                f"“{odd}” is no blank, and the responder reads it as it stands",
                "Write a blank in small letters, digits and hyphens, as in {key}.",
                touched_by(entry.key, catalogue),
            )
    for name in module.parameters:
        if name not in used:
            yield Problem(
                entry.key_span("parameters", name),
                f"no text uses the parameter “{name}”",
                f"Write {{{name}}} where its value belongs, or delete it.",
                touched_by(entry.key, catalogue),
            )


def _filled(entry: Entry, path: Path, use: Use, module: Module) -> Iterator[Problem]:
    for name, parameter in module.parameters.items():
        if name not in use.with_:
            yield Problem(
                entry.span(*path, "uses"),
                f"the module needs a value for “{name}”: {parameter.what}",
                f"Add {name}: under with:, for example {parameter.example}.",
            )
    for name in use.with_:
        if name not in module.parameters:
            yield Problem(
                entry.key_span(*path, "with", name),
                f"the module has no parameter “{name}”",
                did_you_mean(name, module.parameters) or "Delete it.",
            )
