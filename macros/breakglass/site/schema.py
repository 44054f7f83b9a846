"""The JSON Schemas as they are committed and published."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from breakglass.records.schema import json_schema


@cache
def schema_text() -> str:
    """The schema of all records as text, the same wherever it is written."""
    return written(json_schema())


def written(schema: dict[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
