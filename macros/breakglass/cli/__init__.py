"""The command line: one module a command, each thin.

Exit codes: 0 clean, 1 findings, 2 wrong use, 3 could not finish (never "clean" when something was not read).
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import cast

import click

from breakglass import __version__
from breakglass.catalogue.cache import cache_folder, caching
from breakglass.catalogue.load import UnreadableError
from breakglass.checks.engine import RuleCrashedError
from breakglass.checks.report.inert import one_line
from breakglass.governance.git import NoHistoryError
from breakglass.governance.revision import RevisionError

COULD_NOT_FINISH = 3


_COMMANDS = (
    *("lint", "explain", "new", "change", "approve", "review", "reviewed"),
    *("due", "codeowners", "schema", "pages", "export"),
)


class _Commands(click.Group):
    """Each command stands in the module of its name, which is imported when it is called: lint needs no site."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        return cast("click.Command", getattr(module, cmd_name))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="breakglass")
def commands() -> None:
    """Incident playbooks for no-code and low-code automation.

    Records are YAML files below ./playbooks; the site is built from them by mkdocs.
    """


def main() -> None:
    """Run the command line. What could not be read, written or worked out ends with one line and exit code 3."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no arrow gets a question mark
    try:
        with caching(cache_folder()):
            commands.main(prog_name="breakglass")
    except (UnreadableError, RuleCrashedError, RevisionError, NoHistoryError) as error:
        click.echo(f"breakglass: {one_line(str(error))}", err=True)
        sys.exit(COULD_NOT_FINISH)
    except BrokenPipeError:
        raise  # click ends quietly where the reader has gone
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"breakglass: {one_line(f'{place}{error.strerror or error}')}", err=True)
        sys.exit(COULD_NOT_FINISH)
