"""The root command, the table of commands, and the one boundary where errors end."""

from __future__ import annotations

import gc
import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from watchlist import __version__
from watchlist.cli.app import App, hint, terminal_width, wants_colour
from watchlist.cli.commands.table import COMMANDS
from watchlist.cli.pager import NEVER
from watchlist.cli.streams import give_up_output, prepare
from watchlist.errors import UsageError, WatchlistError
from watchlist.render.text import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETE: Final = "_WATCHLIST_COMPLETE"
"""The environment variable by which a shell asks what can be typed."""

COLOURS: Final = ("auto", "always", "never")
_INTERRUPTED: Final = 130
_DEFAULT_COLUMNS: Final = 80
_MOST_COLUMNS: Final = 100
"""Of help: longer lines are hard to read."""
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
                module = import_module(f"watchlist.cli.commands.{section[cmd_name][0]}")
                command: click.Command = getattr(module, f"{cmd_name}_command")
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and keep what was typed from its name on."""
        from shlex import join  # noqa: PLC0415 -- --help and --version do without

        ctx.meta[_TYPED] = join(args)
        if args[0][:1] != "-" and not self.get_command(ctx, args[0]):
            raise _no_such_command(ctx, args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands or options that begin with what was typed, without importing any."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 -- only the shell asks

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=help_)
            for section in COMMANDS.values()
            for name, (_, help_) in section.items()
            if name.startswith(incomplete)
        ]

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
        columns = min(terminal_width() or _DEFAULT_COLUMNS, _MOST_COLUMNS)
        extra.setdefault("terminal_width", max(columns - 2, 50))  # told, Click need not find out
        with _unwritten_output_ends():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            with _unwritten_output_ends(ctx):
                return super().invoke(ctx)
        except WatchlistError as error:
            _tell(str(error), ctx)
            raise click.exceptions.Exit(error.exit_status) from error
        except (KeyboardInterrupt, click.Abort) as error:
            raise click.exceptions.Exit(_interrupted(changed=_has_changed(ctx))) from error

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
            from watchlist.cli.shells.registry import register  # noqa: PLC0415 -- a shell asks

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
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = error.exit_code
        except click.ClickException as error:
            _explain_usage(error)
            status = error.exit_code
        except WatchlistError as error:
            _tell(str(error), None)
            status = error.exit_status
        except (KeyboardInterrupt, click.Abort):  # before there was a command to invoke
            status = _interrupted(changed=False)
        sys.exit(status if isinstance(status, int) else 0)


def _interrupted(*, changed: bool) -> int:
    """Say what Ctrl-C left behind, and return the status for it."""
    hint(f"Interrupted: {'the change was made' if changed else 'nothing was changed'}.")
    return _INTERRUPTED


def _refuse_undecodable(arguments: Sequence[str]) -> None:
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"“{argument!a}” is not valid text (UTF-8).") from error


def _explain_usage(error: click.ClickException) -> None:
    """Print a wrong usage in one sentence, with where to look."""
    context = getattr(error, "ctx", None)
    message, found, near = error.format_message().rstrip(".").partition(" (Did you mean")
    if found:
        message = f"{message} Did you mean{near.rstrip(')')}"
    elif message.startswith("Got unexpected extra argument"):
        message = f"{message}. A name of several words stands in quotes"
    end = "" if message.endswith("?") else "."
    where = f" See “{context.command_path} --help”." if context else ""
    _tell(f"{message}{end}{where}", context)


def _tell(message: str, context: click.Context | None) -> None:
    """Print what went wrong on stderr, each line of it made safe."""
    from watchlist.cli.config.file import load_configuration  # noqa: PLC0415 -- errors only

    option = context.find_root().params.get("colour") if context else None
    app = context.find_object(App) if context else None
    found = app.configuration if app else load_configuration()
    colour = option or found.settings["colour"]
    coloured = wants_colour(colour, sys.stderr)
    first, *others = message.splitlines() or [""]
    lead = "\x1b[31mError:\x1b[0m" if coloured else "Error:"
    click.echo(f"{lead} {printable(first)}", err=True, color=coloured or None)
    for line in others:
        hint(line)


def _no_such_command(ctx: click.Context, name: str, known: Sequence[str]) -> click.UsageError:
    from watchlist.names.search import Named, nearest  # noqa: PLC0415 -- loaded only on a miss

    near = [
        *_in_groups(ctx, name, known),
        *nearest(name, [Named(0, (command,)) for command in known]),
    ]
    more = f": did you mean {near[0]}?" if near else ""
    return click.UsageError(f"There is no command “{name}”{more}", ctx)


def _in_groups(ctx: click.Context, name: str, known: Sequence[str]) -> Iterator[str]:
    """Yield the commands of that name that are in another one: “franchise track”."""
    for outer in known:
        group = cli.get_command(ctx, outer)
        if isinstance(group, click.Group) and group.get_command(ctx, name):
            yield f"{outer} {name}"


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
    return ctx is not None and isinstance(ctx.obj, App) and ctx.obj.changed


def _complete_file(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete the name of a file."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 -- only the shell asks

    return [CompletionItem(incomplete, type="file")]


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
    shell_complete=_complete_file,
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
    ctx.obj = App(library, wait=wait, command=ctx.meta.get(_TYPED, ""), overrides=overrides)
    if ctx.invoked_subcommand is None:
        from watchlist.cli.commands.start import start_page  # noqa: PLC0415 -- commands do without
        from watchlist.render.style import styled  # noqa: PLC0415 -- as above

        ctx.obj.configuration.check()
        with styled(ctx.obj.style()):
            start_page(ctx.obj)


def main() -> NoReturn:
    """Run the program."""
    gc.disable()  # it ends before collecting garbage would pay off
    prepare()
    cli.main()
