"""What the product says about itself is true: the fields, pages and rules of every line exist and do what it says.

The rules are read at run time, so that a line can name any rule there is.
"""

from __future__ import annotations

import copy
import json
import re
from itertools import repeat, zip_longest
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
from breakglass.records.change import Change
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
GONE, EMPTY = "(gone)", "(empty)"
WRONG = "sha256:" + "1" * 64


def _loops(entry: Entry) -> list[object]:
    nodes = entry.document.data()["decisions"]["nodes"]
    return [{"ask": "Is it?", "answers": {"Yes": node, "No": node}} for node in nodes]


def _same(entry: Entry) -> list[object]:
    kind = entry.record.kind
    others = [one.document.data() for one in CATALOGUE.entries.values() if one.record.kind == kind]
    return [data["words"] for data in others if data["id"] != entry.record.id and len(data.get("words", ())) > 1]


def _authors(entry: Entry) -> list[object]:
    near = [CATALOGUE.entries.get(reference.target) for reference in CATALOGUE.outgoing(entry.key)]
    return [one.record.author for one in near if one and isinstance(one.record, Change)]


ALWAYS: tuple[object, ...] = (GONE, EMPTY, "no-such-thing")
BREAKS: dict[str, tuple[object, ...]] = {
    "D101": ("step/no-such-step",),
    "D104": (_loops,),
    "E102": ("role/no-such-role",),
    "E103": (lambda entry: [entry.record.id],),
    "E104": ("1m", "0m"),
    "E109": ("30d",),
    "E110": (EMPTY, "sev4"),
    "G101": ("99.0.0",),
    "G102": (WRONG,),
    "G103": (WRONG,),
    "G104": (_authors,),
    "G105": ([{"owner": "technical", "count": "9"}],),
    "G108": ("2020-01-01",),
    "G109": ("2029-01-01",),
    "G110": ("P110",),
    "G111": ("retired",),
    "G112": ("retired", GONE),
    "L101": ("2026-01-01",),
    "L103": ("dropped", GONE),
    "L104": ("2020-01-01",),
    "L105": ("2020-01-01T00:00Z",),
    "L107": ("1.1",),
    "M101": (EMPTY,),
    "M103": (GONE, "2020-01-01"),
    "M104": ("Zapier has failed",),
    "M105": (
        "Notwithstanding unavailability of infrastructural prerequisites, representatives endeavour expeditiously.",
    ),
    "P101": ("changes",),
    "P104": (lambda entry: sorted(_ids(entry.document.data()["phases"]))[:1],),
    "P109": (EMPTY,),
    "P110": ("365d",),
    "R101": ("no-such-thing",),
    "R103": ("no-such-thing",),
    "S104": ("no-such-thing",),
    "T103": (GONE, "2020-01-01"),
    "T104": ("silent",),
    "T105": (_same,),
    "T106": ("95",),
    "V102": ("2020-01-01",),
    "V104": ("2099-01-01",),
    "V105": ("99.0.0", EMPTY),
    "V107": (WRONG,),
    "V109": ("900d",),
}
"""What is wrong by a rule where `ALWAYS` is not: values, or what gives them for a record."""

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
        for way in BREAKS.get(code, ALWAYS)
        for field in need.fields
        for entry, data in _broken(*field.split("."), way=way)
    ), f"nothing that was done to {', '.join(need.fields)} brought a finding {code}"


def _broken(kind: str, *path: str, way: object) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Records of a kind, each changed in one way at one place of a field; the first change of every record first."""
    entries = [entry for entry in CATALOGUE.entries.values() if entry.record.kind == kind]
    queues = [zip(repeat(entry), _breaks(entry, list(path), way)) for entry in entries]
    return (one for batch in zip_longest(*queues) for one in batch if one is not None)


def _speaks_up(rule: Rule, entry: Entry, data: dict[str, Any]) -> bool:
    """Whether the rule, silent about the record and its neighbours so far, finds something in the changed one."""
    # Past the cache, which would keep every one of thousands.
    one = load_file.__wrapped__(entry.document.file, _written(data))
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
    if rule.check_alone and any(True for _ in rule.check_alone(catalogue.entries[entry.key])):
        return True
    check = rule.check_record
    keys = [key for key in dict.fromkeys([entry.key, *near]) if key in catalogue.entries]
    if entry.record.kind in {"policy", "rubric"}:  # by these everything is judged
        keys = list(catalogue.entries)
    if check and any(True for key in keys for _ in check(catalogue.entries[key], catalogue, TODAY)):
        return True
    return bool(rule.check_catalogue) and any(True for _ in rule.check_catalogue(catalogue, TODAY))


def _breaks(entry: Entry, path: list[str], way: object) -> Iterator[dict[str, Any]]:
    """The record, changed in one way at one place of the field or below it."""
    whole = entry.document.data()
    for value in way(entry) if callable(way) else [way]:
        for number, (at, name) in enumerate(_places(whole, path)):
            known = isinstance(at, list) or name in at
            if (value == GONE and not known) or (value == EMPTY and not (known and isinstance(at[name], list | dict))):
                continue
            data = copy.deepcopy(whole)
            holder, key = list(_places(data, path))[number]
            if value == GONE:
                del holder[key]
            else:
                holder[key] = type(holder[key])() if value == EMPTY else value
            yield data


def _ids(value: object) -> Iterator[str]:
    """Every id below a value."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _ids(item)
    if isinstance(value, dict) and "id" in value:
        yield value["id"]


def _places(data: object, path: list[str]) -> Iterator[Place]:
    """Every value that a field names, and every one below it; where it may stand, if it does not.

    Lists, and mappings with keys of their own, are entered.
    """
    if isinstance(data, list):
        for item in data:
            yield from _places(item, path)
    elif isinstance(data, dict) and path:
        if path[0] in data:
            if len(path) == 1:
                yield from _below(data, path[0])
            else:
                yield from _places(data[path[0]], path[1:])
        elif inner := [item for item in data.values() if isinstance(item, dict)]:
            for item in inner:
                yield from _places(item, path)
        elif len(path) == 1:
            yield data, path[0]


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
