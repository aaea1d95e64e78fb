"""Options that choose films, and the filters that they stand for."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import click

from watchlist.cli import references
from watchlist.cli.clock import today
from watchlist.cli.loading import load
from watchlist.cli.options import many, options
from watchlist.cli.output import hint
from watchlist.cli.params import (
    COUNTRY,
    DURATION,
    FRANCHISE,
    GENRE,
    LANGUAGE,
    LIST,
    PERSON,
    PLACE,
    TAG,
    YEARS,
    Parsed,
    parse_stars,
)
from watchlist.library.library import Library
from watchlist.model import Film, Kind
from watchlist.names.folding import fold
from watchlist.queries import filters
from watchlist.queries.filters import Filter, LengthFilter, RatingFilter

_COMPARISONS: Final = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "": operator.eq,
}


def parse_rating_filter(text: str) -> RatingFilter:
    """Read ``4.5`` or a comparison such as ``>=4``, or ``4+`` for it. Raises ValueError."""
    match = re.fullmatch(r"(>=|<=|>|<|=|)\s*(.+)", re.sub(r"^([\d.,]+)\+$", r">=\1", text))
    if not match:
        raise ValueError(f"“{text}” is not a rating")
    return RatingFilter(_COMPARISONS[match[1]], parse_stars(match[2]))


RATING_FILTER = Parsed("rating", parse_rating_filter)

filter_options = options(
    click.option("--seen", "--watched", "seen", is_flag=True, help="Films that were watched."),
    click.option("--unseen", is_flag=True, help="Films that were never watched."),
    click.option("--upcoming", is_flag=True, help="Films that are not out yet."),
    many("--franchise", "franchises", type=FRANCHISE, metavar="NAME", help="Of that franchise."),
    many("--list", "lists", type=LIST, metavar="NAME", help="On that list of yours."),
    many("--tag", type=TAG, help="With that tag."),
    many("--genre", type=GENRE, help="Of that genre."),
    many(
        "--where",
        type=PLACE,
        metavar="PLACE",
        help="To be seen there; file: has a file (see scan).",
    ),
    many("--person", type=PERSON, metavar="NAME", help="With that person."),
    many("--language", type=LANGUAGE, help="In which that is spoken."),
    many("--country", type=COUNTRY, help="Made there."),
    click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Of that kind."),
    click.option("--year", type=YEARS, metavar="YEARS", help="1999, 1990..1999, 1990.. or ..1999."),
    click.option(
        "--rating", type=RATING_FILTER, metavar="RATING", help="Rated '>=4', 4+, '<3' or 4.5."
    ),
    click.option("--under", type=DURATION, metavar="DURATION", help="Shorter than 2h or 1h41."),
    click.option("--over", type=DURATION, metavar="DURATION", help="Longer than 90 or 1h30."),
)


def filters_of(library: Library, values: Mapping[str, Any]) -> Iterator[Filter]:
    """Yield what a film has to pass: ``values`` are those of the filter options.

    Raises NotFoundError for a franchise, list or person that is not there.
    """
    for option, passed in _STATES.items():
        if values[option]:
            yield passed
    if values["upcoming"]:
        yield filters.unreleased(today())
    for name in values["franchises"]:
        yield filters.member_of(library, references.franchise(library, name))
    for name in values["lists"]:
        yield filters.on_list(library, references.film_list(library, name))
    for name in values["person"]:
        yield filters.with_person(references.person(library, name))
    yield from map(partial(_where, library), values["where"])
    for option, passing in _REPEATED.items():
        yield from map(passing, values[option])
    for option, passing in _SINGLE.items():
        if values[option] is not None:
            yield passing(values[option])


def _where(library: Library, place: str) -> Filter:
    """Return the filter of a place to watch; one is ``file``, where scanned films have a file."""
    named = filters.with_words_in("where", place)
    if fold(place) != FILE:
        return named
    found = load("watchlist.cli.media_files:films_with_files")(library)
    return lambda film: film.id in found or named(film)


FILE: Final = "file"
"""The place where films are to be watched of which a file was scanned."""


def tell_unknown_lengths(films: Iterable[Film]) -> None:
    """Say how many films were left out as nobody knows whether they are short or long enough."""
    if count := sum(1 for _ in films):
        left = "1 film was" if count == 1 else f"{count} films were"
        hint(f"{left} left out, of unknown length: “watchlist fill --all” looks running times up.")


def says_state(values: Mapping[str, Any]) -> bool:
    """Whether the filter options say in which state a film has to be."""
    return any(values[option] for option in (*_STATES, "upcoming"))


_STATES: Final[Mapping[str, Filter]] = {"seen": filters.seen, "unseen": filters.unseen}
_REPEATED: Final[Mapping[str, Callable[[str], Filter]]] = {
    "tag": filters.tagged,
    "genre": filters.of_genre,
    "language": partial(filters.with_words_in, "languages"),
    "country": partial(filters.with_words_in, "countries"),
}
_SINGLE: Final[Mapping[str, Callable[[Any], Filter]]] = {
    "kind": filters.of_kind,
    "year": filters.of_years,
    "rating": lambda compared: compared,
    "under": partial(LengthFilter, operator.lt),
    "over": partial(LengthFilter, operator.gt),
}
