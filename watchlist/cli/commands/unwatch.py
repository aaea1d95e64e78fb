"""Taking viewings back."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format, stated
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, VIEWING_DATE
from watchlist.dates import PartialDate
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.library.taking import spread_viewings, take
from watchlist.library.viewings import last_viewing, viewing_key
from watchlist.model import Film, FilmId, Viewing
from watchlist.names.listing import few
from watchlist.render.diary import day_words, viewing_words
from watchlist.render.records import full_record


@click.command(
    "unwatch",
    cls=Command,
    examples=['watchlist unwatch "chapter 2" --on 2023-03-18'],
    related=["watched", "viewing", "log", "undo"],
)
@click.argument("film", type=FILM)
@click.option("--on", type=VIEWING_DATE, metavar="DATE", help="The viewing on that date.")
@click.option("--all", "everything", is_flag=True, help="All viewings.")
@output_format
@pass_app
def command(
    app: App, /, film: str, *, on: PartialDate | None, everything: bool, output: str
) -> None:
    """Take the last viewing of a film back.

    A film without any viewing left is on the watchlist again.
    """
    dated = stated("on")
    if dated and everything:
        raise UsageError("--on and --all exclude each other.")
    with app.edit() as library:
        numbers = _seen(library, film)
        was_watched = library.shown[library.parts.whole_of(numbers[0]) or numbers[0]].watched
        done = [
            _taken_back(library, number, on=on, dated=dated, everything=everything)
            for number in numbers
        ]
        library.settle_whole(numbers[0], was_watched=was_watched)
        left = [library.shown.own(number) for number in numbers]
        shown = [library.shown[number] for number in numbers]
    confirm(
        output,
        _sentence(left[0], done[0]) if len(left) == 1 else _of_several(left, done),
        lambda: [full_record(library, film, today()) for film in shown],
    )


def _seen(library: Library, reference: str) -> list[FilmId]:
    """Return the film, or the parts with a viewing, that a reference means.

    Of a film that was seen part by part it is what was seen last.
    """
    found = references.meant(library, reference)
    film = library.films[found.film]
    if found.span:
        if film.watched and not found.span.is_special:
            spread_viewings(library, film.id)
        numbers = take(library, film.id, found.span)
        return [n for n in numbers if library.films[n].watched] or numbers[:1]
    parts = (part.film for part in library.parts.of(film) if part.film is not None)
    last = {number: last_viewing(library.films[number]) for number in parts}
    keys = {number: viewing_key(viewing) for number, viewing in last.items() if viewing}
    if film.watched or not keys:
        return [film.id]
    return [max(keys, key=lambda number: (keys[number], number))]


def _taken_back(
    library: Library, number: FilmId, *, on: PartialDate | None, dated: bool, everything: bool
) -> list[Viewing]:
    """Take viewings of a film back, and return them."""
    if everything:
        taken = list(library.films[number].viewings)
        library.take_back_viewings(number)
        return taken
    viewing = (
        references.viewing(library, number, on)
        if dated
        else references.last_viewing(library, number)
    )
    library.take_back_viewing(number, viewing)
    return [viewing]


def _of_several(films: Sequence[Film], taken: Sequence[Sequence[Viewing]]) -> str:
    """Say of which parts viewings were taken back."""
    days = dict.fromkeys(day_words(viewing) for viewings in taken for viewing in viewings)
    labels = few(film.label for film in films)
    return f"Took back the viewings of {labels}, {few(days)}."


def _sentence(film: Film, taken: Sequence[Viewing]) -> str:
    """Say which viewings were taken back, and how many are left."""
    left = len(film.viewings)
    rest = f"{left} {'is' if left == 1 else 'are'} left" if left else "it is to be watched again"
    if len(taken) == 1:
        return f"Took back the viewing of {film.label}{viewing_words(taken[0])}; {rest}."
    days = few(day_words(viewing) for viewing in reversed(taken))
    return f"Took back the {len(taken)} viewings of {film.label}, {days}; {rest}."
