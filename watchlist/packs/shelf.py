"""The index of the packs that come with the program: finding a pack, or a film in one.

The packs themselves are read by ``watchlist.packs.shipped``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from watchlist.dates import PartialDate
from watchlist.names import search
from watchlist.names.folding import fold, match_key, split_year
from watchlist.names.search import Fit, Named
from watchlist.packs.model import PackFilm

FOLDER = Path(__file__).parent
"""Where the packs are; the tests have others."""

INDEX: Final = "index.json"


class PackEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the index says of a pack; ``films`` and ``continuities`` are how many it has.

    ``genre`` is what most of its films are; ``parts`` are the names of its continuities, ``orders``
    those of its orders. A universe ``holds`` other packs, whose films count.
    """

    slug: str
    name: str
    films: int
    continuities: int
    aliases: tuple[str, ...] = ()
    genre: str = ""
    description: str = ""
    parts: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it can be found by."""
        return (self.name, *self.aliases)


class _IndexNames(msgspec.Struct, frozen=True):
    """What a film in the index is found by."""

    title: str
    year: int | None = None
    original_title: str = ""
    aliases: tuple[str, ...] = ()
    imdb: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *filter(None, (self.original_title, *self.aliases)))


class _EntryWithNames(PackEntry, frozen=True):
    facts: tuple[_IndexNames, ...] = ()


class FullEntry(PackEntry, frozen=True):
    """The same with what is known of its films, without their places in the story."""

    facts: tuple[PackFilm, ...] = ()


class Known(NamedTuple):
    """A film, and the name of a pack that knows it."""

    pack: str
    film: PackFilm


def entries() -> list[PackEntry]:
    """Return the index, in order of name."""
    return msgspec.json.decode(_index(), type=list[PackEntry])


def find(reference: str, *, changing: bool = False) -> PackEntry:
    """Return the pack that a name or whole words of it mean.

    Raises NotFoundError with near names, or AmbiguousError with numbers in ``entries``; and
    VagueError for too little of a name where it is for ``changing`` a library.
    """
    index = entries()
    return index[search.one_of("pack", reference, named(index), changing=changing)]


def entry_of(reference: str) -> PackEntry | None:
    """Return the pack of a file's name, or else of exactly a name of its own; None without one."""
    wanted = reference.strip()
    for entry in entries():
        if wanted == entry.slug or any(fold(wanted) == fold(name) for name in entry.names):
            return entry
    return None


def named(index: Iterable[PackEntry]) -> list[Named]:
    """Return packs as candidates for a name, by their number in the index."""
    return [Named(number, entry.names) for number, entry in enumerate(index)]


def is_name(reference: str) -> bool:
    """Whether a reference is the whole name of a pack."""
    return bool(search.matching(reference, named(entries()), Fit.NAME))


# -- films -----------------------------------------------------------------------------------


class FilmPlace(NamedTuple):
    """A film in the index: the number of its pack, its number there, what it is found by."""

    pack: int
    place: int
    named: Named

    @property
    def identity(self) -> str:
        """What it shares with the same film in another pack."""
        return self.named.imdb or self.named.label


def film_facts(title: str, year: int | None) -> Known | None:
    """Return the film of the packs that has exactly that title, and year if one is given.

    None when there are several, or none. A title beats an alias.
    """
    places = [one for one in _places() if year in (None, one.named.year)]
    titles = [one._replace(named=one.named._replace(names=one.named.names[:1])) for one in places]
    found = _matching(title, titles, Fit.NAME) or _matching(title, places, Fit.NAME)
    if len({one.identity for one in found}) != 1:
        return None
    return _known(found[0])


def film_with_id(imdb: str) -> Known | None:
    """Return the film of the packs that has an IMDb id."""
    return next((_known(one) for one in _places() if imdb and one.named.imdb == imdb), None)


def films_called(title: str, year: int | None) -> list[Known]:
    """Return the films with exactly that title, or else with all its words, each once.

    With a year only films of a year that is not more than one apart.
    """
    key, words = match_key(title), frozenset(fold(title).split())
    near = [one for one in _folded(_index()) if _is_near(one.place.named.year, year)]
    found = [one.place for one in near if key in one.keys]
    found = found or [one.place for one in near if any(words <= name for name in one.words)]
    return [_known(one) for one in {one.identity: one for one in reversed(found)}.values()][::-1]


def _is_near(year: int | None, wanted: int | None) -> bool:
    return wanted is None or (year is not None and abs(year - wanted) <= 1)


class _FoldedFilm(NamedTuple):
    """A film in the index with what its names are compared by, and the words of each name."""

    place: FilmPlace
    keys: frozenset[str]
    words: tuple[frozenset[str], ...]


@lru_cache(maxsize=1)
def _folded(text: bytes) -> list[_FoldedFilm]:
    return [
        _FoldedFilm(
            place,
            frozenset(map(match_key, place.named.names)),
            tuple(frozenset(fold(name).split()) for name in place.named.names),
        )
        for place in _places_of(text)
    ]


def _known(place: FilmPlace) -> Known:
    entry = _full_entry(_index(), place.pack)
    return Known(entry.name, entry.facts[place.place])


@lru_cache(maxsize=128)  # an import asks for many films of one pack
def _full_entry(text: bytes, number: int) -> FullEntry:
    """Return an entry of an index with its films; the others are not decoded."""
    record = msgspec.json.decode(text, type=list[msgspec.Raw])[number]
    return msgspec.json.decode(record, type=FullEntry, dec_hook=_decode_value)


