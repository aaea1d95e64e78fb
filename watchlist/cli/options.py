"""Options that many commands share, and what options are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from watchlist.cli.formats import FORMATS
from watchlist.cli.params import DATE, PACK, TEXT

F = TypeVar("F", bound=Callable[..., Any])


def options(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Join decorators into one; the first one's option is listed first."""

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def many(*names: str, **settings: Any) -> Callable[[F], F]:
    """Return an option that may be repeated."""
    return click.option(*names, multiple=True, **{"type": TEXT, **settings})


_MOST_SHOWN: Final = 4
"""Formats beside the usual for which a line of the help has room."""


def format_option(
    *more: str, text: str = "How to print: for people, or for programs."
) -> Callable[[F], F]:
    """Return the option ``--format``, with what a command can print beside the usual."""
    return click.option(
        "-f",
        "--format",
        "output",
        type=click.Choice((*FORMATS, *more)),
        metavar="[table|json|csv|markdown|…]" if len(more) > _MOST_SHOWN else None,
        default="table",
        show_default=True,
        help=text if len(more) <= _MOST_SHOWN else f"{text} Also {', '.join(more)}.",
    )


output_format = format_option()

dry_run_option = click.option("--dry-run", is_flag=True, help="Only say what it would change.")
pack_argument = click.argument("pack", metavar="NAME|FILE", type=PACK)
source_option = click.option("--source", type=TEXT, metavar="URL", help="Where it is said.")
on_option = click.option("--on", type=DATE, metavar="DATE", help="When it was said, if not today.")
optional_option = click.option(
    "--optional", is_flag=True, help="Films that can be skipped count, too."
)
limit_option = click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", help="At most that many."
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


def stated(option: str) -> bool:
    """Whether the running command was given an option, and not its default."""
    source = click.get_current_context().get_parameter_source(option)
    return source is not click.core.ParameterSource.DEFAULT
