"""The JSON Schema of all records, for editors and for programs that write records."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from breakglass.records.kinds import KINDS
from breakglass.records.record import Maintained
from breakglass.records.specimen import first_sentence

_ALSO_REQUIRED = {
    "Owners": ("technical", "business"),
    "Phases": ("detect", "triage", "contain", "remediate", "recover", "review"),
    "EscalationLevel": ("call",),
}
"""Keys that the model lets go so that a rule of its own can explain what is missing."""


def json_schema() -> dict[str, Any]:
    """One schema for every kind: `kind` chooses which of the definitions applies (draft 2020-12)."""
    _, schema = models_json_schema(
        [(model, "validation") for model in KINDS.values()], by_alias=True, ref_template="#/$defs/{model}"
    )
    definitions: dict[str, Any] = schema["$defs"]
    for model in KINDS.values():
        if issubclass(model, Maintained):
            definitions[model.__name__]["required"] += ["owners", "review"]
    for name, keys in _ALSO_REQUIRED.items():
        definitions[name]["required"] = [*definitions[name].get("required", []), *keys]
    for definition in definitions.values():
        for field in definition.get("properties", {}).values():
            _relax(field)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "Breakglass record",
        "description": "One record: a playbook, or anything that playbooks are made of.",
        "type": "object",
        "required": ["kind", "id"],
        "properties": {
            "kind": {
                "enum": list(KINDS),
                "description": "\n".join(f"{k}: {first_sentence(m.__doc__)}" for k, m in KINDS.items()),
            }
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/{model.__name__}"},
            }
            for kind, model in KINDS.items()
        ],
        "$defs": definitions,
    }


def _relax(field: dict[str, Any]) -> None:
    """Drop what only clutters an editor's hover: generated titles and null branches of optional keys."""
    field.pop("title", None)
    if field.get("default", ...) is None:
        field.pop("default")
    if field.get("examples") == []:
        field.pop("examples")
    branches = [branch for branch in field.get("anyOf", ()) if branch != {"type": "null"}]
    if len(branches) == 1 and "anyOf" in field:
        del field["anyOf"]
        field.update({**branches[0], **field})
