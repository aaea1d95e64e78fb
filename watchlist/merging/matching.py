"""Which film of a library an imported entry means: by its ids, else by title and year. Pure.

Ids come first: entries that have one are matched before those that have none, and entries without
a year last. So it does not matter in which order the rows of a source come, and the same source
means the same films again when they are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from watchlist.library.codec import texts
from watchlist.library.records import Records
from watchlist.merging.entries import Entry
from watchlist.model import FilmId, Kind
from watchlist.names.folding import fold

_TV: Final = (Kind.SERIES, Kind.SEASON)


class Target:
    """A film that entries mean: one of the library, or with ``number`` 0 a new one.

    ``said`` are the entries with their places in the source, and whether an id said it. The first
    of those settles what it is called.
    """

    __slots__ = ("ids", "number", "said", "settled", "title", "tv", "year")

    def __init__(self, number: FilmId, title: str, year: int | None, *, tv: bool) -> None:
        self.number = number
        self.title = title
        self.year = year
        self.tv = tv
        self.ids: dict[str, object] = {}
        self.said: list[tuple[int, Entry, bool]] = []
        self.settled = False

    @property
    def label(self) -> str:
        """The title with its year."""
        return f"{self.title} ({self.year})" if self.year else self.title


class Matcher:
    """Finds the films that entries mean among those of a library and those it has met before."""

    def __init__(self, films: Records[Any]) -> None:
        self.doubts: dict[str, None] = {}
        """Labels of films that an entry could mean as well as another one."""
        self._by_id: dict[tuple[str, object], Target] = {}
        self._by_name: dict[str, list[Target]] = {}
        for number, known in films.glimpses(_Known):
            if isinstance(known.title, str):
                self._enter_known(number, known)

    def match(self, entries: Sequence[Entry]) -> list[Target]:
        """Return what each entry means; it is told what is said of it in order of the source."""
        places = sorted(range(len(entries)), key=lambda place: _phase(entries[place]))
        targets = {place: self._target(place, entries[place]) for place in places}
        found = [targets[place] for place in range(len(entries))]
        for target in dict.fromkeys(found):
            if len(target.said) > 1:
                target.said.sort(key=lambda said: said[0])
        return found

    def _target(self, place: int, entry: Entry) -> Target:
        tv = entry.kind in _TV
        ids = _ids(entry, tv=tv)
        target = self._of_ids(ids)
        if target is None:
            target = (self._named(entry, ids) if entry.title else None) or self._new(entry)
        target.said.append((place, entry, bool(ids)))
        for site, id_ in (ids if target.tv == tv else _ids(entry, tv=target.tv)).items():
            target.ids.setdefault(site, id_)
            self._by_id.setdefault((site, id_), target)
        if ids and entry.title and not target.settled:
            self._settle(target, entry)
        elif entry.title != target.title:  # found by another name: the next row of it is, too
            self._enter_names(target, [entry.title])
        target.year = target.year or entry.year
        return target

    def _settle(self, target: Target, entry: Entry) -> None:
        """Call a film what its site calls it now."""
        target.settled = True
        if target.title != entry.title:
            target.title = entry.title
            self._enter_names(target, [entry.title])
        target.year = entry.year or target.year

    def _of_ids(self, ids: dict[str, object]) -> Target | None:
        """Return the film that has one of some ids, if no surer one says that it is another."""
        for site in ids.items():
            if target := self._by_id.get(site):
                surer = _surer(ids, target)
                same = all(target.ids.get(other, id_) == id_ for other, id_ in surer)
                return target if same else None
        return None

    def _named(self, entry: Entry, ids: dict[str, object]) -> Target | None:
        """Return the film of that title and year that has no other id."""
        known = [
            target
            for target in self._of_names(entry)
            if target.tv == (entry.kind in _TV)
            and not any(target.ids.get(site, id_) != id_ for site, id_ in ids.items())
        ]
        if not known:
            return None
        for candidates in _tiers(entry, known, alone=not ids):
            if len(candidates) > 1:
                self.doubts[candidates[0].label] = None
            if candidates:
                return min(candidates, key=lambda target: target.number or float("inf"))
        return None

    def _of_names(self, entry: Entry) -> Iterable[Target]:
        """Return the films that have its title, or its original title where a year confirms it."""
        found = self._by_name.get(fold(entry.title), ())
        if not (entry.year and entry.original_title):
            return found
        return dict.fromkeys([*found, *self._by_name.get(fold(entry.original_title), ())])

    def _new(self, entry: Entry) -> Target:
        target = Target(0, entry.title, entry.year, tv=entry.kind in _TV)
        self._enter_names(target, (entry.title, entry.original_title, *entry.aliases))
        return target

    def _enter_known(self, number: FilmId, known: _Known) -> None:
        year = known.year if isinstance(known.year, int) else None
        target = Target(number, known.title, year, tv=known.kind in _TV)
        target.ids = _site_ids(known.imdb, known.tmdb, known.letterboxd, tv=target.tv)
        for site in target.ids.items():
            self._by_id.setdefault(site, target)
        self._enter_names(target, texts([known.title, known.original_title]) + texts(known.aliases))

    def _enter_names(self, target: Target, names: Iterable[str]) -> None:
        for name in names:
            if name and target not in (targets := self._by_name.setdefault(fold(name), [])):
                targets.append(target)


class _Known(msgspec.Struct):
    title: Any = None
    year: Any = None
    kind: Any = None
    original_title: Any = None
    aliases: Any = None
    imdb: Any = None
    tmdb: Any = None
    letterboxd: Any = None


def _ids(entry: Entry, *, tv: bool) -> dict[str, object]:
    return _site_ids(entry.imdb, entry.tmdb, entry.letterboxd, tv=tv)


def _site_ids(imdb: object, tmdb: object, letterboxd: object, *, tv: bool) -> dict[str, object]:
    """Return ids by site, the surest first; TMDB counts films and series apart."""
    ids: dict[str, object] = {}
    if imdb:
        ids["imdb"] = imdb
    if tmdb:
        ids["tmdb-tv" if tv else "tmdb"] = tmdb
    if letterboxd:  # it has had two kinds of addresses, which cannot be compared
        kind = "/film/" if isinstance(letterboxd, str) and "/film/" in letterboxd else ""
        ids[f"letterboxd{kind}"] = letterboxd
    return ids


def _surer(ids: dict[str, object], target: Target) -> Iterator[tuple[str, object]]:
    """Yield the ids of an entry that come before the first one that it shares with a film."""
    for site, id_ in ids.items():
        if target.ids.get(site) == id_:
            return
        yield site, id_


def _phase(entry: Entry) -> int:
    """Return when an entry is matched: the surer it is of its film, the earlier."""
    if entry.imdb or entry.tmdb or entry.letterboxd:
        return 0 if entry.title else 1
    return 2 if entry.year is not None else 3


def _tiers(entry: Entry, known: list[Target], *, alone: bool) -> Iterator[list[Target]]:
    """Yield films of the names of an entry, likeliest first: as it is spelt, then as it sounds.

    A film without a year is any film of that title. An entry without one means the only film of
    that title; if it has an id, only when that film has none.
    """
    spelt = [target for target in known if target.title == entry.title]
    if entry.exact:  # what this source or an earlier one of its site has brought goes by spelling
        known = [t for t in known if t in spelt or (t.number and not _is_known_there(t))]
    titled = [target for target in known if fold(target.title) == fold(entry.title)]
    original = fold(entry.original_title) if entry.original_title else None
    others = ([t for t in known if fold(t.title) == original], known)
    for tier in (spelt, titled, *(others if entry.year else ())):  # those need a year to tell
        yield [target for target in tier if target.year == entry.year]
    if entry.year is not None:
        yearless = [t for t in titled if t.year is None and not _is_said_without_year(t)]
        yield [t for t in yearless if not (entry.exact and _is_known_there(t))]
    elif len(titled) == 1 and (alone or not titled[0].ids):
        yield titled


def _is_known_there(target: Target) -> bool:
    """Whether the site that is exact has told the title and year of a film, with its id."""
    return any(site.startswith("letterboxd") for site in target.ids)


def _is_said_without_year(target: Target) -> bool:
    return any(entry.year is None for _, entry, _ in target.said)
