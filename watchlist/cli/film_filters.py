"""Options that choose films, and the filters that they stand for."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import click

from watchlist.cli import references
from watchlist.cli.clock import today
from watchlist.cli.options import many, options
from watchlist.cli.params import FRANCHISE, PERSON, TAG, YEARS, Parsed, parse_stars
from watchlist.library.library import Library
from watchlist.model import Kind
from watchlist.queries import filters
from watchlist.queries.filters import Filter, RatingFilter

_COMPARISONS: Final = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "": operator.eq,
}


def parse_rating_filter(text: str) -> RatingFilter:
    """Read ``4.5`` or a comparison such as ``>=4``. Raises ValueError."""
    match = re.fullmatch(r"(>=|<=|>|<|=|)\s*(.+)", text)
    if not match:
        raise ValueError(f"“{text}” is not a rating")
    return RatingFilter(_COMPARISONS[match[1]], parse_stars(match[2]))


RATING_FILTER = Parsed("rating", parse_rating_filter)

filter_options = options(
    click.option("--all", "everything", is_flag=True, help="Every film."),
    click.option("--watched", is_flag=True, help="Films that were watched."),
    click.option("--upcoming", is_flag=True, help="Films that are not out yet."),
    many("--franchise", type=FRANCHISE, metavar="NAME", help="Films of that franchise."),
    many("--tag", type=TAG, help="Films with that tag."),
    many("--person", type=PERSON, metavar="NAME", help="Films with that person."),
    click.option(
        "--kind", type=click.Choice([str(kind) for kind in Kind]), help="Films of that kind."
    ),
    click.option("--year", type=YEARS, metavar="YEARS", help="1999, 1990..1999, 1990.. or ..1999."),
    click.option(
        "--rating", type=RATING_FILTER, metavar="RATING", help="Rated '>=4', '<3' or 4.5."
    ),
)


def filters_of(
    library: Library, words: Sequence[str], values: Mapping[str, Any]
) -> Iterator[Filter]:
    """Yield what a film has to pass: ``words`` are looked for in titles, ``values`` the options.

    Without an option that says what state it is in, it has to be on the watchlist.
    """
    yield from _of_state(values)
    yield from map(filters.named, words)
    for name in values["franchise"]:
        yield filters.member_of(library, references.franchise(library, name))
    yield from map(filters.tagged, values["tag"])
    for name in values["person"]:
        yield filters.with_person(references.person(library, name))
    if kind := values["kind"]:
        yield filters.of_kind(kind)
    if years := values["year"]:
        yield filters.of_years(*years)
    if rating := values["rating"]:
        yield rating


def _of_state(values: Mapping[str, Any]) -> Iterator[Filter]:
    if values["upcoming"]:
        yield filters.unreleased(today())
    if values["watched"]:
        yield filters.watched
    if not (values["upcoming"] or values["watched"] or values["everything"]):
        yield filters.to_watch
