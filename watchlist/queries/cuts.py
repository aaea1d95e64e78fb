"""Which film is taken where one of several is enough, of what a library says. Pure."""

from __future__ import annotations

from collections.abc import Collection

from watchlist.library.library import Library
from watchlist.model import FilmId, LinkKind
from watchlist.story.cuts import Cuts, Instead, Rank, choose


def taken_among(
    library: Library,
    films: Collection[FilmId],
    preferred: Collection[FilmId],
    asked_for: Collection[FilmId] | None = None,
) -> Cuts:
    """Return which of some films are taken: what was seen, is preferred, or came out first.

    Where only some of them are asked for, those come before the others.
    """

    def rank(number: FilmId) -> Rank:
        film = library.shown[number]
        outside = asked_for is not None and number not in asked_for
        return Rank(not film.watched, number not in preferred, outside, film.release_key)

    return choose(films, library.alternatives.of(films), rank)


def alternatives_of(library: Library, film: FilmId) -> Instead:
    """Return what would do instead of a film."""
    films = with_alternatives(library)

    def rank(number: FilmId) -> Rank:
        return Rank(number != film, True, False, library.films[number].release_key)  # noqa: FBT003

    return choose(films, library.alternatives.of(films), rank).others.get(film, ())


def with_alternatives(library: Library) -> set[FilmId]:
    """Return the films that a link names of which one is enough."""
    links = (link for link in library.links.values() if link.kind is LinkKind.ALTERNATIVE_TO)
    named = {film for link in links for film in (link.film, link.other, *link.together)}
    return {film for film in named if film in library.films}
