"""What a placement did to an order, for the person who made it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from watchlist.cli.output import hint
from watchlist.library.franchises import Replaced
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import FilmId
from watchlist.names.listing import few
from watchlist.queries.next import next_in_franchise
from watchlist.queries.orders.standing import Standing, lone_dates, standings
from watchlist.queries.wording import instead_of, table_name, unmet_sentence
from watchlist.story.timeline import Displaced, Unmet

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
    broken: dict[Unmet | Displaced, None] = {}
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


def tell_lone_dates(library: Library, films: Iterable[FilmId]) -> None:
    """Say of which films the story date orders nothing yet."""
    for film in map(library.films.__getitem__, films):
        for franchise in lone_dates(library, film):
            hint(
                f"No other film of {franchise.name} has a date to compare {film.story} with: a "
                "lone date orders nothing yet. “watchlist edit FILM --set” dates others, "
                "“watchlist place” says where one stands."
            )


def tell_still_next(library: Library, films: Iterable[FilmId], today: datetime.date) -> None:
    """Say which films that are not to watch any more are next in their franchise all the same."""
    for film in films:
        for franchise in library.franchises_of(film):
            following = next_in_franchise(library, Scope(franchise.id), today)
            if any(suggestion.film.id == film for suggestion in following):
                hint(
                    f"{library.label(film)} is still next in {franchise.name}: “watchlist "
                    f'franchise skip "{franchise.name}" "{library.label(film)}"” passes it over.'
                )


def tell_replaced(library: Library, replaced: Sequence[Replaced]) -> None:
    """Say what a placement took the place of."""
    if replaced:
        labels = few(dict.fromkeys(library.label(film) for film, _ in replaced))
        hint(f"Placed {labels} {instead_of(replaced, library.title)}.")


def _standing(start: str, name: str, was: Standing | None, now: Standing) -> str:
    former = f" (it was number {was.position})" if was else ""
    optional = f", {now.optional} of them optional" if now.optional else ""
    sentence = f"{start} {now.position} of {now.total} in {name}{optional}{former}."
    if now.passed:
        sentence += f" You have seen {now.passed.label} already, which comes after it."
    return sentence
