"""The root command, the table of commands, and the one boundary where errors end."""

from __future__ import annotations

import errno
import gc
import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from watchlist import __version__
from watchlist.cli.app import App, hint
from watchlist.errors import UsageError, WatchlistError
from watchlist.render.text import printable

COMMANDS: Final = {
    # section: command: (module in this package, what it does)
    "Films": {
        "add": ("films", "Put films on the watchlist."),
        "edit": ("films", "Change what is known of a film."),
        "remove": ("films", "Take films out of the library."),
        "show": ("browsing", "Show everything known of a film."),
        "list": ("browsing", "List films: what is still to watch."),
        "person": ("browsing", "List every film with a person."),
        "credit": ("facts", "Say who took part in a film."),
        "note": ("facts", "Write down a dated note about a film."),
        "link": ("facts", "Relate one film to another."),
        "unlink": ("facts", "Take a link back."),
    },
    "Watching": {
        "watched": ("watching", "Mark films watched."),
        "unwatch": ("watching", "Take the last viewing of a film back."),
        "next": ("suggestions", "Say what to watch now."),
        "log": ("watching", "Show the diary, newest first."),
    },
    "Franchises": {
        "order": ("orders", "Print a franchise in watch order."),
        "place": ("orders", "Say where a film's story is set."),
        "catchup": (
            "suggestions",
            "List what to have seen before a film.",
        ),
        "plan": ("suggestions", "Spread what is not watched over days."),
        "upcoming": ("suggestions", "List films that are not out yet."),
        "franchise": ("franchises", "Manage franchises and their films."),
    },
    "Library": {
        "undo": ("care", "Take the last change back."),
        "redo": ("care", "Make an undone change again."),
        "history": ("care", "List the changes that can be undone."),
        "doctor": ("care", "Say what is wrong in the library."),
        "backup": ("care", "Copy the library."),
        "restore": ("care", "Go back to a copy of the library."),
    },
}
_INTERRUPTED: Final = 130
_TYPED: Final = "watchlist.typed"
"""Where a context keeps the command line, which names the undo step."""


class Root(click.Group):
    """Loads the module of a command when the command is used, and ends every error."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        for section in COMMANDS.values():
            if cmd_name in section:
                module = import_module(f"watchlist.cli.{section[cmd_name][0]}")
                command: click.Command = getattr(module, f"{cmd_name}_command")
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and keep what was typed from its name on."""
        from shlex import join  # noqa: PLC0415 -- --help and --version do without

        ctx.meta[_TYPED] = join(args)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, without importing any."""
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, help_) for name, (_, help_) in section.items()])

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the options of the program; some of them print and end it."""
        with _output_ends_quietly():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            with _output_ends_quietly():
                return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as error:
            changed = isinstance(ctx.obj, App) and ctx.obj.changed
            hint(
                "Interrupted: the change was made."
                if changed
                else "Interrupted: nothing was changed."
            )
            raise click.exceptions.Exit(_INTERRUPTED) from error

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
        try:
            _refuse_undecodable(arguments)
            status = super().main(
                arguments,
                prog_name or "watchlist",
                complete_var,
                standalone_mode=False,
                **extra,
            )
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = error.exit_code
        except click.ClickException as error:
            _explain_usage(error)
            status = error.exit_code
        except WatchlistError as error:
            for line in f"Error: {error}".splitlines():
                hint(line)
            status = error.exit_status
        sys.exit(status if isinstance(status, int) else 0)


def _refuse_undecodable(arguments: Sequence[str]) -> None:
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"“{argument!a}” is not valid text (UTF-8).") from error


def _explain_usage(error: click.ClickException) -> None:
    """Print a wrong usage in one sentence, with where to look."""
    context = getattr(error, "ctx", None)
    message = printable(error.format_message()).rstrip(".") + "."
    hint = f" See “{context.command_path} --help”." if context else ""
    click.echo(f"Error: {message}{hint}", err=True)


@contextmanager
def _output_ends_quietly() -> Iterator[None]:
    """End the program when its output cannot be written: quietly when nobody reads it any more."""
    try:
        yield
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        raise click.exceptions.Exit(_broken_output(error)) from error


def _broken_output(error: OSError) -> int:
    """Return the status for an output that cannot be written, and let nothing else be tried."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return 0
    click.echo(f"Error: the output cannot be written: {error.strerror}.", err=True)
    return 1


def _refuse_nan(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    """Refuse what is no number, and therefore in no range that could be checked."""
    if math.isnan(value):
        raise click.BadParameter("nan is not a number of seconds")
    return value


@click.command(
    cls=Root,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--library",
    metavar="FILE",
    envvar="WATCHLIST_LIBRARY",
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
@click.version_option(__version__, prog_name="watchlist")
@click.pass_context
def cli(ctx: click.Context, library: str | None, wait: float) -> None:
    """Keep a list of films to watch, and print franchises in story order."""
    ctx.obj = App(library, wait=wait, command=ctx.meta[_TYPED])


def main() -> NoReturn:
    """Run the program."""
    gc.disable()  # it ends before collecting garbage would pay off
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli.main()
