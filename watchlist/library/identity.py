"""Which film is the same film: the one rule, and the one index of films by it.

The rule (``docs/architecture.md``, *One rule of identity*) is the same for adding, importing,
packs, joining two libraries and ``doctor``; each only decides what to do about an agreement:

1. A site's id decides where both films have one. Of several sites the surest decides (``SITES``):
   equal ids are one film whatever its titles, two ids are two films whatever their titles.
2. Else title and year decide. Nothing made for television is a film of that title. Case, accents,
   blanks, quotes, dashes and ``&`` for ``and`` never tell titles apart.
3. An article in front and other punctuation do not either, which is said (``Agreement.is_loose``),
   unless one source has both: ``Blame`` and ``Blame!``, both of 2017.
4. Other names count where the years are known and equal: the title or original title of one film is
   a name of the other. An alias that both have says nothing.
5. Where only one year is known, the titles alone decide, which is weaker than all of the above.

A part of a film without an id is told from others by its whole and its span, and is no film of its
title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from typing import Any, Final, Generic, NamedTuple, TypeVar

import msgspec

from watchlist.library.codec import texts
from watchlist.library.records import Records
from watchlist.model import Film, FilmId, Kind
from watchlist.names.folding import match_key, strict_key

T = TypeVar("T", bound=Hashable)

TELEVISION: Final = (Kind.SERIES, Kind.SEASON)
"""Kinds that are never a film of their title."""

SITES: Final = ("imdb", "tmdb", "letterboxd", "wikidata", "tvdb")
"""The fields that hold a site's id of a film, the surest first."""

NameInYear = tuple[str, int | None]
"""The ``match_key`` of a title, and its year."""

Sites = tuple[str, ...]
"""The sites that have an id of a film, in the order of ``SITES``."""


class Agreement(IntEnum):
    """How two films are found to be one, the surest first."""

    ID = 0
    TITLE = 1
    LOOSE = 2
    """But for an article or punctuation."""
    NAME = 3
    """The title of one is another name of the other, of the same year."""
    UNDATED = 4
    """The titles agree, and only one of the films has a year."""
    LOOSE_UNDATED = 5

    @property
    def is_loose(self) -> bool:
        """Whether an article or punctuation was passed over, which is to be said."""
        return self in (Agreement.LOOSE, Agreement.LOOSE_UNDATED)

    @property
    def is_undated(self) -> bool:
        """Whether the titles alone agree."""
        return self >= Agreement.UNDATED


