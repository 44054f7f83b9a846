"""`breakglass schema`: the JSON Schema of all records, or of the report on a pull request."""

from __future__ import annotations

import click

from breakglass.governance.report import report_schema
from breakglass.site.schema import schema_text, written


@click.command(short_help="Print the JSON Schema of all records, or of a review's report.")
@click.argument("what", type=click.Choice(["records", "review"]), default="records")
def schema(what: str) -> None:
    """Print the JSON Schema of all records, for editors and for programs that write records.

    With `review`, print the schema of what `breakglass review --format json` writes.
    """
    click.echo(schema_text() if what == "records" else written(report_schema()), nl=False)
