"""The root command: the options of the program, and the one boundary where errors end.

One run: ``main`` reads the options into an ``Invocation``, the table names the module of the
command, which is imported and run; what it raises becomes a sentence and an exit status
(``watchlist.cli.failures``).
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import click

from watchlist import __version__
from watchlist.cli.commands.table import COMMANDS, START
from watchlist.cli.groups import LazyGroup
from watchlist.cli.invocation import Invocation
from watchlist.cli.loading import load
from watchlist.cli.pager import NEVER
from watchlist.cli.shells.registry import register
from watchlist.cli.streams import give_up_output, prepare
from watchlist.cli.terminal import terminal_width
from watchlist.errors import UsageError, WatchlistError

COMPLETE: Final = "_WATCHLIST_COMPLETE"
"""The environment variable by which a shell asks what can be typed."""

COLOURS: Final = ("auto", "always", "never")
_DEFAULT_COLUMNS: Final = 80
_MOST_COLUMNS: Final = 100
"""Of help: longer lines are hard to read."""
_TYPED: Final = "watchlist.typed"
"""Where a context keeps the command line, which names the undo step."""
_ENDS: Final = (WatchlistError, KeyboardInterrupt, click.Abort, MemoryError, RecursionError)
"""What ends a command before its time and is explained in a sentence."""


class Root(LazyGroup):
    """The group of all commands, which ends every error."""

    @property
    def path(self) -> tuple[str, ...]:
        """No words: the program itself."""
        return ()

    @property
    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """The commands with what they do, by section."""
        return COMMANDS

    def brief(self, said: str, most: int = 0) -> str:
        """Return what a command does, whole: it is wrapped."""
        return said

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and keep what was typed from its name on."""
        ctx.meta[_TYPED] = tuple(args)
        return super().resolve_command(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the options of the program; some of them print and end it."""
        columns = min(terminal_width() or _DEFAULT_COLUMNS, _MOST_COLUMNS)
        extra.setdefault("terminal_width", max(columns - 2, 50))  # told, Click need not find out
        with _unwritten_output_ends():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            with _unwritten_output_ends(ctx):
                return super().invoke(ctx)
        except _ENDS as error:
            raise click.exceptions.Exit(_explain(error, ctx)) from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT002 -- the signature of Click
        **extra: Any,
    ) -> NoReturn:
        """Run a command line and exit with its status."""
        arguments = list(sys.argv[1:] if args is None else args)
        if asked := os.environ.get(COMPLETE):
            register(asked)
        try:
            _refuse_undecodable(arguments)
            with _unwritten_output_ends():  # also of what a shell asks for
                status = super().main(
                    arguments,
                    prog_name or "watchlist",
                    complete_var,
                    standalone_mode=False,
                    **extra,
                )
        except click.exceptions.Exit as error:
            status = error.exit_code
        except (click.ClickException, *_ENDS) as error:
            status = _explain(error)  # also what ended it before there was a command to invoke
        sys.exit(status if isinstance(status, int) else 0)


def _explain(error: BaseException, ctx: click.Context | None = None) -> int:
    """Say what ended a command, and return the exit status for it."""
    from watchlist.cli.failures import explain  # noqa: PLC0415 -- a run that succeeds has none

    return explain(error, ctx)


def _refuse_undecodable(arguments: Sequence[str]) -> None:
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"“{argument!a}” is not valid text (UTF-8).") from error


@contextmanager
def _unwritten_output_ends(ctx: click.Context | None = None) -> Iterator[None]:
    """End the program when its output cannot be written."""
    try:
        yield
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        raise click.exceptions.Exit(give_up_output(error, changed=_has_changed(ctx))) from error


def _has_changed(ctx: click.Context | None) -> bool:
    """Whether the library was changed by now."""
    return ctx is not None and isinstance(ctx.obj, Invocation) and ctx.obj.changed


def _refuse_nan(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    """Refuse what is no number, and therefore in no range that could be checked."""
    if math.isnan(value):
        raise click.BadParameter("nan is not a number of seconds")
    return value


@click.command(
    cls=Root,
    subcommand_metavar="[COMMAND] [ARGS]...",  # not every Click says that it can be left out
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": _MOST_COLUMNS},
)
@click.option(
    "--library",
    metavar="FILE",
    envvar="WATCHLIST_LIBRARY",
    type=click.Path(readable=False),  # whether it can be read is for a command to say
    help="The library file, instead of the one in your data folder.",
)
@click.option(
    "--wait",
    metavar="SECONDS",
    type=click.FloatRange(min=0, max=86_400),
    callback=_refuse_nan,
    default=10,
    show_default=True,
    help="How long to wait while another program changes the library.",
)
@click.option(
    "--colour",
    "--color",
    type=click.Choice(COLOURS),
    help="Whether output is coloured.",
)
@click.option("--no-pager", is_flag=True, help="Print long output at once.")
@click.version_option(__version__, prog_name="watchlist")
@click.pass_context
def cli(
    ctx: click.Context, library: str | None, wait: float, colour: str | None, *, no_pager: bool
) -> None:
    """Keep a list of films to watch, and print franchises in story order.

    Without a command: where you stand.
    """
    named = ctx.get_parameter_source("library") is click.core.ParameterSource.COMMANDLINE
    overrides = {
        "library": library if named else None,
        "colour": colour,
        "pager": NEVER if no_pager else None,
    }
    typed = ctx.meta.get(_TYPED, ())
    ctx.obj = Invocation(library, wait=wait, typed=typed, overrides=overrides)
    if ctx.invoked_subcommand is None:
        start: click.Command = load(START)
        start.invoke(click.Context(start, parent=ctx, info_name=ctx.info_name))


def main() -> NoReturn:
    """Run the program."""
    prepare()
    cli.main()
