"""Rating a film."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, RATING
from watchlist.cli.viewing_report import tell_not_out
from watchlist.library.shown import is_begun
from watchlist.model import Film
from watchlist.names.listing import few
from watchlist.queries.wording import is_or_are
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
        numbers = references.films(library, [film])
        before = [library.shown[number] for number in numbers]
        for number in numbers:
            library.rate(number, rating)
        changed = library.changed
    tell_not_out([film for film in before if not is_begun(film)], today())
    confirm(
        output,
        _sentence(before, rating) if changed else _known(before, rating),
        lambda: [full_record(library, library.shown[number], today()) for number in numbers],
    )


def _sentence(before: Sequence[Film], rating: float) -> str:
    """Say what was rated, and what is watched by that."""
    them = "it" if len(before) == 1 else "them"
    new = not all(map(is_begun, before))
    seen = f", which marks {them} as watched, without a date" if new else ""
    given = {film.rating for film in before}
    change = rating_change(given.pop() if len(given) == 1 else None, rating)
    return f"Rated {few(film.label for film in before)} {change}{seen}."


def _known(films: Sequence[Film], rating: float) -> str:
    labels = few(film.label for film in films)
    return (
        f"Nothing to change: {labels} {is_or_are(len(films))} rated {rating_text(rating)} already."
    )