def films_named(title: str) -> list[Named]:
    """Return the films of the packs that have exactly that title, each once."""
    return _each_once(_matching(title, _places(), Fit.NAME))


def films_like(title: str) -> list[Named]:
    """Return the films of the packs whose titles differ from one by a slip or two, each once."""
    like = {one.id for one in search.misspelt(title, [one.named for one in _places()])}
    return _each_once(one for one in _places() if one.named.id in like)


def _each_once(places: Iterable[FilmPlace]) -> list[Named]:
    return list({one.identity: one.named for one in places}.values())


def packs_with(reference: str, fit: Fit, chosen: int | None = None) -> list[PackEntry]:
    """Return the packs that have the one film which a reference means; none when it means none.

    Raises AmbiguousError with the numbers of the films that it can mean, of which ``chosen`` is
    one.
    """
    title, year = split_year(reference)
    places = [one for one in _places() if year in (None, one.named.year)]
    found = _matching(title, places, fit)
    films = {one.identity: one.named for one in reversed(found)}
    if chosen is None and found:
        chosen = search.one_of("film of the packs", title, list(films.values()))
    meant = [key for key, named in films.items() if named.id == chosen]
    index = entries()
    return [index[one.pack] for one in found if one.identity in meant]


class Lead(NamedTuple):
    """A pack, its number in the index, and what in it has a name.

    These are its films, by their labels, its continuities and its orders.
    """

    number: int
    entry: PackEntry
    films: tuple[str, ...]
    continuities: tuple[str, ...]
    orders: tuple[str, ...]


class _Inside(NamedTuple):
    """A name inside a pack: the number of the pack, and which field of a lead it belongs to."""

    pack: int
    field: str
    named: Named


def leading_to(reference: str, loosest: Fit = Fit.WORDS) -> list[Lead]:
    """Return the packs that have a film or a part of a name, or else, unless told, of words.

    The name of a genre is no words: horror is more than what is named after it.
    """
    index = entries()
    known = list(_all_inside(index))
    if match_key(reference) in {match_key(entry.genre) for entry in index}:
        loosest = Fit.NAME
    for fit in [fit for fit in Fit if fit <= loosest]:
        if found := search.matching(reference, [one.named for one in known], fit):
            meant = {one.id for one in found}
            return list(_leads(index, [one for one in known if one.named.id in meant]))
    return []


def _all_inside(index: Sequence[PackEntry]) -> Iterator[_Inside]:
    number = 0
    for one in _places():
        yield _Inside(one.pack, "films", one.named._replace(id=(number := number + 1)))
    for pack, entry in enumerate(index):
        for field, names in (("continuities", entry.parts), ("orders", entry.orders)):
            for name in names:
                yield _Inside(pack, field, Named(number := number + 1, (name,)))


def _leads(index: Sequence[PackEntry], found: Sequence[_Inside]) -> Iterator[Lead]:
    for number in dict.fromkeys(one.pack for one in found):
        here = [one for one in found if one.pack == number]
        films, continuities, orders = (
            tuple(dict.fromkeys(one.named.label for one in here if one.field == field))
            for field in ("films", "continuities", "orders")
        )
        yield Lead(number, index[number], films, continuities, orders)


def with_words(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the packs that have all of some words, by slug, with what in them has any of those.

    Words stand in the names, the genre and the description of a pack. Those that do not stand
    together in the title of a film, or in the name of a continuity or an order. Each may be begun.
    """
    found: dict[str, list[str]] = {}
    inside: dict[int, list[_Inside]] = defaultdict(list)
    index = entries()
    for one in _all_inside(index):
        inside[one.pack].append(one)
    for number, entry in enumerate(index):
        own = (*entry.names, entry.genre, entry.description)
        rest = [word for word in words if not search.is_begun(word, own)]
        labels = [
            f"{entry.name}:{one.named.label}" if one.field == "continuities" else one.named.label
            for one in inside[number]
            if rest and all(search.is_begun(word, one.named.names) for word in rest)
        ]
        if labels or not rest:
            found[entry.slug] = list(dict.fromkeys(labels))
    return found


def _matching(title: str, places: Sequence[FilmPlace], fit: Fit) -> list[FilmPlace]:
    found = {one.id for one in search.matching(title, [one.named for one in places], fit)}
    return [one for one in places if one.named.id in found]


def _places() -> list[FilmPlace]:
    return _places_of(_index())


@lru_cache(maxsize=1)  # many films can be added at once
def _places_of(text: bytes) -> list[FilmPlace]:
    index = msgspec.json.decode(text, type=list[_EntryWithNames])
    films = (
        (pack, place, film)
        for pack, entry in enumerate(index)
        for place, film in enumerate(entry.facts)
    )
    return [
        FilmPlace(pack, place, Named(number, film.names, film.year, film.imdb))
        for number, (pack, place, film) in enumerate(films)
    ]


# -- the index -------------------------------------------------------------------------------


def _index() -> bytes:
    """Return the index; an installation without one is one without packs."""
    try:
        return (FOLDER / INDEX).read_bytes()
    except OSError:
        return b"[]"


def _decode_value(_wanted: type, value: Any) -> PartialDate:
    return PartialDate.parse(value)
