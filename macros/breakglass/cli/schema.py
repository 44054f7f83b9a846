"""`breakglass schema`: the JSON Schema of all records."""

from __future__ import annotations

import click

from breakglass.site.schema import schema_text


@click.command(short_help="Print the JSON Schema of all records.")
def schema() -> None:
    """Print the JSON Schema of all records, for editors and for programs that write records."""
    click.echo(schema_text(), nl=False)
