"""Rating a film."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, RATING
from watchlist.cli.viewing_report import tell_not_out
from watchlist.model import Film
from watchlist.render.diary import rating_change
from watchlist.render.records import full_record
from watchlist.render.style import rating_text


@click.command(
    "rate",
    cls=Command,
    examples=["watchlist rate heat 4.5", 'watchlist rate "chapter 2" 9/10'],
    related=["watched", "viewing", "edit"],
)
@click.argument("film", type=FILM)
@click.argument("rating", type=RATING)
@output_format
@pass_app
def command(app: App, /, film: str, rating: float, *, output: str) -> None:
    """Rate a film.

    The RATING is written 4.5, ★★★★½, 9/10 or 90%. The last viewing has that rating too, if it has
    none. A film that was not watched is from now on, without a date.
    """
    with app.edit() as library:
        number = references.film(library, film)
        before = library.films[number]
        library.rate(number, rating)
        changed = library.changed
    if not before.watched:
        tell_not_out([before], today())
    confirm(
        output,
        _sentence(before, rating) if changed else _known(before, rating),
        lambda: [full_record(library, library.shown[number], today())],
    )


def _sentence(before: Film, rating: float) -> str:
    seen = "" if before.watched else ", which marks it as watched, without a date"
    return f"Rated {before.label} {rating_change(before.rating, rating)}{seen}."


def _known(film: Film, rating: float) -> str:
    return f"Nothing to change: {film.label} is rated {rating_text(rating)} already."
