"""The diary: watched, unwatch, log."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli.app import App, confirm, hint, pass_app, today
from watchlist.cli.options import Command, output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import FILM, RATING, TEXT, VIEWING_DATE, YEARS
from watchlist.dates import PartialDate
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Viewing
from watchlist.queries.orders.standing import earlier_unwatched
from watchlist.queries.wording import join
from watchlist.render.records import diary, diary_record, film_record
from watchlist.render.style import date_text, rating_text
from watchlist.render.views import diary_table


@click.command(
    "watched", cls=Command, examples=['watchlist watched "chapter 2" --on 2023-03-18 --rating 4.5']
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
@click.pass_context
def watched_command(
    ctx: click.Context,
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
    app = ctx.ensure_object(App)
    stated = ctx.get_parameter_source("on") is not click.core.ParameterSource.DEFAULT
    with app.edit() as library:
        numbers = app.films(library, films)
        earlier = list(earlier_unwatched(library, numbers, today()))
        if through:
            seen = Viewing(watched_on=on if stated else None)
            for film in earlier:
                library.record_viewing(film.id, seen)
        viewing = Viewing(watched_on=on, rating=rating, rewatch=rewatch, note=note or "")
        for number in numbers:
            library.record_viewing(number, viewing)
        changed = library.changed
    if earlier and not through:
        hint(
            f"Not watched yet, and earlier in the order: {join([f.label for f in earlier])}. "
            "Mark them too with --through."
        )
    marked = [*(film.id for film in earlier if through), *numbers]
    confirm(
        output,
        _watched_sentence(library, marked, on, rating) if changed else _known(library, numbers),
        lambda: [film_record(library.films[number], today()) for number in marked],
    )


def _watched_sentence(
    library: Library, films: Sequence[FilmId], on: PartialDate | None, rating: float | None
) -> str:
    day = date_text(on) if on else ""
    when = f" on {day}" if on and on.is_full else f" in {day}" if on else ""
    stars = f" {rating_text(rating)}" if rating else ""
    return f"Watched {join([library.label(film) for film in films])}{when}{stars}."


def _known(library: Library, films: Sequence[FilmId]) -> str:
    labels = join([library.label(film) for film in films])
    was = "was" if len(films) == 1 else "were"
    return f"Nothing to change: {labels} {was} marked so already (--rewatch adds a viewing)."


@click.command("unwatch", cls=Command, examples=['watchlist unwatch "chapter 2" --on 2023-03-18'])
@click.argument("film", type=FILM)
@click.option("--on", type=VIEWING_DATE, metavar="DATE", help="The viewing on that date.")
@click.option("--all", "everything", is_flag=True, help="All viewings.")
@output_format
@click.pass_context
def unwatch_command(
    ctx: click.Context, film: str, *, on: PartialDate | None, everything: bool, output: str
) -> None:
    """Take the last viewing of a film back.

    A film without any viewing left is on the watchlist again.
    """
    app = ctx.ensure_object(App)
    dated = ctx.get_parameter_source("on") is not click.core.ParameterSource.DEFAULT
    if dated and everything:
        raise UsageError("--on and --all exclude each other.")
    with app.edit() as library:
        number = app.film(library, film)
        if everything:
            changed = library.take_back_viewings(number)
        else:
            changed = library.take_back_viewing(number, on if dated else "last")
    confirm(output, _left_sentence(changed), lambda: [film_record(changed, today())])


def _left_sentence(film: Film) -> str:
    left = len(film.viewings)
    if not left:
        return f"{film.label} is to be watched again: it has no viewing left."
    return f"Took a viewing of {film.label} back; {left} left."


@click.command("log", cls=Command, examples=["watchlist log --year 2023"])
@click.option("--year", type=YEARS, metavar="YEAR", help="Only that year: 2023 or 2020..2023.")
@click.option("--film", type=FILM, help="Only that film.")
@output_format
@pass_app
def log_command(
    app: App, /, *, year: tuple[int, int] | None, film: str | None, output: str
) -> None:
    """Show the diary, newest first."""
    library = app.load()
    films = [library.films[app.film(library, film)]] if film else library.films.values()
    entries = [
        (seen, viewing)
        for seen, viewing in diary(films)
        if year is None
        or (viewing.watched_on and year[0] <= (viewing.watched_on.year or 0) <= year[1])
    ]
    print_report(
        output,
        lambda: [diary_record(seen, viewing) for seen, viewing in entries],
        lambda: [diary_table(entries)],
        empty="The diary is empty: “watchlist watched FILM” writes in it.",
    )
