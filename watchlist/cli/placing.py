"""What a placement did to an order, for the person who made it."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.cli.app import hint
from watchlist.library import Library
from watchlist.model import MAIN, FilmId
from watchlist.orders import Place, places
from watchlist.wording import unmet_sentence

Places = dict[tuple[int, str], Place]


def places_of(library: Library, films: Sequence[FilmId]) -> dict[FilmId, Places]:
    """Return where films stand now."""
    return {film: places(library, film) for film in films}


def tell_places(library: Library, films: Sequence[FilmId], before: dict[FilmId, Places]) -> None:
    """Say where films stand in story order if that is new, and if the viewer is past it.

    A new film at the end of an order stands where anybody expects it.
    """
    for film in films:
        for key, now in places(library, film).items():
            was = before.get(film, {}).get(key)
            told = now.position < now.total if was is None else was.position != now.position
            if told:
                hint(_standing(library, film, was, now))
            for unmet in now.unmet:
                hint(unmet_sentence(unmet, library.title))


def _standing(library: Library, film: FilmId, was: Place | None, now: Place) -> str:
    name = now.franchise if now.continuity == MAIN else f"{now.franchise}:{now.continuity}"
    former = f" (it was number {was.position})" if was else ""
    sentence = f"{library.label(film)} is number {now.position} of {now.total} in {name}{former}."
    if now.passed:
        sentence += f" You have seen {now.passed.label} already, which comes after it."
    return sentence
