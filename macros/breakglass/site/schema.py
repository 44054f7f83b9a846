"""The JSON Schema as it is committed and published."""

from __future__ import annotations

import json
from functools import cache

from breakglass.records.schema import json_schema


@cache
def schema_text() -> str:
    """The schema as text, the same wherever it is written."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
