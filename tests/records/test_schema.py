"""The JSON Schema is kept in step, describes every field, and judges as the loader does."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from breakglass.records.kinds import KINDS
from breakglass.records.record import Part
from breakglass.records.schema import json_schema
from breakglass.records.specimen import parts_of, specimen
from breakglass.site.schema import schema_text

ROOT = Path(__file__).parents[2]


def all_parts() -> set[type[Part]]:
    found: set[type[Part]] = set()
    waiting: list[type[Part]] = list(KINDS.values())
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            for field in part.model_fields.values():
                waiting.extend(inner for inner in parts_of(field.annotation) if issubclass(inner, Part))
    return found


def test_the_committed_schema_is_in_step() -> None:
    committed = (ROOT / "docs/schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "run: breakglass schema > docs/schema.json"


def test_every_field_says_what_it_is_for() -> None:
    silent = [
        f"{part.__name__}.{name}" for part in all_parts() for name, f in part.model_fields.items() if not f.description
    ]
    assert silent == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_specimen_fits_the_schema(kind: str) -> None:
    data = yaml.safe_load(specimen(kind))
    plain = json.loads(json.dumps(data, default=str))
    jsonschema.Draft202012Validator(json_schema()).validate(plain)


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    good = json.loads(json.dumps(yaml.safe_load(specimen("team")), default=str))
    for change in ({"titel": "x"}, {"status": "aproved"}, {"id": "Not An Id"}, {"kind": "teem"}, {"members": "mara"}):
        assert not validator.is_valid(good | change), change
    for key in ("owners", "review", "title"):
        assert not validator.is_valid({k: v for k, v in good.items() if k != key}), key
