"""Lists of one's own: named lists of films, in an order. They change no film."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.library.library import Library, without_listed
from watchlist.model import MAX_TITLE, FilmId, FilmList, ListedFilm
from watchlist.names.folding import same_name


def new_list(library: Library, name: str, films: Sequence[FilmId] = ()) -> FilmList:
    """Make a list of films and return it. Raises RefusedError when there is one of that name."""
    number = library.lists.next_number()
    _refuse_name(library, number, name)
    listed = tuple(ListedFilm(film=film) for film in dict.fromkeys(films))
    return _set(library, FilmList(id=number, name=name, films=listed))


def put_on_list(library: Library, number: int, films: Sequence[FilmId]) -> list[FilmId]:
    """Put films at the end of a list, and return those that were not on it."""
    found = library.lists[number]
    there = {listed.film for listed in found.films}
    new = [film for film in dict.fromkeys(films) if film not in there]
    listed = (*found.films, *(ListedFilm(film=film) for film in new))
    _set(library, replace(found, films=listed))
    return new


def take_off_list(library: Library, number: int, films: Collection[FilmId]) -> FilmList:
    """Take films off a list and return it. Raises RefusedError for one that is not on it."""
    found = library.lists[number]
    there = {listed.film for listed in found.films}
    for film in films:
        if film not in there:
            raise RefusedError(f"{library.label(film)} is not on the list {found.name}.")
    return _set(library, without_listed(found, films))


def rename_list(library: Library, number: int, name: str) -> FilmList:
    """Give a list another name. Raises RefusedError when another one has it."""
    _refuse_name(library, number, name)
    return _set(library, replace(library.lists[number], name=name))


def delete_list(library: Library, number: int) -> FilmList:
    """Forget a list and return what it was; its films stay."""
    found = library.lists[number]
    del library.lists[number]
    return found


def _refuse_name(library: Library, number: int, name: str) -> None:
    """Raise RefusedError for a name that is too long, or that another list has."""
    if len(name) > MAX_TITLE:
        raise RefusedError(f"The name of a list has at most {MAX_TITLE:,} characters.")
    for known in library.lists.values():
        if known.id != number and same_name(known.name, name):
            raise RefusedError(f"There is a list {known.name} already.")


def _set(library: Library, found: FilmList) -> FilmList:
    if library.lists.get(found.id) != found:
        library.lists[found.id] = found
    return found
