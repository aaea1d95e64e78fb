"""Listing films."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_filters import (
    filter_options,
    filters_of,
    says_state,
    tell_unknown_lengths,
)
from watchlist.cli.options import limit_option, output_format
from watchlist.cli.other_words import option_for
from watchlist.cli.output import print_report
from watchlist.cli.params import TEXT
from watchlist.library.library import Library
from watchlist.model import PART_KINDS
from watchlist.names.listing import joined
from watchlist.queries.filters import (
    BY_ENTRY,
    SORT_KEYS,
    Filter,
    but_for_length,
    having,
    listed,
    to_watch,
)
from watchlist.render.records import film_record
from watchlist.render.views import film_table


@click.command(
    "list",
    cls=Command,
    examples=[
        "watchlist list --tag noir --year ..1959",
        "watchlist list --seen --rating '>=4' --sort rating --reverse",
    ],
    related=["show", "tonight", "next", "upcoming", "log"],
)
@click.argument("words", nargs=-1, type=TEXT)
@click.option("--all", "everything", is_flag=True, help="Every film, seen or not.")
@filter_options
@click.option(
    "--sort",
    type=click.Choice(list(SORT_KEYS)),
    default=BY_ENTRY,
    show_default=True,
    help="What to sort by.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@limit_option
@output_format
@pass_app
def command(
    app: App,
    /,
    words: Sequence[str],
    *,
    sort: str,
    reverse: bool,
    limit: int | None,
    output: str,
    **values: Any,
) -> None:
    """List films: what is still to watch.

    WORDS stand in titles, aliases, tags, genres, places to watch and names of people. Filters add
    up; of what is not known, a film passes none.
    """
    library = app.load()
    filters = list(_filters(library, words, values))
    is_part = values["kind"] in PART_KINDS
    found = islice(listed(library, filters, sort, reverse=reverse, parts=is_part), limit)
    first = list(islice(found, 1))
    films = chain(first, found)  # each is printed when it is read, and not kept
    print_report(
        output,
        lambda: (film_record(film, today()) for film in films),
        lambda: [film_table(films, today())],
        empty=_empty(library, filters, words) if not first else "",
    )
    if unknown := but_for_length(filters):
        tell_unknown_lengths(listed(library, unknown, parts=is_part))


def _filters(library: Library, words: Sequence[str], values: Mapping[str, Any]) -> Iterator[Filter]:
    """Yield what a film has to pass; where no state is said, it has to be on the watchlist."""
    if not (values["everything"] or says_state(values)):
        yield to_watch
    yield from map(having, words)
    yield from filters_of(library, values)


def _empty(library: Library, filters: Sequence[Filter], words: Sequence[str]) -> str:
    """Say why there is nothing to list: a word was an option, much else passes, or nothing does."""
    known = {name for option in command.params for name in option.opts}
    for word in words:
        if option := option_for(word, known):
            return f"No film has “{word}” in it: was “watchlist list {option}” meant?"
    others = [passed for passed in filters if passed is not to_watch]
    count = sum(1 for _ in listed(library, others)) if to_watch in filters else 0
    if count:
        films = "1 film" if count == 1 else f"{count} films"
        return f"Nothing of that is to watch: --all lists {films}."
    if words and len(others) == len(words):
        return f"No film has {joined(f'“{word}”' for word in words)} in it."
    return "No film to list: see “watchlist list --help”, or add one with “watchlist add”."
