"""Playing the file of a film."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.config.current import configuration
from watchlist.cli.media_files import file_index
from watchlist.cli.output import ask, hint, say
from watchlist.cli.params import FILM, FRANCHISE_OR_FILM
from watchlist.cli.players import open_files
from watchlist.cli.terminal import interactive
from watchlist.dates import PartialDate
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.library.parts import parsed
from watchlist.library.taking import take
from watchlist.media.playing import Playable, files_of
from watchlist.model import Film, FilmId, Viewing
from watchlist.names.listing import few
from watchlist.queries.next import next_in_franchise
from watchlist.queries.orders.folding import opening
from watchlist.render.media import shown_path


@click.command(
    "play",
    cls=Command,
    examples=["watchlist play heat", 'watchlist play --next "star wars"'],
    related=["scan", "next", "watched", "config set"],
)
@click.argument("film", required=False, type=FILM)
@click.option(
    "--next", "franchise", type=FRANCHISE_OR_FILM, metavar="FRANCHISE", help="What is next in it."
)
@pass_app
def command(app: App, /, film: str | None, *, franchise: str | None) -> None:
    """Open the file of a film.

    The setting “player” is the command line that opens it; without one it is what your system
    opens videos with. Of a series it is the next episode. On a terminal you are asked afterwards
    whether you watched it.
    """
    if (film is None) == (franchise is None):
        raise UsageError("Name a film, or a franchise with --next.")
    library = app.load()
    meant = _named(library, film) if film else _next(library, franchise or "")
    files = _files(app, library, meant)
    open_files(configuration().settings["player"], [file.path for file in files])
    if interactive() and ask(f"Was {meant.label} watched?"):
        _watched(app, meant)


def _named(library: Library, reference: str) -> Film:
    film = library.shown[references.film(library, reference)]
    return film if film.whole is not None else opening(library, film)


def _next(library: Library, reference: str) -> Film:
    """Return what is next in a franchise or a series. Raises RefusedError when nothing is."""
    meant = references.film_or_franchise(library, reference)
    if isinstance(meant, int):
        return opening(library, library.shown[meant])
    found = next_in_franchise(library, meant, today())
    if not found:
        name = library.franchises[meant.franchise].name
        raise RefusedError(f"Nothing is next in {name}: “watchlist next” says more.")
    if others := [other.film.label for other in found[1:] if other.film.id != found[0].film.id]:
        hint(f"Next in other continuities: {few(others)}.")
    return found[0].film


def _files(app: App, library: Library, film: Film) -> Sequence[Playable]:
    """Return the files of a film. Raises RefusedError when there is none."""
    with file_index(app) as index:
        files = files_of(library, index, film)
    if not files:
        raise RefusedError(f"{film.label} has no file here: “watchlist scan FOLDER” finds files.")
    for file in files:
        if not os.path.exists(file.path):
            raise RefusedError(
                f"{shown_path(file.path)} is not there any more: “watchlist scan” looks again."
            )
    if files[0].start is not None:
        hint(f"{film.label} is a piece of that file.")
    return files


def _watched(app: App, film: Film) -> None:
    """Enter that a film was watched today."""
    viewing = Viewing(watched_on=PartialDate.of(today()))
    with app.edit() as library:
        library.record_viewings(_records(library, film), viewing)
    say(f"Watched {film.label} on {viewing.watched_on}.")


def _records(library: Library, film: Film) -> list[FilmId]:
    """Return the records of a film that was played, which are made of a piece that has none."""
    span = parsed(film.span) if film.whole in library.films else None
    if film.whole is not None and span:
        return take(library, film.whole, span)
    if film.id not in library.films:
        raise RefusedError(f"{film.label} is not in the library any more.")
    return [film.id]
