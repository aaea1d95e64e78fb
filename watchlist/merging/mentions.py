"""What a record refers to: found, given other numbers, forgotten. Pure.

A reference is (table, number). Every kind of record is looked at here, and nowhere else in merging.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from msgspec.structs import replace

from watchlist.library.franchises import mentioned, without_holdings, without_members
from watchlist.library.library import without_linked, without_listed
from watchlist.library.soundness import linked, listed
from watchlist.merging.franchises import holding_renumbered, renumbered
from watchlist.model import Film, FilmList, Franchise, Link, TrackedPack

TableNumbers = Mapping[str, Mapping[int, int]]
"""The numbers of records by those that they have elsewhere, by table."""

Reference = tuple[str, int]


def mentions(record: Any) -> set[Reference]:
    """Return what a record refers to."""
    match record:
        case Film():
            return {("films", record.whole)} if record.whole else set()
        case Link():
            return {("films", film) for film in linked(record)}
        case FilmList():
            return {("films", film) for film in listed(record)}
        case TrackedPack():
            films = {("films", film) for film in record.films.values()}
            return films | {("franchises", record.franchise)}
        case Franchise():
            held = {("franchises", held.franchise) for held in record.holds}
            return held | {("films", film) for film in mentioned(record)}
    raise TypeError(type(record))


def with_numbers(record: Any, number: int, numbers: TableNumbers) -> Any:
    """Return a record under another number, with other numbers for what it refers to.

    What has no number it refers to no longer; None when it says nothing then.
    """
    record = forgetting(
        record, {known for known in mentions(record) if known[1] not in numbers[known[0]]}
    )
    return record and replace(_RENUMBER[type(record)](record, numbers), id=number)


def _renumbered_film(film: Film, numbers: TableNumbers) -> Film:
    return replace(film, whole=numbers["films"][film.whole]) if film.whole else film


def _renumbered_link(link: Link, numbers: TableNumbers) -> Link:
    film, other, *together = (
        numbers["films"][end] for end in (link.film, link.other, *link.together)
    )
    return replace(link, film=film, other=other, together=tuple(together))


def _renumbered_list(films: FilmList, numbers: TableNumbers) -> FilmList:
    return replace(
        films,
        films=tuple(replace(one, film=numbers["films"][one.film]) for one in films.films),
    )


def _renumbered_pack(pack: TrackedPack, numbers: TableNumbers) -> TrackedPack:
    films = {key: numbers["films"][film] for key, film in pack.films.items()}
    return replace(pack, franchise=numbers["franchises"][pack.franchise], films=films)


def _renumbered_franchise(franchise: Franchise, numbers: TableNumbers) -> Franchise:
    return holding_renumbered(renumbered(franchise, numbers["films"]), numbers["franchises"])


_RENUMBER: Final[Mapping[type, Callable[[Any, TableNumbers], Any]]] = {
    Film: _renumbered_film,
    Link: _renumbered_link,
    FilmList: _renumbered_list,
    TrackedPack: _renumbered_pack,
    Franchise: _renumbered_franchise,
}


def forgetting(record: Any, gone: Collection[Reference]) -> Any:
    """Return a record that refers to some others no longer; None when it says nothing then."""
    lost = mentions(record).intersection(gone)
    if not lost:
        return record
    films = {number for table, number in lost if table == "films"}
    franchises = {number for table, number in lost if table == "franchises"}
    match record:
        case Film():
            return replace(record, whole=None)
        case Link():
            return without_linked(record, films)
        case FilmList():
            return without_listed(record, films)
        case TrackedPack():
            left = {key: film for key, film in record.films.items() if film not in films}
            return None if franchises else replace(record, films=left)
        case _:
            return without_holdings(without_members(record, films), franchises)
