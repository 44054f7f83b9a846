"""The command line: one module a command, each thin.

Exit codes: 0 clean, 1 findings, 2 wrong use, 3 could not finish (never "clean" when something was not read).
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import IO, TYPE_CHECKING, Any, TextIO, cast

import click

from breakglass import __version__
from breakglass.catalogue.cache import cache_folder, caching
from breakglass.catalogue.load import UnreadableError
from breakglass.catalogue.nearest import did_you_mean
from breakglass.checks.engine import RuleCrashedError
from breakglass.governance.git import NoHistoryError
from breakglass.governance.revision import RevisionError
from breakglass.plaintext import one_line

if TYPE_CHECKING:
    from typing_extensions import Buffer

COULD_NOT_FINISH = 3

_COMMANDS = (
    *("lint", "explain", "new", "change", "approve", "review", "reviewed"),
    *("due", "codeowners", "schema", "pages", "export"),
)


class _CouldNotFinishError(click.ClickException):
    """What could not be read, written or worked out, in one line."""

    exit_code = COULD_NOT_FINISH

    def show(self, file: IO[Any] | None = None) -> None:
        """Say so."""
        click.echo(f"breakglass: {one_line(self.message)}", file=file, err=True)


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first, and the rest. A mistyped one is told with the nearest."""
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], _COMMANDS) or f"There are {', '.join(_COMMANDS)}."
            ctx.fail(f"there is no command {args[0]}. {near}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run the command. An error that is nobody's wrong use ends with one line and exit code 3."""
        try:
            return super().invoke(ctx)
        except (UnreadableError, RuleCrashedError, RevisionError, NoHistoryError) as error:
            raise _CouldNotFinishError(str(error)) from error
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise _CouldNotFinishError(f"{place}{error.strerror or error}") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="breakglass")
def commands() -> None:
    """Incident playbooks for no-code and low-code automation.

    Records are YAML files below ./playbooks; the site is built from them by mkdocs.
    """


def main() -> None:
    """Run the command line. A reader who leaves early, as `head` does, changes nothing of how a command ends."""
    sys.stdout, sys.stderr = _lasting(sys.stdout), _lasting(sys.stderr)
    with caching(cache_folder()):
        commands.main(prog_name="breakglass")


class _Pipe(io.FileIO):
    """A way out that takes what nobody reads any more."""

    def write(self, data: Buffer) -> int:
        """Write, or drop what is written after the reader has gone."""
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def _lasting(stream: TextIO) -> TextIO:
    """The stream as one that ends with the command. A terminal that knows no arrow gets a question mark."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # With PYTHONUNBUFFERED the buffer is none and writes through.
    if stream.isatty() or not isinstance(getattr(stream.buffer, "raw", stream.buffer), io.FileIO):
        stream.reconfigure(errors="replace")
        return stream
    pipe = io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False))
    return io.TextIOWrapper(pipe, stream.encoding, "replace", line_buffering=stream.line_buffering)
