"""Marking films watched."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format, stated
from watchlist.cli.output import confirm, hint
from watchlist.cli.params import FILM, RATING, TEXT, VIEWING_DATE
from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Viewing
from watchlist.queries.orders.standing import earlier_unwatched
from watchlist.queries.wording import join
from watchlist.render.records import film_record
from watchlist.render.style import date_text, rating_text


@click.command(
    "watched",
    cls=Command,
    examples=['watchlist watched "chapter 2" --on 2023-03-18 --rating 4.5'],
    related=["unwatch", "log", "next"],
)
@click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
@click.option(
    "--on",
    type=VIEWING_DATE,
    default="today",
    show_default=True,
    metavar="DATE",
    help="When: 2023-03-18, 2023-03, yesterday or unknown.",
)
@click.option("--rating", type=RATING, help="Your rating: 4.5, ★★★★½, 9/10 or 90%.")
@click.option("--note", type=TEXT, help="What you thought of it.")
@click.option("--rewatch", is_flag=True, help="It was not the first time.")
@click.option("--through", is_flag=True, help="The unwatched films before it were seen, too.")
@output_format
@pass_app
def command(
    app: App,
    /,
    films: Sequence[str],
    *,
    on: PartialDate | None,
    rating: float | None,
    note: str | None,
    rewatch: bool,
    through: bool,
    output: str,
) -> None:
    """Mark films watched.

    Without --on they were watched today. With --through the unwatched films that stand before
    them in their franchise are marked as well, on the date of --on or without one.
    """
    viewing = Viewing(watched_on=on, rating=rating, rewatch=rewatch, note=note or "")
    with app.edit() as library:
        numbers = references.films(library, films)
        earlier = list(earlier_unwatched(library, numbers, today()))
        before = [film.id for film in earlier if through]
        earlier_on = on if stated("on") else None
        library.record_viewings(numbers, viewing, earlier=before, earlier_on=earlier_on)
        changed = library.changed
    if not through:
        _tell_earlier(earlier)
    marked = [*before, *numbers]
    confirm(
        output,
        _sentence(library, marked, viewing) if changed else _known(library, numbers),
        lambda: [film_record(library.films[number], today()) for number in marked],
    )


def _tell_earlier(films: Sequence[Film]) -> None:
    """Name films that were not watched, and stand before those that were."""
    if films:
        hint(
            f"Not watched yet, and earlier in the order: {join([film.label for film in films])}. "
            "Mark them too with --through."
        )


def _sentence(library: Library, films: Sequence[FilmId], viewing: Viewing) -> str:
    on = viewing.watched_on
    day = date_text(on) if on else ""
    when = f" on {day}" if on and on.is_full else f" in {day}" if on else ""
    stars = f" {rating_text(viewing.rating)}" if viewing.rating else ""
    return f"Watched {join([library.label(film) for film in films])}{when}{stars}."


def _known(library: Library, films: Sequence[FilmId]) -> str:
    labels = join([library.label(film) for film in films])
    was = "was" if len(films) == 1 else "were"
    return f"Nothing to change: {labels} {was} marked so already (--rewatch adds a viewing)."
