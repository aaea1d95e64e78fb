"""Which records cannot be read or refer to what is not there. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from watchlist.library.franchises import mentioned
from watchlist.library.library import Library
from watchlist.model import Film, FilmList, Holding, Link, TrackedPack


def flawed(library: Library) -> set[tuple[str, int]]:
    """Return the records, as (table, number), that cannot be read or refer to what is not there."""
    films = films_there(library)
    for table in (library.links, library.franchises, library.packs, library.lists):
        table.decode_all()
    parts = {film.id for film in library.films.values() if lacks_its_whole(film, films)}
    links = {link.id for link in library.links.values() if not linked(link) <= films}
    franchises = {f.id for f in library.franchises.values() if mentioned(f) - films}
    franchises |= {universe for universe, _ in missing_holdings(library)}
    packs = {p.id for p in library.packs.values() if refers_to_missing(library, p, films)}
    lists = {found.id for found in library.lists.values() if listed(found) - films}
    return {
        *(("films", number) for number in parts.union(library.films.unreadable)),
        *(("links", number) for number in links.union(library.links.unreadable)),
        *(("franchises", number) for number in franchises.union(library.franchises.unreadable)),
        *(("packs", number) for number in packs.union(library.packs.unreadable)),
        *(("lists", number) for number in lists.union(library.lists.unreadable)),
    }


def films_there(library: Library) -> set[int]:
    """Return the numbers of the films that are there, whether they can be read or not."""
    return {*library.films.decode_all(), *library.films}


def linked(link: Link) -> set[int]:
    """Return the films that a link is about."""
    return {link.film, link.other, *link.together}


def lacks_its_whole(film: Film, films: Collection[int]) -> bool:
    """Whether a film is a part of one that is not there."""
    return film.whole is not None and film.whole not in films


def missing_holdings(library: Library) -> Iterator[tuple[int, Holding]]:
    """Yield (universe, what it holds) where that is not there; one that is unreadable is there."""
    for universe in library.franchises.values():
        for held in universe.holds:
            there = library.franchises.get(held.franchise)
            if there is None:
                is_gone = held.franchise not in library.franchises.unreadable
            else:
                is_gone = bool(held.continuity) and not there.continuity(held.continuity)
            if is_gone:
                yield universe.id, held


def refers_to_missing(library: Library, pack: TrackedPack, films: set[int]) -> bool:
    """Whether a pack is of a franchise or of films that are not there."""
    franchises = {*library.franchises, *library.franchises.unreadable}
    return pack.franchise not in franchises or not films >= set(pack.films.values())


def listed(films: FilmList) -> set[int]:
    """Return the films on a list."""
    return {listed.film for listed in films.films}
