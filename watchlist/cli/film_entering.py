"""Entering a film that a command was to do something with, and that is not there."""

from __future__ import annotations

from contextlib import suppress

from watchlist.cli.clock import today
from watchlist.cli.looking_up import adding_sources, look_up
from watchlist.cli.params import parse_title
from watchlist.errors import UsageError
from watchlist.library.fields import read_imdb
from watchlist.library.library import Library
from watchlist.model import Film, FilmId
from watchlist.names.folding import split_year
from watchlist.names.search import BY_NUMBER
from watchlist.render.packs import known_sentence


def enter_title(library: Library, text: str) -> FilmId:
    """Enter the film of a title, with what the sources know of it, off the watchlist."""
    try:
        title, year = split_year(parse_title(text))
    except ValueError as error:
        raise UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    entry = look_up(Film(id=0, title=title, year=year, added=today()), adding_sources())
    film = library.add_film(entry.film)
    if entry.known:
        library.notices.append(known_sentence([(film, entry.where)]))
    return film.id


def is_id(reference: str) -> bool:
    """Whether a reference is the number of a film or its id at a site, and no title."""
    if BY_NUMBER.fullmatch(reference.strip()):
        return True
    with suppress(ValueError):
        return bool(read_imdb(reference.strip()))
    return False
