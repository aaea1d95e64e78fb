"""The viewings of a film, and those that a source tells of it, found to be one or two. Pure.

A viewing of a source is one that is there by the first of these that finds one:

1. its mark, which is what the entry goes by at its site;
2. its instant, whatever day that is in the time zone of the moment;
3. its day. Of one day the first viewing of the source is the first one there, the second the
   second. Two marks of one site are two viewings, those of two sites may be one;
4. the lack of a day: a viewing of which nothing is known but that it took place may be any other,
   so of these there are only as many as are needed for the number that the source tells of. One
   of which more is known may be one of a month or a year that has all of it.

Saying the same again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Final

from msgspec.structs import replace

from watchlist.dates import DateKey, PartialDate
from watchlist.library.viewings import viewing_key
from watchlist.model import Viewing

_BARE: Final = Viewing()
"""A viewing of which nothing is known but that it took place."""

_LAST: Final = "~"
"""Behind all instants and marks."""


def merge_viewings(
    known: Sequence[Viewing], said: Sequence[Viewing], plays: int, *, joining: bool = False
) -> tuple[Viewing, ...]:
    """Return viewings with those of a source, at least ``plays`` of them, in order of date.

    What an entry with a mark says replaces what is there, tags aside, since its site tells what it
    is now; one without a mark fills only. ``joining`` says that the source is a library, perhaps an
    older copy of this one: all that it says only fills, and a day that is known better stays.
    """
    if not plays and not said:
        return tuple(known)
    said = _each_once(said)
    diary = _Diary(known, joining=joining)
    for place, viewing in sorted(enumerate(said), key=lambda row: diary.turn(row[1])):
        if viewing != _BARE:
            diary.enter(viewing, place)
    bare = [place for place, viewing in enumerate(said) if viewing == _BARE]
    diary.fill_up(diary.told() + len(bare), bare)
    diary.fill_up(plays, repeat(len(said)))
    return diary.viewings()


def _each_once(said: Sequence[Viewing]) -> list[Viewing]:
    """Return the viewings of a source, as it tells them last where it tells one twice.

    That is one entry, or one instant that no marks make two entries of.
    """
    found: list[Viewing] = []
    places: dict[str, int] = {}
    for viewing in said:
        names = [*_marks(viewing), *([viewing.instant] if viewing.instant else [])]
        known = (places[name] for name in names if name in places)
        place = next((at for at in known if not _are_two(found[at], viewing)), None)
        if place is None:
            place = len(found)
            found.append(viewing)
        else:
            found[place] = _told(found[place], viewing)
        places.update(dict.fromkeys(names, place))
    return found


class _KnownViewing:
    """A viewing that is there, and whether the source told of it.

    ``place`` is where it stands among those of its day: what is new comes behind what was there.
    """

    __slots__ = ("place", "told", "viewing")

    def __init__(self, viewing: Viewing, place: tuple[bool, int]) -> None:
        self.viewing = viewing
        self.place = place
        self.told = place[0]


class _Diary:
    """The viewings of a film while those of a source are compared with them."""

    def __init__(self, viewings: Iterable[Viewing], *, joining: bool) -> None:
        self._joining = joining
        self._kept: list[_KnownViewing] = []
        self._by_mark: dict[str, _KnownViewing] = {}
        self._by_instant: dict[str, list[_KnownViewing]] = defaultdict(list)
        self._untold: dict[PartialDate | None, deque[_KnownViewing]] = defaultdict(deque)
        for place, viewing in enumerate(viewings):
            kept = self._add(viewing, (False, place))
            self._untold[viewing.watched_on].append(kept)
        self._undated = {kept.viewing for kept in self._untold[None]}

    def turn(self, viewing: Viewing) -> int:
        """Return when a viewing is entered: the surer it is which one it is, the earlier."""
        if any(mark in self._by_mark for mark in _marks(viewing)):
            return 0
        if viewing.instant in self._by_instant:
            return 1
        if viewing.watched_on:
            return 2 if viewing.mark else 3
        if viewing in self._undated:
            return 4
        return 6 if _is_bare(viewing) else 5

    def enter(self, viewing: Viewing, place: int) -> None:
        """Enter a viewing that the source tells of, or what is new in it."""
        kept = self._found(viewing)
        if kept is None:
            self._add(viewing, (True, place))
            return
        day = kept.viewing.watched_on
        if kept.viewing.instant:  # it may be told to have been at another one
            self._by_instant[kept.viewing.instant].remove(kept)
        merge = _filled if self._joining else _told
        kept.viewing = merge(kept.viewing, viewing)
        kept.told = True
        if kept.viewing.watched_on != day:
            kept.place = True, place
        self._list(kept)

    def fill_up(self, number: int, places: Iterable[int]) -> None:
        """Add undated viewings until there are so many, or no place is left."""
        for place in islice(places, max(0, number - len(self._kept))):
            self._add(_BARE, (True, place))

    def told(self) -> int:
        """Return how many viewings the source has told of: the same instant twice is one."""
        return sum(kept.told for kept in self._kept)

    def viewings(self) -> tuple[Viewing, ...]:
        """Return them in order of date, those of one day by what is known of the moment."""
        self._kept.sort(key=lambda kept: (_moment_key(kept.viewing), kept.place))
        return tuple(kept.viewing for kept in self._kept)

    def _add(self, viewing: Viewing, place: tuple[bool, int]) -> _KnownViewing:
        kept = _KnownViewing(viewing, place)
        self._kept.append(kept)
        self._list(kept)
        return kept

    def _list(self, kept: _KnownViewing) -> None:
        """List a viewing by its marks and its instant."""
        for mark in _marks(kept.viewing):
            self._by_mark.setdefault(mark, kept)
        if (instant := kept.viewing.instant) and kept not in self._by_instant[instant]:
            self._by_instant[instant].append(kept)

    def _found(self, viewing: Viewing) -> _KnownViewing | None:
        for mark in _marks(viewing):
            if mark in self._by_mark:
                return self._by_mark[mark]
        at_once = self._by_instant.get(viewing.instant, ()) if viewing.instant else ()
        candidates = (kept for kept in at_once if not _are_two(kept.viewing, viewing))
        return next(chain(candidates, self._on_its_day(viewing)), None)

    def _on_its_day(self, viewing: Viewing) -> Iterator[_KnownViewing]:
        """Yield viewings that the source has not told of yet, and that may be this one."""
        if viewing.watched_on:
            yield from self._open(viewing.watched_on, viewing)
        else:
            for is_likely in (_says_all, _says_something):
                undated = self._open(None, viewing)
                yield from (kept for kept in undated if is_likely(kept.viewing, viewing))
        yield from (kept for kept in self._open(None, viewing) if _is_bare(kept.viewing))
        if self._joining or _is_bare(viewing):
            for day in list(self._untold):
                if _is_less_of(viewing.watched_on, day):
                    yield from self._open(day, viewing)
        elif not viewing.watched_on:  # a format without such days may have left out what it was
            for day in [day for day in self._untold if day and not day.is_full]:
                undayed = self._open(day, viewing)
                yield from (kept for kept in undayed if _says_all(kept.viewing, viewing))

    def _open(self, day: PartialDate | None, viewing: Viewing) -> Iterator[_KnownViewing]:
        untold = self._untold.get(day)
        while untold and untold[0].told:
            untold.popleft()
        for kept in untold or ():
            if not kept.told and not _are_two(kept.viewing, viewing):
                yield kept


def _marks(viewing: Viewing) -> list[str]:
    """Return what a viewing goes by at its sites; a mark has no blanks."""
    return viewing.mark.split()


def _site(mark: str) -> str:
    return mark.partition(":")[0]


def _are_two(one: Viewing, other: Viewing) -> bool:
    """Whether a site has an entry for each of them."""
    if not one.mark or not other.mark:
        return False
    there = {_site(mark): mark for mark in _marks(one)}
    return any(there.get(_site(mark), mark) != mark for mark in _marks(other))


def _is_bare(viewing: Viewing) -> bool:
    """Whether nothing is known but that it took place, and perhaps what its entry goes by."""
    return replace(viewing, mark="", rewatch=False) == _BARE


def _says_all(known: Viewing, said: Viewing) -> bool:
    """Whether a viewing has everything already that is said of one."""
    return (
        said.rating in (None, known.rating)
        and said.note in ("", known.note)
        and set(said.tags) <= set(known.tags)
        and said.rewatch <= known.rewatch
    )


def _says_something(known: Viewing, _said: Viewing) -> bool:
    return not _is_bare(known)


def _is_less_of(date: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether a date only says less than another one: no date, or its year."""
    return date is None or (other is not None and str(other).startswith(str(date)))


