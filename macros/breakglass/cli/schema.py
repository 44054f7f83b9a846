"""`breakglass schema`: the JSON Schema of all records."""

from __future__ import annotations

import json

import click

from breakglass.records.schema import json_schema


@click.command(short_help="Print the JSON Schema of all records.")
def schema() -> None:
    """Print the JSON Schema of all records, for editors and for programs that write records."""
    click.echo(json.dumps(json_schema(), indent=1, ensure_ascii=False))
