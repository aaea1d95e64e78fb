"""Commands whose help fits the screen, and ends with examples and with related commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from watchlist.cli.loading import load
from watchlist.cli.pager import NEVER, show

_CONFIGURATION: Final = "watchlist.cli.config.current:configuration"
"""What is set: read only where the help goes to a screen, which may have a pager."""


class Documented(click.Command):
    """A command that says how it is used, and which commands to see as well.

    ``examples`` are whole command lines; ``related`` are commands as they are typed behind the
    name of the program: ``pack add``.
    """

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str] = (),
        related: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        super().__init__(*args, **settings)
        self.examples = examples
        self.related = [f"watchlist {name}" for name in related]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help``, which shows a long page one screen at a time."""
        option = super().get_help_option(ctx)
        if option:
            option.callback = _show_help
        return option

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options, and which commands to see as well."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        if self.related:
            formatter.write_paragraph()
            formatter.write_text(f"See also: {', '.join(self.related)}")


def print_help(ctx: click.Context) -> None:
    """Print the help of a command, in a pager if it is longer than the screen."""
    on_screen = sys.stdout is not None and sys.stdout.isatty()
    pager = load(_CONFIGURATION)().settings["pager"] if on_screen else NEVER
    show([ctx.get_help()], pager, colour=False)


def _show_help(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        print_help(ctx)
        ctx.exit()
