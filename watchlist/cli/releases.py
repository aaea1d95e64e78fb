"""Looking the dates of unreleased films up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from watchlist.cli.app import App
from watchlist.cli.clock import today
from watchlist.cli.filling import sources, tell_credits
from watchlist.cli.output import hint
from watchlist.dates import PartialDate
from watchlist.errors import SourceError
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Note
from watchlist.queries.upcoming import upcoming
from watchlist.sources.filling import Filler, Wanted

_DATES = Wanted(("release",))


class MovedRelease(NamedTuple):
    """A release that has another date now, by a source."""

    film: FilmId
    label: str
    before: str
    release: PartialDate
    source: str


def refresh_releases(app: App) -> Library:
    """Look the dates of films that are not out up again, tell what moved, and return the library.

    A film keeps its old date as a note. All of it is one change. Raises SourceError, when what was
    found before is kept.
    """
    asked = sources(refresh=True).online()
    library = app.load()
    films = [film for film in upcoming(library, today()) if film.whole is None]
    moves, failed = _looked_up(Filler(asked, _DATES), films)
    if moves:
        with app.edit() as library:
            for move in moves:
                _note(library, move)
    for move in moves:
        hint(f"{move.label}: {move.before} → {move.release} ({move.source}).")
    if failed:
        raise failed
    if not moves:
        hint("No date has moved.")
    tell_credits(asked)
    return library


def _looked_up(
    filler: Filler, films: Sequence[Film]
) -> tuple[list[MovedRelease], SourceError | None]:
    """Return the dates that have moved, up to the first fault."""
    moves: list[MovedRelease] = []
    try:
        for film in films:
            moves += _moves(filler, film)
    except SourceError as error:
        return moves, error
    return moves, None


def _moves(filler: Filler, film: Film) -> list[MovedRelease]:
    """Return where a date has moved, if it has; one that is less precise is none."""
    filling = filler.complete(replace(film, release=None, sources={}))
    release = filling.film.release
    old = film.released_on
    if release is None or release == old or (old and str(old).startswith(str(release))):
        return []
    source = filling.film.sources["release"]
    return [MovedRelease(film.id, film.label, str(old or "no date"), release, source)]


def _note(library: Library, move: MovedRelease) -> None:
    """Give a film its new date, with the old one as a note."""
    if move.film not in library.films:
        return
    film = library.change_film(move.film, release=move.release)
    note = Note(
        text=f"The release was {move.before} before.",
        on=PartialDate.of(today()),
        source=move.source,
    )
    marks = {**film.sources, "release": move.source}
    library.replace_film(replace(film, sources=marks, notes=(*film.notes, note)))
