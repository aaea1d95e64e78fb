"""Taking viewings back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

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
from watchlist.library.viewings import viewing_key
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
    which = _Which(on, dated=dated, everything=everything)
    with app.edit() as library:
        numbers = _seen(library, film, which)
        was_watched = library.shown[library.parts.whole_of(numbers[0]) or numbers[0]].watched
        done = [_taken_back(library, number, which) for number in numbers]
        library.settle_whole(numbers[0], was_watched=was_watched)
        left = [library.shown.own(number) for number in numbers]
    confirm(
        output,
        _sentence(left[0], done[0]) if len(left) == 1 else _of_several(left, done),
        lambda: [full_record(library, library.shown[number], today()) for number in numbers],
    )


class _Which(NamedTuple):
    """Which viewings are meant: the last one, that of a date, or all."""

    on: PartialDate | None
    dated: bool
    everything: bool

    def has(self, film: Film) -> bool:
        """Whether a film has one of them."""
        if not self.dated:
            return film.watched
        begins = f"{self.on}-"
        dates = [viewing.watched_on for viewing in film.viewings]
        return self.on in dates or any(str(date).startswith(begins) for date in dates)


def _seen(library: Library, reference: str, which: _Which) -> list[FilmId]:
    """Return the film, or the parts with a viewing, that a reference means.

    Of a film that was seen part by part it is what was seen last, unless a date or all is meant.
    """
    found = references.meant(library, reference)
    film = library.films[found.film]
    if found.span:
        if film.watched and not found.span.is_special:
            spread_viewings(library, film.id)
        numbers = take(library, film.id, found.span)
        return [n for n in numbers if which.has(library.films[n])] or numbers[:1]
    records = (part.film for part in library.parts.of(film) if part.film is not None)
    parts = [number for number in records if which.has(library.films[number])]
    own = [film.id] if which.has(film) else []
    if which.everything:
        return own + parts or [film.id]
    if own or not parts:
        return [film.id]
    return parts if which.dated else [max(parts, key=lambda number: _last(library, number))]


def _last(library: Library, number: FilmId) -> tuple[Any, FilmId]:
    """Return what tells which of some films was seen last."""
    viewing = references.last_viewing(library, number)
    return viewing_key(viewing), number


def _taken_back(library: Library, number: FilmId, which: _Which) -> list[Viewing]:
    """Take viewings of a film back, and return them."""
    if which.everything:
        taken = list(library.films[number].viewings)
        library.take_back_viewings(number)
        return taken
    viewing = (
        references.viewing(library, number, which.on)
        if which.dated
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