class Identity(NamedTuple):
    """What tells a film from others; ``ids`` are by site, in the order of ``SITES``."""

    title: str
    year: int | None = None
    aliases: tuple[str, ...] = ()
    television: bool = False
    ids: Mapping[str, object] = {}
    original_title: str = ""
    part: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names, each of which it can be found by."""
        return tuple(filter(None, (self.title, self.original_title, *self.aliases)))

    def ids_as(self, *, television: bool) -> Mapping[str, object]:
        """Return the ids as they are of a film, or of what was made for television."""
        if television == self.television:
            return self.ids
        old, new = ("tmdb", "tmdb-tv") if television else ("tmdb-tv", "tmdb")
        return {new if site == old else site: id_ for site, id_ in self.ids.items()}

    @property
    def label(self) -> str:
        """The title with its year."""
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def key(self) -> NameInYear:
        """What agrees by the looser comparison of titles."""
        return match_key(self.title), self.year


def site_ids(film: object, *, television: bool) -> dict[str, object]:
    """Return the ids of anything that has fields of the names in ``SITES``, by site.

    TMDB counts films and series apart, and Letterboxd has had two kinds of addresses: ids that
    cannot be compared are of two sites.
    """
    ids: dict[str, object] = {}
    for site in SITES:
        if not (id_ := getattr(film, site, None)):
            continue
        name = site
        if site == "tmdb" and television:
            name = "tmdb-tv"
        elif site == "letterboxd":
            name = "letterboxd/film" if isinstance(id_, str) and "/film/" in id_ else site
        ids[name] = id_
    return ids


def identity_of(film: Film) -> Identity:
    """Return what tells a film from others."""
    television = film.kind in TELEVISION
    ids = site_ids(film, television=television)
    is_part = film.whole is not None
    return Identity(
        film.title, film.year, film.aliases, television, ids, film.original_title, is_part
    )


def same_ids(one: Mapping[str, object], other: Mapping[str, object]) -> bool | None:
    """Whether two films are one by the surest site that knows both; None when there is none."""
    return next((id_ == other[site] for site, id_ in one.items() if site in other), None)


def agreement(one: Identity, other: Identity) -> Agreement | None:
    """Return how two films are found to be one; None when they are two."""
    by_id = same_ids(one.ids, other.ids)
    if by_id is not None:
        return Agreement.ID if by_id else None
    if one.television != other.television or one.part or other.part:
        return None
    if one.year and other.year and one.year != other.year:
        return None
    same_year = one.year == other.year
    if strict_key(one.title) == strict_key(other.title):
        return Agreement.TITLE if same_year else Agreement.UNDATED
    if match_key(one.title) == match_key(other.title):
        return Agreement.LOOSE if same_year else Agreement.LOOSE_UNDATED
    return Agreement.NAME if one.year and same_year and _share_a_name(one, other) else None


def _share_a_name(one: Identity, other: Identity) -> bool:
    """Whether the title of one, or its original title, is any name of the other."""
    return _is_called(one, other) or _is_called(other, one)


def _is_called(one: Identity, other: Identity) -> bool:
    names = {match_key(name) for name in other.names}
    return any(match_key(name) in names for name in (one.title, one.original_title) if name)


def with_namesakes(films: Mapping[T, Identity]) -> dict[T, Identity]:
    """Return those of some films that share an id or a name with another one of the same year.

    Of no others can it be that two are one. A film without a year may be of any.
    """
    undated = {match_key(n) for known in films.values() if not known.year for n in known.names}
    first: dict[tuple[str, object], T] = {}
    found: set[T] = set()
    for film, known in films.items():
        names = map(match_key, known.names)
        keys = [(name, None if name in undated else known.year) for name in names]
        for key in (*known.ids.items(), *keys):
            if (other := first.setdefault(key, film)) != film:
                found |= {film, other}
    return {film: known for film, known in films.items() if film in found}


def told_apart(films: Iterable[Identity]) -> set[NameInYear]:
    """Return the titles of which one source has several spellings that are films of their own."""
    first: dict[NameInYear, str] = {}
    apart: set[NameInYear] = set()
    for film in films:
        if film.title and first.setdefault(film.key, key := strict_key(film.title)) != key:
            apart.add(film.key)
    return apart


class Match(NamedTuple, Generic[T]):
    """A film that another one was found to be."""

    agreement: Agreement
    film: T


def sole(found: Sequence[Match[T]]) -> list[Match[T]]:
    """Return the matches without those of titles alone, where there are several of these."""
    undated = [match for match in found if match.agreement.is_undated]
    return [match for match in found if not match.agreement.is_undated or len(undated) == 1]


class Index(Generic[T]):
    """Films by what they are told apart by. A title is folded when its year is first asked for.

    Namesakes are listed by the sites that have an id of them: where a site knows a film and one
    that is looked for, ids decide and names need not be compared. So it costs the same however
    many films of one title a site has.
    """

    def __init__(self) -> None:
        self._identities: dict[T, Identity] = {}
        self._rank: dict[T, int] = {}
        self._by_id: dict[str, dict[object, tuple[T, ...]]] = defaultdict(dict)
        self._by_name: dict[int | None, dict[Sites, dict[str, list[T]]]] = defaultdict(dict)
        self._unfolded: dict[int | None, list[tuple[T, Identity]]] = defaultdict(list)

    def enter(self, film: T, identity: Identity) -> None:
        """Enter a film, or what is known of it now; it stays listed under its former names."""
        self._identities[film] = identity
        self._rank.setdefault(film, len(self._rank))
        self._unfolded[identity.year].append((film, identity))
        for site, id_ in identity.ids.items():
            if film not in (known := self._by_id[site].get(id_, ())):
                self._by_id[site][id_] = (*known, film)

    def forget(self, film: T) -> None:
        """Take a film out."""
        self._identities.pop(film, None)

    def find(self, wanted: Identity, apart: Collection[NameInYear] = ()) -> list[Match[T]]:
        """Return the films that an identity is found to be, the surest first, then as entered.

        ``apart`` are titles of which its source has several spellings (see ``told_apart``); those
        of which the index has several are taken for each other as little.
        """
        found = []
        for film in self._near(wanted):
            known = self._identities.get(film)
            how = agreement(wanted, known) if known else None
            if how is not None:
                found.append(Match(how, film))
        found.sort(key=lambda match: (match.agreement, self._rank[match.film]))
        loose = [self._identities[match.film] for match in found if match.agreement.is_loose]
        if loose and _are_apart(wanted, loose, apart):
            return [match for match in found if not match.agreement.is_loose]
        return found

    def _near(self, wanted: Identity) -> Iterator[T]:
        """Yield the films that share an id or a name with an identity, each once."""
        near: dict[T, None] = {}
        for site, id_ in wanted.ids.items():
            near.update(dict.fromkeys(self._by_id[site].get(id_, ())))
        names = [match_key(name) for name in wanted.names if name]
        years = list(self._unfolded) if wanted.year is None else [wanted.year, None]
        for year in years:
            for sites, known in self._names(year).items():
                if wanted.ids.keys().isdisjoint(sites):
                    for name in names:
                        near.update(dict.fromkeys(known.get(name, ())))
        yield from near

    def _names(self, year: int | None) -> dict[Sites, dict[str, list[T]]]:
        by_name = self._by_name[year]
        if waiting := self._unfolded.get(year):
            for film, identity in waiting:
                named = by_name.setdefault(tuple(identity.ids), {})
                for name in dict.fromkeys(identity.names):
                    named.setdefault(match_key(name), []).append(film)
            waiting.clear()
        return by_name


def _are_apart(wanted: Identity, alike: Sequence[Identity], apart: Collection[NameInYear]) -> bool:
    """Whether a source, or the index itself, has several spellings of one title."""
    if any(one.key in apart for one in (wanted, *alike)):
        return True
    return len({strict_key(one.title) for one in alike}) > 1


class FilmIndex:
    """The films of a library by identity; it follows what is written to their table.

    What a film is told apart by is worked out when somebody asks for its year or for one of its
    ids: to add one film, the others of its year are enough.
    """

    def __init__(self, films: Records[Film]) -> None:
        self._films = films
        self._written = len(films.written)
        self._index: Index[FilmId] = Index()
        self._waiting: dict[int | None, dict[FilmId, _Traits]] = defaultdict(dict)
        for number, traits in films.partial_reads(_Traits):
            self._waiting[_year(traits)][number] = traits

    def find(self, wanted: Identity, apart: Collection[NameInYear] = ()) -> list[Match[FilmId]]:
        """Return the numbers of the films that an identity is found to be, the surest first.

        Of those that are equally sure the one entered first comes first.
        """
        self._follow()
        for number, traits in self._waiting_with(wanted.ids.values()) if wanted.ids else ():
            if self._waiting[_year(traits)].pop(number, None):
                self._enter(number, traits)
        for year in list(self._waiting) if wanted.year is None else (wanted.year, None):
            waiting = self._waiting[year]
            while waiting:
                self._enter(*waiting.popitem())
        return sorted(self._index.find(wanted, apart))

    def _waiting_with(self, ids: Iterable[object]) -> Iterator[tuple[FilmId, _Traits]]:
        for id_ in ids:
            yield from self._by_id.get(id_, ())

    @cached_property
    def _by_id(self) -> dict[object, list[tuple[FilmId, _Traits]]]:
        """The films that are not entered yet, by each of their ids, whatever the site."""
        found: dict[object, list[tuple[FilmId, _Traits]]] = {}
        for waiting in self._waiting.values():
            for number, traits in waiting.items():
                for site in SITES:
                    if isinstance(id_ := getattr(traits, site), str | int):
                        found.setdefault(id_, []).append((number, traits))
        return found

    def _enter(self, number: FilmId, traits: _Traits) -> None:
        if identity := _identity(traits):
            self._index.enter(number, identity)

    def _follow(self) -> None:
        written = self._films.written
        for number in dict.fromkeys(written[self._written :]):
            for waiting in self._waiting.values():
                waiting.pop(number, None)
            self._index.forget(number)
            if traits := self._films.partial_read(number, _Traits):
                self._enter(number, traits)
        self._written = len(written)


def _year(traits: _Traits) -> int | None:
    return traits.year if isinstance(traits.year, int) else None


def identities(films: Records[Film]) -> Iterator[tuple[FilmId, Identity]]:
    """Yield (number, identity) of every film that has a title, without decoding any."""
    for number, found in films.partial_reads(_Traits):
        if identity := _identity(found):
            yield number, identity


class _Traits(msgspec.Struct):
    """What an identity is made of, as it stands in a document that may be unreadable."""

    title: Any = None
    year: Any = None
    kind: Any = None
    original_title: Any = None
    aliases: Any = None
    imdb: Any = None
    tmdb: Any = None
    letterboxd: Any = None
    wikidata: Any = None
    tvdb: Any = None
    whole: Any = None


def _identity(film: _Traits) -> Identity | None:
    if not isinstance(film.title, str):
        return None
    television = film.kind in TELEVISION
    ids = site_ids(film, television=television)
    return Identity(
        film.title,
        _year(film),
        tuple(texts(film.aliases)) if film.aliases else (),
        television,
        {site: id_ for site, id_ in ids.items() if isinstance(id_, str | int)},
        film.original_title if isinstance(film.original_title, str) else "",
        film.whole is not None,
    )