def _moment_key(viewing: Viewing) -> tuple[tuple[bool, DateKey], str, str]:
    """Return the sort key of a viewing: those of one day of which less is known come last.

    So what a source without marks adds to a day stays behind what is there, where it looks for it.
    """
    return viewing_key(viewing), viewing.instant or _LAST, viewing.mark or _LAST


def _told(known: Viewing, said: Viewing) -> Viewing:
    """Return a viewing as its site tells it now, or with what else is told of it."""
    filled = _filled(known, said)
    date, instant = filled.watched_on, filled.instant
    is_same_moment = bool(said.instant) and said.instant == known.instant
    if (said.mark or is_same_moment) and not _is_less_of(said.watched_on, date):
        date, instant = said.watched_on, said.instant
    if not said.mark:
        return replace(filled, watched_on=date)
    return replace(
        filled,
        watched_on=date,
        instant=said.instant or instant,
        rating=said.rating or known.rating,
        note=said.note or known.note,
    )


def _filled(known: Viewing, said: Viewing) -> Viewing:
    return replace(
        known,
        watched_on=known.watched_on or said.watched_on,
        rating=known.rating or said.rating,
        rewatch=known.rewatch or said.rewatch,
        tags=tuple(dict.fromkeys((*known.tags, *said.tags))),
        note=known.note or said.note,
        instant=known.instant or said.instant,
        mark=" ".join(dict.fromkeys(sorted((*_marks(known), *_marks(said))))),
    )
