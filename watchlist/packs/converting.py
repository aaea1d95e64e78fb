"""A pack as records of a library: films get numbers in the place of keys. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from watchlist import spans
from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.library.parts import kind_of
from watchlist.library.records import Records
from watchlist.model import (
    Continuity,
    Credit,
    Film,
    FilmId,
    Franchise,
    Holding,
    Job,
    Link,
    NamedOrder,
    Placement,
)
from watchlist.packs.model import Pack, PackFilm, PackLink

KeyNumbers = Mapping[str, FilmId]


def film_of(film: PackFilm, number: FilmId, whole: Film | None = None) -> Film:
    """Return the record of a film: what a pack knows of it, and nothing personal.

    ``whole`` is the record of the film that it is a part of. Raises ValueError for a part that
    cannot be read.
    """
    facts = {field.name: getattr(film, field.name) for field in FIELDS.values() if field.given}
    facts["seasons"] = tuple(count or None for count in film.seasons)
    if whole:
        span = spans.fitted(spans.parse(film.part), whole.seasons)
        facts["title"] = film.title or whole.title
        facts["kind"] = kind_of(span, whole)
        facts |= {"whole": whole.id, "span": spans.text_of(span, whole.seasons)}
    facts["year"] = film.year or (film.release.year if film.release else None)
    facts["aliases"] = tuple(dict.fromkeys(film.aliases))
    directors = tuple(Credit(name=name, job=Job.DIRECTOR) for name in film.directors)
    return Film(id=number, credits=directors, **facts)


def franchise_of(
    pack: Pack, number: int, numbers: KeyNumbers, holds: Iterable[Holding] = ()
) -> Franchise:
    """Return the record of the franchise. Raises KeyError for a key that has no number."""

    def of(keys: Iterable[str]) -> tuple[FilmId, ...]:
        return tuple(dict.fromkeys(numbers[key] for key in keys))

    parts = parts_of(pack)
    return Franchise(
        id=number,
        name=pack.name,
        aliases=tuple(dict.fromkeys(pack.aliases)),
        continuities=tuple(
            Continuity(
                name=continuity.name,
                films=of(with_parts(parts, continuity.films)),
                optional=of(continuity.optional),
                essential=of(continuity.essential),
                filler=of(continuity.filler),
                description=continuity.description,
            )
            for continuity in pack.all_continuities
        ),
        placements=tuple(
            Placement(
                films=of(placement.films),
                kind=placement.kind,
                anchors=of(placement.anchors),
                continuity=placement.continuity,
                note=placement.note,
            )
            for placement in pack.placements
        ),
        orders=tuple(NamedOrder(name=order.name, films=of(order.films)) for order in pack.orders),
        default_order=pack.default_order,
        holds=tuple(holds),
    )


def parts_of(pack: Pack) -> dict[str, list[str]]:
    """Return the keys of the parts of each film that has some."""
    parts: dict[str, list[str]] = {}
    for key, film in pack.films.items():
        if film.whole is not None:
            parts.setdefault(film.whole, []).append(key)
    return parts


def with_parts(parts: Mapping[str, Iterable[str]], keys: Iterable[str]) -> Iterator[str]:
    """Yield films of a continuity, each with its parts: they are members where it is one."""
    for key in keys:
        yield from (key, *parts.get(key, ()))


def links_of(pack: Pack, numbers: KeyNumbers) -> list[Link]:
    """Return the records of the links, numbered from 1."""
    return [
        Link(
            id=number,
            film=numbers[link.film],
            kind=link.kind,
            other=numbers[link.other],
            together=tuple(numbers[key] for key in link.together),
        )
        for number, link in enumerate(pack.links, start=1)
    ]


def link_ends(link: Link | PackLink) -> tuple[object, ...]:
    """Return what makes two links one: the kind, and the films, in any order where it has none."""
    ends: list[Any] = [link.film, link.other]
    if link.together:
        others: list[Any] = [link.other, *link.together]
        return (link.kind, link.film, *sorted(others))
    return (link.kind, *(sorted(ends) if link.kind.symmetric else ends))


def wholes_first(pack: Pack) -> list[tuple[str, PackFilm]]:
    """Return the films of a pack with their keys, parts behind those that they are parts of."""
    return sorted(pack.films.items(), key=lambda item: item[1].whole is not None)


def numbered(pack: Pack) -> dict[str, FilmId]:
    """Return numbers for the films in order of entry, from 1."""
    return {key: number for number, key in enumerate(pack.films, start=1)}


def empty_library() -> Library:
    """Return a library without anything, in memory."""
    return Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))


def library_of(pack: Pack) -> Library:
    """Return a library that consists of a pack. Raises KeyError for an unknown key."""
    library, numbers = empty_library(), numbered(pack)
    for key, film in wholes_first(pack):
        whole = library.films[numbers[film.whole]] if film.whole else None
        library.films[numbers[key]] = film_of(film, numbers[key], whole)
    for link in links_of(pack, numbers):
        library.links[link.id] = link
    library.franchises[1] = franchise_of(pack, 1, numbers)
    return library
