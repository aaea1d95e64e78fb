"""What to watch tonight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_filters import filter_options, filters_of, tell_unknown_lengths
from watchlist.cli.loading import load
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.queries.filters import Filter, but_for_length
from watchlist.queries.tonight import of_unknown_length, tonight, tonight_again, wanted_by
from watchlist.render.suggestions import pick_record, pick_section

_LIBRARY_IN: Final = "watchlist.cli.other_libraries:library_in"
"""What reads another person's file: slow to load, and few runs need it."""


@click.command(
    "tonight",
    cls=Command,
    examples=[
        "watchlist tonight --under 2h --where netflix",
        "watchlist tonight --with letterboxd-of-a-friend.zip",
    ],
    related=["next", "list", "catchup"],
)
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="How many films.",
)
@click.option("--again", count=True, help="Other ones; once more, others again.")
@click.option(
    "--with",
    "other",
    type=click.Path(exists=True),
    metavar="FILE",
    help="Only what another person wants, too: their library or export.",
)
@click.option("--rewatch", is_flag=True, help="Only films that were seen.")
@filter_options
@output_format
@pass_app
def command(
    app: App,
    /,
    *,
    count: int,
    again: int,
    other: str | None,
    rewatch: bool,
    output: str,
    **values: Any,
) -> None:
    """Offer films for tonight, and say why.

    They are to watch and out, and the same all day. What has to be seen first is offered in the
    place of what it comes before. Filters add up.
    """
    if other and rewatch:
        raise UsageError("--with is about what neither has seen: leave --rewatch out.")
    library = app.load()
    filters = list(_filters(app, library, other, values))
    found = (tonight_again if rewatch else tonight)(library, today(), filters)
    picks = list(islice(found, again * count, (again + 1) * count))
    print_report(
        output,
        lambda: [pick_record(pick, today()) for pick in picks],
        lambda: [pick_section(picks)],
        empty=f"There is nothing {'else ' if again else ''}to offer: no film that is "
        f"{'seen' if rewatch else 'to watch and out'} passes.",
    )
    if unknown := but_for_length(filters):
        tell_unknown_lengths(of_unknown_length(library, today(), unknown, seen=rewatch))


def _filters(
    app: App, library: Library, other: str | None, values: Mapping[str, Any]
) -> Iterator[Filter]:
    yield from filters_of(library, values)
    if other:
        yield wanted_by(load(_LIBRARY_IN)(app, other))
