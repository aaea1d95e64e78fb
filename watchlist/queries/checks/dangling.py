"""Records that cannot be read, and those that refer to what is not there."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from watchlist.library.franchises import (
    mentioned,
    with_holding_renamed,
    without_holdings,
    without_members,
)
from watchlist.library.library import Library, without_linked, without_listed
from watchlist.library.soundness import (
    films_there,
    lacks_its_whole,
    linked,
    listed,
    missing_holdings,
    refers_to_missing,
)
from watchlist.model import Holding
from watchlist.names.listing import few
from watchlist.queries.checks.finding import Finding


def unreadable_records(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find records that do not have the form of ``docs/data-format.md``."""
    unreadable = {
        "film": library.films.decode_all(),
        "link": library.links.decode_all(),
        "franchise": library.franchises.decode_all(),
        "pack": library.packs.decode_all(),
        "list": library.lists.decode_all(),
    }
    for name, records in unreadable.items():
        for number, reason in records.items():
            yield Finding("unreadable record", f"The record of {name} {number} is wrong: {reason}.")


def dangling_links(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find links from or to films that are not there."""
    films = films_there(library)
    for link in library.links.values():
        if gone := linked(link) - films:
            others = few(map(library.label, (link.other, *link.together)))
            yield Finding(
                "dangling link",
                f"{library.label(link.film)} is {link.kind.words} {others}.",
                lambda library, number=link.id, gone=gone: _unlink(  # type: ignore[misc]
                    library, number, gone
                ),
            )


def _unlink(library: Library, number: int, films: Collection[int]) -> None:
    left = without_linked(library.links.pop(number), films)
    if left:
        library.links[number] = left


def dangling_parts(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find parts of films that are not there."""
    films = films_there(library)
    for film in library.films.values():
        if lacks_its_whole(film, films):
            yield Finding(
                "dangling part",
                f"{film.label} is a part of {library.label(film.whole or 0)}.",
                lambda library, film=film: library.replace_film(  # type: ignore[misc]
                    replace(library.films[film.id], whole=None)
                ),
            )


def dangling_members(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find franchises that refer to films that are not there."""
    films = films_there(library)
    for franchise in library.franchises.values():
        if gone := mentioned(franchise) - films:
            yield Finding(
                "dangling member",
                f"{franchise.name} refers to {_which_are_missing(gone)}",
                lambda library, number=franchise.id, gone=gone: _forget(  # type: ignore[misc]
                    library, number, gone
                ),
            )


def _which_are_missing(films: Collection[int]) -> str:
    verb = "is" if len(films) == 1 else "are"
    return f"{few(f'film {number}' for number in sorted(films))}, which {verb} not in the library."


def _forget(library: Library, number: int, films: Collection[int]) -> None:
    library.franchises[number] = without_members(library.franchises[number], films)


def dangling_holdings(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find universes that hold a franchise, or a continuity of one, that is not there."""
    for number, held in missing_holdings(library):
        name = library.franchises[number].name
        there = library.franchises.get(held.franchise)
        what = f"{held.continuity} of {there.name}" if there else f"franchise {held.franchise}"
        yield Finding(
            "dangling member",
            f"{name} holds {what}, which is not in the library.",
            lambda library, number=number, held=held: _hold_no_longer(  # type: ignore[misc]
                library, number, held
            ),
        )


def _hold_no_longer(library: Library, number: int, held: Holding) -> None:
    universe = library.franchises[number]
    if held.franchise in library.franchises:  # by its first continuity, then
        left = with_holding_renamed(universe, held.franchise, held.continuity, "")
    else:
        left = without_holdings(universe, [held.franchise])
    library.franchises[number] = left


def dangling_packs(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find packs of franchises or films that are not there: what they brought in stays."""
    films = films_there(library)
    for pack in library.packs.values():
        if refers_to_missing(library, pack, films):
            yield Finding(
                "dangling pack",
                f"The pack {pack.name} refers to a franchise or to films that are not in the "
                "library.",
                lambda library, number=pack.id: library.packs.pop(number),  # type: ignore[misc]
            )


def dangling_lists(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find lists of films that are not there."""
    films = films_there(library)
    for found in library.lists.values():
        if gone := listed(found) - films:
            yield Finding(
                "dangling list",
                f"The list {found.name} has {_which_are_missing(gone)}",
                lambda library, number=found.id, gone=gone: _unlist(  # type: ignore[misc]
                    library, number, gone
                ),
            )


def _unlist(library: Library, number: int, films: Collection[int]) -> None:
    library.lists[number] = without_listed(library.lists[number], films)


def nonmembers(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find franchises that place or order films that are no members of them.

    No fix is safe: the film may have to join, or what refers to it may have to go.
    """
    films = films_there(library)
    for franchise in library.franchises.values():
        found = (mentioned(franchise) & films) - library.all_members(franchise).keys()
        if found:
            yield Finding(
                "no member",
                f"{franchise.name} refers to {few(map(library.label, sorted(found)))}, "
                f"which {'is no member' if len(found) == 1 else 'are no members'} of it: "
                "“watchlist franchise add” makes it one.",
            )
