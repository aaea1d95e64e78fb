"""Options that several commands share, and what commands are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import click

from watchlist.cli.app import App, hint, interactive
from watchlist.cli.params import (
    CONTINUITY,
    FILM,
    FRANCHISE,
    TEXT,
)
from watchlist.errors import AmbiguousError
from watchlist.model import Job, LinkKind, PlacementKind
from watchlist.render.style import styled

F = TypeVar("F", bound=Callable[..., Any])

FORMATS: Final = ("table", "json", "csv", "markdown")


class WithExamples(click.Command):
    """A command whose help ends with examples of its use."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options, and which commands to see as well."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        from watchlist.cli.related import see_also  # noqa: PLC0415 -- help only

        if related := see_also(ctx.command_path):
            formatter.write_paragraph()
            formatter.write_text(f"See also: {', '.join(related)}")


class Command(WithExamples):
    """A command that asks, on a terminal, which of several candidates is meant.

    The answer is kept and the command run again from its start, so that nobody waits for the
    lock while a person thinks.
    """

    needs_settings = True
    """Whether it refuses to run with a configuration that is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        app = ctx.ensure_object(App)
        if self.needs_settings:
            app.configuration.check()
        with styled(app.style()):
            while True:
                try:
                    return super().invoke(ctx)
                except AmbiguousError as error:
                    if not interactive():
                        raise
                    app.choose(error, _choose(error))


def _choose(error: AmbiguousError) -> int:
    hint(f"“{error.reference}” can mean:")
    for index, (_, label) in enumerate(error.candidates, start=1):
        hint(f"  {index}  {label}")
    which = click.prompt("Which one", type=click.IntRange(1, len(error.candidates)), err=True)
    return error.candidates[which - 1][0]


def format_option(*more: str) -> Callable[[F], F]:
    """Return the option ``--format``, with what a command can print beside the usual."""
    return click.option(
        "-f",
        "--format",
        "output",
        type=click.Choice((*FORMATS, *more)),
        default="table",
        show_default=True,
        help="How to print: for people, or for programs.",
    )


output_format = format_option()


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


placement_options = options(
    click.option("--before", type=FILM, metavar="FILM", help="Its story ends where FILM's begins."),
    click.option("--after", type=FILM, metavar="FILM", help="Its story follows FILM's."),
    click.option(
        "--between", type=FILM, nargs=2, metavar="FILM FILM", help="Its story fills a gap."
    ),
    click.option("--during", type=FILM, metavar="FILM", help="Its story overlaps FILM's."),
)

membership_options = options(
    many(
        "--franchise", type=FRANCHISE, metavar="NAME", help="Make it a member; a new one is made."
    ),
    many(
        "--continuity",
        type=CONTINUITY,
        metavar="NAME",
        help="The branch of the franchise that it is in.",
    ),
    click.option("--optional", is_flag=True, help="A member that can be skipped."),
)

link_options = options(
    *(
        many(f"--{kind}", type=FILM, metavar="FILM", help=f"Link it: {kind.words} FILM.")
        for kind in LinkKind
    )
)

ANCHORED: Final = [kind for kind in PlacementKind if kind.anchors]
JOBS: Final = [str(job) for job in Job]
