"""Changing what is known of a film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clearing import Cleared
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_fields import (
    CLEAR,
    allow_duplicate_option,
    changes_from,
    cleared,
    credits_of,
    film_options,
)
from watchlist.cli.film_relations import (
    link_options,
    membership_options,
    placement_options,
    relations_of,
)
from watchlist.cli.options import many, output_format
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, RATING, TITLE
from watchlist.cli.standing_report import (
    places_of,
    tell_lone_dates,
    tell_places,
    tell_replaced,
    tell_still_next,
)
from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.relations import relate
from watchlist.model import Film, FilmId
from watchlist.render.records import full_record


@click.command(
    "edit",
    cls=Command,
    examples=[
        "watchlist edit ballerina --release 2025-06-06 --runtime 2h05",
        'watchlist edit "seven samurai" --clear tag --tag classic',
    ],
    related=["show", "credit", "note", "place"],
)
@click.argument("film", type=FILM)
@click.option("--title", type=TITLE, help="Another title.")
@film_options
@click.option("--rating", type=RATING, help="The current rating of a film that was seen.")
@click.option(
    "--to-watch/--not-to-watch", default=None, help="Put it on the watchlist, or take it off."
)
@many(
    "--clear",
    type=CLEAR,
    metavar="FIELD",
    help="Empty a field: runtime, tag, tag=noir.",
)
@membership_options
@placement_options
@link_options
@allow_duplicate_option
@output_format
@pass_app
def command(
    app: App,
    /,
    film: str,
    *,
    clear: Sequence[Cleared],
    allow_duplicate: bool,
    output: str,
    **values: Any,
) -> None:
    """Change what is known of a film.

    Options that can be repeated add to what is there; --clear comes first.
    """
    with app.edit() as library:
        number = references.film(library, film)
        relations = relations_of(library, values)
        before = library.films[number]
        stood = places_of(library, [number, *relations.anchors])
        base = cleared(before, clear)
        own = _own_facts(before, values, is_part=before.whole in library.films)
        changes = {**changes_from(base, values), **own}
        library.replace_film(base)
        library.change_film(number, **changes)
        for credit in credits_of(values):
            library.add_credit(number, credit)
        if not allow_duplicate:
            library.refuse_same_film(before, library.films[number])
        replaced = relate(library, [number], relations)
        changed = library.changed
    tell_replaced(library, replaced)
    tell_places(library, [number], stood)
    _tell_what_follows(library, [number], values)
    label = library.label(number)
    confirm(
        output,
        f"Changed {label}." if changed else f"Nothing to change: {label} is like that already.",
        lambda: [full_record(library, library.shown[number], today())],
    )


def _tell_what_follows(
    library: Library, films: Sequence[FilmId], values: Mapping[str, Any]
) -> None:
    """Say what the options do not do that somebody could expect of them."""
    if values["story"]:
        tell_lone_dates(library, films)
    if values["to_watch"] is False:
        tell_still_next(library, films, today())


def _own_facts(film: Film, values: Mapping[str, Any], *, is_part: bool) -> dict[str, Any]:
    """Return the fields that the options of this command alone change.

    Raises RefusedError for a part that is to be watched, and for the rating of a film that was not.
    """
    names = ("title", "to_watch", "rating")
    changes = {name: values[name] for name in names if values[name] is not None}
    if changes.get("to_watch") and is_part:
        raise RefusedError(
            "A part is never on the watchlist itself: put the film on it that it is a part of."
        )
    if "rating" in changes and not film.watched:
        raise RefusedError(f"{film.label} was not watched yet: rate it with “watchlist watched”.")
    return changes
