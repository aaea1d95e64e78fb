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
    refuse_ids,
)
from watchlist.cli.film_relations import (
    link_options,
    membership_options,
    placement_asked_for,
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
from watchlist.library.taking import span_given
from watchlist.model import Film, FilmId
from watchlist.names.folding import split_year
from watchlist.names.listing import NAMED, few
from watchlist.queries.wording import is_or_are
from watchlist.render.changes import changes, film_words
from watchlist.render.records import full_record


@click.command(
    "edit",
    cls=Command,
    examples=[
        "watchlist edit ballerina --release 2025-06-06 --runtime 2h05",
        'watchlist edit "seven samurai" ran --clear tag --tag classic',
        'watchlist edit pulp --title "Pulp Fiction (1994)"',
    ],
    related=["show", "rate", "credit", "note", "place", "merge"],
)
@click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
@click.option("--title", type=TITLE, help="Another title, with its year in brackets behind it.")
@click.option("--span", metavar="PIECE", help="Which piece of its film a part is: ..22:05.")
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
    films: Sequence[str],
    *,
    clear: Sequence[Cleared],
    allow_duplicate: bool,
    output: str,
    **values: Any,
) -> None:
    """Change what is known of films.

    Options that can be repeated add to what is there; --clear comes first. A title and the ids of
    sites belong to one film.
    """
    with app.edit() as library:
        numbers = references.films(library, films, beside=placement_asked_for(values)[1])
        if len(numbers) > 1:
            refuse_ids(values)
        relations = relations_of(library, values)
        stood = places_of(library, [*numbers, *relations.anchors])
        before = [library.films[number] for number in numbers]
        labels = [library.label(number) for number in numbers]
        known = [film_words(library, film) for film in before]
        for film in before:
            _change(library, film, clear, values)
        if not allow_duplicate:
            for film in before:
                library.refuse_same_film(film, library.films[film.id])
        replaced = relate(library, numbers, relations)
        changed = library.changed
        after = [film_words(library, library.films[number]) for number in numbers]
    tell_replaced(library, replaced)
    tell_places(library, numbers, stood)
    _tell_what_follows(library, numbers, values)
    confirm(
        output,
        _sentence(labels, list(map(changes, known, after))) if changed else _known(labels),
        lambda: [full_record(library, library.shown[number], today()) for number in numbers],
    )


def _change(
    library: Library, film: Film, clear: Sequence[Cleared], values: Mapping[str, Any]
) -> None:
    """Change the facts of one film."""
    base = cleared(film, clear)
    own = _own_facts(film, values, is_part=film.whole in library.films)
    if values["span"]:
        own |= span_given(library, film, values["span"])
    facts = {**changes_from(base, values), **own}
    library.replace_film(base)
    library.change_film(film.id, **facts)
    for credit in credits_of(values):
        library.add_credit(film.id, credit)


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
    facts = {name: values[name] for name in names if values[name] is not None}
    if "title" in facts:
        facts["title"], year = split_year(facts["title"])
        if year and values["year"] is None:
            facts["year"] = year
    if is_part and (values["kind"] or values["seasons"]):
        raise RefusedError(
            "The kind of a part is told by the piece that it is, and it has no seasons."
        )
    if facts.get("to_watch") and is_part:
        raise RefusedError(
            "A part is never on the watchlist itself: put the film on it that it is a part of."
        )
    if "rating" in facts and not film.watched:
        raise RefusedError(f"{film.label} was not watched yet: rate it with “watchlist rate”.")
    return facts


def _sentence(films: Sequence[str], changed: Sequence[Sequence[str]]) -> str:
    """Say what is another one in each film; where only others changed, there is nothing to say."""
    told = [
        f"{film}: {'; '.join(said)}." if said else f"{film}."
        for film, said in zip(films, changed, strict=True)
        if said or len(films) == 1
    ]
    if len(films) == 1:
        return f"Changed {told[0]}"
    more = f" And {len(told) - NAMED} more." if len(told) > NAMED else ""
    count = f"{len(told)} of {len(films)}" if len(told) < len(films) else len(told)
    return f"Changed {count} films. {' '.join(told[:NAMED])}{more}"


def _known(films: Sequence[str]) -> str:
    return f"Nothing to change: {few(films)} {is_or_are(len(films))} like that already."
