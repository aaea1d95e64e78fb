"""Named lists that are brought in: which list of the library each is, and what becomes of it. Pure.

A list is known by its uid, else by its address, else by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.merging.matching import is_sure
from watchlist.merging.values import by_key, merge_sequence, merge_value
from watchlist.model import FilmList, ListedFilm


def enter_lists(library: Library, lists: Iterable[FilmList], *, whole: bool) -> int:
    """Bring lists into a library, and return how many changed there; their numbers are ignored.

    ``whole`` says that each is as it is now where it comes from, a site, so that what is not on it
    any more is taken off; else it is united with the one that is there. Each of several lists of
    one name is a list of its own.
    """
    known = _KnownLists(library.lists.values())
    changed = 0
    for theirs in lists:
        ours = known.claim(theirs)
        number = ours.id if ours else library.lists.next_number()
        before = ours or blank_list(number)
        found = merge_list(before, theirs, before if whole else blank_list(number))
        if found != ours:
            library.lists[number] = found
            changed += 1
    return changed


class _KnownLists:
    """The lists that are there, each to be claimed once, by all that they are found by."""

    def __init__(self, lists: Iterable[FilmList]) -> None:
        self._open: dict[int, FilmList] = {}
        self._by_uid: dict[str, FilmList] = {}
        self._by_url: dict[str, list[FilmList]] = defaultdict(list)
        self._by_name: dict[str, list[FilmList]] = defaultdict(list)
        for one in lists:
            self._open[one.id] = one
            if is_sure(one.uid):
                self._by_uid[one.uid] = one
            self._by_url[one.url].append(one)
            self._by_name[one.name.casefold()].append(one)

    def claim(self, sought: FilmList) -> FilmList | None:
        """Return the list that is the same, which no other one is from now on."""
        found = self._copy(sought) or known_list(self._near(sought), sought)
        if found:
            del self._open[found.id]
        return found

    def _copy(self, sought: FilmList) -> FilmList | None:
        found = self._by_uid.get(sought.uid)
        return found if found and found.id in self._open else None

    def _near(self, sought: FilmList) -> list[FilmList]:
        """Return those of its address and of its name; what is claimed is forgotten."""
        by_url = self._by_url[sought.url] if sought.url else []
        for lists in (by_url, by_name := self._by_name[sought.name.casefold()]):
            while lists and lists[0].id not in self._open:
                del lists[0]
        return [one for one in (*by_url, *by_name) if one.id in self._open]


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
