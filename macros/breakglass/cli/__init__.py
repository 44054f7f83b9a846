"""The command line: one module a command, each thin.

Exit codes: 0 clean, 1 findings, 2 wrong use, 3 could not finish (never "clean" when something was not read).
"""

from __future__ import annotations

import io
import sys

import click

from breakglass import __version__
from breakglass.catalogue.load import UnreadableError
from breakglass.checks.engine import RuleCrashedError
from breakglass.cli.explain import explain
from breakglass.cli.lint import lint
from breakglass.cli.new import new
from breakglass.cli.pages import pages
from breakglass.cli.review import review
from breakglass.cli.reviewed import reviewed
from breakglass.cli.schema import schema
from breakglass.governance.git import NoHistoryError
from breakglass.governance.revision import RevisionError

COULD_NOT_FINISH = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="breakglass")
def commands() -> None:
    """Incident playbooks for no-code and low-code automation.

    Records are YAML files below ./playbooks; the site is built from them by mkdocs.
    """


for command in (lint, explain, new, review, reviewed, schema, pages):
    commands.add_command(command)


def main() -> None:
    """Run the command line. What could not be read, written or worked out ends with one line and exit code 3."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no arrow gets a question mark
    try:
        commands.main(prog_name="breakglass")
    except (UnreadableError, RuleCrashedError, RevisionError, NoHistoryError) as error:
        click.echo(f"breakglass: {error}", err=True)
        sys.exit(COULD_NOT_FINISH)
    except BrokenPipeError:
        raise  # click ends quietly where the reader has gone
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"breakglass: {place}{error.strerror or error}", err=True)
        sys.exit(COULD_NOT_FINISH)
