"""What a placement did to an order, for the person who made it."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.cli.output import hint
from watchlist.library.library import Library
from watchlist.model import FilmId
from watchlist.queries.orders.standing import Standing, standings
from watchlist.queries.wording import table_name, unmet_sentence
from watchlist.story.timeline import Unmet

Standings = dict[tuple[int, str], Standing]


def places_of(library: Library, films: Sequence[FilmId]) -> dict[FilmId, Standings]:
    """Return where films stand now."""
    return {film: standings(library, film) for film in films}


def tell_places(library: Library, films: Sequence[FilmId], before: dict[FilmId, Standings]) -> None:
    """Say where films stand in story order if that is new, and if the viewer is past it.

    A new film at the end of an order stands where anybody expects it. Facts that no longer hold,
    of whatever film, are said once: those that did not hold before, as far as ``before`` knows.
    """
    known = {
        (key, unmet)
        for stood in before.values()
        for key, place in stood.items()
        for unmet in place.unmet
    }
    broken: dict[Unmet, None] = {}
    for film in films:
        for key, now in standings(library, film).items():
            was = before.get(film, {}).get(key)
            told = now.position < now.total if was is None else was.position != now.position
            if told:
                name = table_name(library.franchises[key[0]], now.continuity)
                hint(_standing(f"{library.label(film)} is number", name, was, now))
            broken.update((unmet, None) for unmet in now.unmet if (key, unmet) not in known)
    for unmet in broken:
        hint(unmet_sentence(unmet, library.title))


def _standing(start: str, name: str, was: Standing | None, now: Standing) -> str:
    former = f" (it was number {was.position})" if was else ""
    sentence = f"{start} {now.position} of {now.total} in {name}{former}."
    if now.passed:
        sentence += f" You have seen {now.passed.label} already, which comes after it."
    return sentence
