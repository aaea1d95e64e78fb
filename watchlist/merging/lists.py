"""Named lists that are brought in: which list of the library each is, and what becomes of it. Pure.

A list is known by its address, else by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.merging.values import by_key, merge_sequence, merge_value
from watchlist.model import FilmList, ListedFilm


def enter_lists(library: Library, lists: Iterable[FilmList], *, whole: bool) -> int:
    """Bring lists into a library, and return how many changed there; their numbers are ignored.

    ``whole`` says that each is as it is now where it comes from, a site, so that what is not on it
    any more is taken off; else it is united with the one that is there. Each of several lists of
    one name is a list of its own.
    """
    claimed: set[int] = set()
    changed = 0
    for theirs in lists:
        ours = known_list((one for one in library.lists.values() if one.id not in claimed), theirs)
        number = ours.id if ours else library.lists.next_number()
        claimed.add(number)
        known = ours or blank_list(number)
        found = merge_list(known, theirs, known if whole else blank_list(number))
        if found != ours:
            library.lists[number] = found
            changed += 1
    return changed


def known_list(known: Iterable[FilmList], sought: FilmList) -> FilmList | None:
    """Return the list that is the same: by its address, or by its name if one has no address."""
    lists = list(known)
    if sought.url and (found := next((one for one in lists if one.url == sought.url), None)):
        return found
    name = sought.name.casefold()
    return next(
        (one for one in lists if one.name.casefold() == name and not (one.url and sought.url)), None
    )


def merge_list(ours: FilmList, theirs: FilmList, base: FilmList) -> FilmList:
    """Merge two versions of a list (see ``watchlist.merging.values``); its number stays ours.

    A list that has an address does not lose it.
    """
    mine, new, old = (by_key(side.films, attrgetter("film")) for side in (ours, theirs, base))
    films = merge_sequence(ours.films, theirs.films, base.films, attrgetter("film")).items
    merged = by_key(films, attrgetter("film"))
    return replace(
        ours,
        name=merge_value(ours.name, theirs.name, base.name).value,
        url=merge_value(ours.url, theirs.url, base.url).value or ours.url,
        description=merge_value(ours.description, theirs.description, base.description).value,
        films=tuple(
            replace(
                (mine.get(key) or new[key]),
                note=_merged_note(mine.get(key), new.get(key), old.get(key)),
            )
            for key in merged
        ),
    )


def blank_list(number: int) -> FilmList:
    """Return what a side says of a list that it does not know: the base of a union."""
    return FilmList(id=number, name="")


def _merged_note(
    ours: ListedFilm | None, theirs: ListedFilm | None, base: ListedFilm | None
) -> str:
    if ours and theirs:
        return merge_value(ours.note, theirs.note, base.note if base else "").value
    return "".join(listed.note for listed in (ours, theirs) if listed)
