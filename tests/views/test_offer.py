"""What the product says about itself is true: the fields, pages and rules of every line exist and do what it says.

The rules are read at run time, so that a line can name any rule there is.
"""

from __future__ import annotations

import copy
import json
import re
from itertools import islice, repeat, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breakglass.catalogue.catalogue import Catalogue
from breakglass.catalogue.load import load_file, load_files, record_files
from breakglass.catalogue.references import references_of
from breakglass.catalogue.source import Quoted
from breakglass.checks.engine import check_all
from breakglass.checks.harness import TODAY
from breakglass.checks.rule import all_rules
from breakglass.records.kinds import KINDS
from breakglass.views.fields import all_fields, anchor_of, kind_fields
from breakglass.views.needs import AREAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breakglass.catalogue.catalogue import Entry
    from breakglass.checks.rule import Rule
    from breakglass.views.needs import Need

ROOT = Path(__file__).parents[2]
CATALOGUE = load_files(record_files(ROOT / "playbooks", ROOT)).catalogue
NEEDS = [need for area in AREAS for need in area.needs]
ALL_WAYS = ("gone", "empty", "other", "broken")
BROKEN = (
    "no-such-thing",
    "9000d",
    "1m",
    "2020-01-01",
    "2099-01-01",
    "2020-01-01T00:00Z",
    "step/no-such-step",
    "365d",
    "99.0.0",
    "99",
    "true",
    "retired",
    "sha256:" + "1" * 64,
    "Zapier has failed at {nothing-known}",
    "Notwithstanding unavailability of infrastructural prerequisites, representatives are endeavouring expeditiously.",
)
"""Values that are wrong in one field or another: no such record, too long, too short, past, to come."""

MOST = 150
"""So many changes of one sort are tried on a field before it counts as one that the rule does not watch."""

Place = tuple[Any, str | int]
"""A mapping or list, and the key or index of one value in it."""


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.what)
def test_the_fields_and_rules_of_a_line_exist(need: Need) -> None:
    rows = {row.anchor for kind in KINDS for row in all_fields(kind)}
    shown = {row.anchor for kind in KINDS for row in kind_fields(kind).rows}
    assert set(need.fields) <= rows
    assert {anchor_of(field) for field in need.fields} <= shown
    assert set(need.checks) <= all_rules().keys()
    assert need.pages


@pytest.mark.parametrize(
    ("need", "code"),
    [(need, code) for need in NEEDS for code in need.checks],
    ids=lambda one: getattr(one, "what", one),
)
def test_a_rule_of_a_line_speaks_up_when_one_of_its_fields_is_broken(need: Need, code: str) -> None:
    rule = all_rules()[code]
    assert any(
        _speaks_up(rule, entry, data)
        for way in ALL_WAYS
        for field in need.fields
        for entry, data in _broken(*field.split("."), way=way)
    ), f"nothing that was done to {', '.join(need.fields)} brought a finding {code}"


def _broken(kind: str, *path: str, way: str) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Records of a kind, each changed in one way at one place of a field; a few changes of every record first."""
    entries = [entry for entry in CATALOGUE.entries.values() if entry.record.kind == kind]
    queues = [zip(repeat(entry), _breaks(entry, list(path), way)) for entry in entries]
    rounds = (one for batch in zip_longest(*queues) for one in batch if one is not None)
    yield from islice(rounds, MOST)


def _speaks_up(rule: Rule, entry: Entry, data: dict[str, Any]) -> bool:
    """Whether the rule, silent about the record and its neighbours so far, finds something in the changed one."""
    one = load_file(entry.document.file, _written(data))
    if any(finding.code == rule.code for finding in one.findings):
        return True
    if one.entry is None or one.entry.key != entry.key:
        return False
    changed = Catalogue(dict(CATALOGUE.entries) | {entry.key: one.entry})
    # All other references are known; to collect them again for every change takes most of the time.
    rest = (reference for reference in CATALOGUE.references if reference.source != entry.key)
    changed.__dict__["references"] = (*rest, *references_of(one.entry.record))
    return _finds(rule, changed, entry) and not _finds(rule, CATALOGUE, entry)


def _finds(rule: Rule, catalogue: Catalogue, entry: Entry) -> bool:
    if rule.check_waivers:
        return any(finding.code == rule.code for finding in check_all(catalogue, TODAY).findings)
    near = [reference.target for reference in CATALOGUE.outgoing(entry.key)]
    near += [reference.source for reference in CATALOGUE.incoming(entry.key)]
    check = rule.check_record
    keys = [key for key in dict.fromkeys([entry.key, *near]) if key in catalogue.entries]
    if check and any(True for key in keys for _ in check(catalogue.entries[key], catalogue, TODAY)):
        return True
    return bool(rule.check_catalogue) and any(True for _ in rule.check_catalogue(catalogue, TODAY))


def _breaks(entry: Entry, path: list[str], way: str) -> Iterator[dict[str, Any]]:
    """The record, changed in one way at one place of the field or below it."""
    whole = entry.document.data()
    for number, _ in enumerate(_places(whole, path)):
        for value in _values(way, entry, path, number):
            data = copy.deepcopy(whole)
            holder, key = list(_places(data, path))[number]
            if value is _GONE:
                del holder[key]
            else:
                holder[key] = value
            yield data


_GONE = object()


def _values(way: str, entry: Entry, path: list[str], number: int) -> Iterator[object]:
    holder, key = list(_places(entry.document.data(), path))[number]
    match way:
        case "gone":
            yield _GONE
        case "empty" if isinstance(holder[key], list | dict):
            yield type(holder[key])()
        case "other":
            others = {value for value in _said(entry.document.data(), path) if value != holder[key]}
            others |= {value for value in _known(entry) if isinstance(holder[key], str) and value != holder[key]}
            yield from sorted(others)
        case "broken" if isinstance(holder[key], str):
            yield from BROKEN


def _said(data: object, path: list[str]) -> Iterator[str]:
    """Every text at a field of a record or below it: what may stand there, and fits elsewhere."""
    for holder, key in _places(data, path):
        if isinstance(holder[key], str):
            yield str(holder[key])


def _known(entry: Entry) -> set[str]:
    """The ids of its neighbours, and the people who wrote them: what is real, and wrong here."""
    near = [CATALOGUE.entries.get(reference.target) for reference in CATALOGUE.outgoing(entry.key)]
    authors = {getattr(one.record, "author", "") for one in near if one}
    return {"emergency", "reads", "changes", "sev1", *authors} - {""}


def _places(data: object, path: list[str]) -> Iterator[Place]:
    """Every value that a field names, and every one below it. Lists and mappings with keys of their own are entered."""
    if isinstance(data, list):
        for item in data:
            yield from _places(item, path)
    elif isinstance(data, dict) and path:
        if path[0] in data:
            if len(path) == 1:
                yield from _below(data, path[0])
            else:
                yield from _places(data[path[0]], path[1:])
        else:
            for item in data.values():
                if isinstance(item, dict):
                    yield from _places(item, path)


def _below(holder: Any, key: str | int) -> Iterator[Place]:  # noqa: ANN401 - a mapping or a list of plain values
    yield holder, key
    value = holder[key]
    for inner in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from _below(value, inner)


def _written(value: object) -> bytes:
    """A record as YAML in flow style. What was in quotes stays so."""
    return _flow(value).encode()


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    bare = not isinstance(value, Quoted) and re.fullmatch(r"[A-Za-z0-9._/+-]+(:[A-Za-z0-9]+)*", str(value))
    return str(value) if bare else json.dumps(value, ensure_ascii=False)
