"""What to watch now."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_filters import filter_options, filters_of
from watchlist.cli.options import optional_option, output_format, stated
from watchlist.cli.output import print_report
from watchlist.cli.packs.lookup import load_with_pack
from watchlist.cli.params import FRANCHISE_OR_FILM
from watchlist.cli.tier_options import tier_options, tiers_of
from watchlist.errors import NotFoundError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.packs import shelf
from watchlist.queries.filters import passes
from watchlist.queries.next import (
    Suggestion,
    candidates,
    left_in_franchise,
    next_in_franchise,
    next_in_library,
    next_of_film,
)
from watchlist.queries.orders.tiers import EVERYTHING
from watchlist.render.suggestions import suggestion_record, suggestion_section


@click.command(
    "next",
    cls=Command,
    examples=['watchlist next "star wars"', "watchlist next --under 2h --where netflix"],
    related=["tonight", "order", "catchup", "plan"],
)
@click.argument("franchise", metavar="[FRANCHISE|FILM]", required=False, type=FRANCHISE_OR_FILM)
@filter_options
@optional_option
@tier_options
@click.option("--random", "at_random", is_flag=True, help="Any film to watch, by chance.")
@output_format
@pass_app
def command(
    app: App,
    /,
    franchise: str | None,
    *,
    optional: bool,
    at_random: bool,
    output: str,
    **values: Any,
) -> None:
    """Say what to watch now.

    Of a franchise the first film of its default order that was not watched and is out, and what
    was skipped before it. Without one: a line for each franchise in progress, then the oldest
    of the other films to watch. Of a series it is the next episode. Films that do not pass the
    filters are passed over.
    """
    find = _in_franchise if franchise else _in_library
    found = find(app, franchise or "", values, optional=optional, every=at_random)
    if at_random and found:
        found = [random.choice(found)]  # noqa: S311 -- to choose a film, not a secret
    filtered = any(stated(option) for option in values)
    print_report(
        output,
        lambda: [suggestion_record(suggestion, today()) for suggestion in found],
        lambda: [suggestion_section(found, today())],
        empty="There is nothing to watch: all of it is seen, optional or not out yet"
        + (", or not what was asked for." if filtered else "."),
    )


def _in_franchise(
    app: App, reference: str, values: Mapping[str, Any], *, optional: bool, every: bool
) -> Sequence[Suggestion]:
    """Return what is next in a franchise; with ``every`` all that could be watched."""
    # a film may be here whose franchise only a pack knows
    name = references.franchise if shelf.is_name(reference) else _franchise_or_film
    library, scope = load_with_pack(app, reference, name, films=True)
    if isinstance(scope, int):
        return next_of_film(library, scope)
    find = left_in_franchise if every else next_in_franchise
    franchise = library.franchises[scope.franchise]
    weighs = tiers_of(values)._replace(tags=()).among(library, [franchise])
    filters = [*filters_of(library, values), weighs]
    return find(library, scope, today(), optional=optional, filters=filters)


def _franchise_or_film(library: Library, reference: str) -> int | Scope:
    """Return the franchise or the film that a reference means; of neither a franchise is missed."""
    try:
        return references.film_or_franchise(library, reference)
    except NotFoundError:
        return references.franchise(library, reference)


def _in_library(
    app: App, _reference: str, values: Mapping[str, Any], *, optional: bool, every: bool
) -> Sequence[Suggestion]:
    """Return what is next in the library; with ``every`` all that could be watched."""
    library = app.load()
    filters = list(filters_of(library, values))
    if (tiers := tiers_of(values)._replace(tags=())) != EVERYTHING:
        filters.append(tiers.among(library, library.franchises.values()))
    if every:
        films = candidates(library, today())
        return [Suggestion(film) for film in films if passes(film, filters)]
    return next_in_library(library, today(), optional=optional, filters=filters)
