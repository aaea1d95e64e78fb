"""Looking films up while they are entered: what a command is about to enter, completed."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from msgspec.structs import replace

from watchlist.cli import filling
from watchlist.cli.config.current import configuration
from watchlist.cli.output import hint
from watchlist.errors import NotFoundError, SourceError
from watchlist.model import Film, Kind
from watchlist.names.folding import same_name
from watchlist.queries.wording import join
from watchlist.sources.filling import FILLED, Filler, Filling, Wanted
from watchlist.sources.registry import Sources


class LookedUp(NamedTuple):
    """A film to be entered, and the places that it is known from."""

    film: Film
    known: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The places, in words."""
        return join(dict.fromkeys(self.known))


def adding_sources(*, fill: bool = False, bare: bool = False) -> Sources | None:
    """Return the sources that are asked of a film that is added; None for none.

    ``bare`` beats ``fill``, which asks all of them, and both beat the setting.
    """
    setting = configuration().settings["fill"]
    if bare or (setting == "never" and not fill):
        return None
    return filling.sources(online=fill or setting == "online")


def look_up(film: Film, sources: Sources | None, said: Collection[str] = ()) -> LookedUp:
    """Return a film with what sources know of it. ``said`` are the options that were given.

    A title by which it was found is spelled as it is there. What cannot be asked is told, and the
    film is entered with what is known here.
    """
    if sources is None:
        return LookedUp(film)
    try:
        found = _completed(film, sources, said)
    except SourceError as error:
        hint(f"{error} {film.label} is entered with what is known on this machine.")
        try:
            found = _completed(film, sources.offline(), said)
        except SourceError:
            return LookedUp(film)
    if found.candidates:
        hint(filling.several_sentence(film, found.candidates))
    return _entry(found)


def _completed(film: Film, sources: Sources, said: Collection[str]) -> Filling:
    any_kind = "kind" not in said and film.kind is Kind.FILM
    dated = replace(film, year=film.year or (film.release.year if film.release else None))
    return Filler(sources, _wanted(said), filling.choose).complete(dated, any_kind=any_kind)


def _wanted(said: Collection[str]) -> Wanted:
    """Return what is filled in: directors that were named keep out all others."""
    return Wanted(tuple(name for name in FILLED if name != "credits" or "director" not in said))


def look_up_id(film: Film, id_: str, said: Collection[str] = ()) -> LookedUp:
    """Return the film that has an id at a source, with what was said of it.

    It is asked by name, so all sources are; where one knows the id and another cannot be asked for
    the rest, that is told. Raises NotFoundError, SourceError.
    """
    sources = filling.sources()
    if id_.startswith("tmdb:") and film.kind is Kind.SERIES:
        id_ = id_.replace("tmdb:", "tmdb-tv:")
    found = sources.facts(id_)
    if found is None:
        raise NotFoundError(f"No source knows {id_}: “watchlist search TITLE” finds ids.")
    theirs = found[1].film
    kind = film.kind if "kind" in said else theirs.kind
    named = replace(film, title=theirs.title, year=film.year or theirs.year, kind=kind)
    entry = _entry(_taken(named, id_, sources, _wanted(said)))
    filling.tell_credits(sources)
    return entry


def _taken(film: Film, id_: str, sources: Sources, wanted: Wanted) -> Filling:
    """Return a film with what the sources that can be asked know under an id."""
    try:
        return Filler(sources, wanted, filling.choose).take(film, id_)
    except SourceError as error:
        hint(f"{error} {film.label} is entered with what is known on this machine.")
        return Filler(sources.offline(), wanted, filling.choose).take(film, id_)


def _entry(found: Filling) -> LookedUp:
    film = found.film
    if found.known:
        theirs = found.known[0][1].film.title
        film = replace(film, title=theirs if same_name(theirs, film.title) else film.title)
    return LookedUp(film, tuple(known.where for _, known in found.known))
