"""Which film of a library an imported entry means, by the rule of ``watchlist.library.identity``.

What is decided here is the order of things. Entries that have an id are matched before those that
have none, and entries without a year last: so it does not matter in which order the rows of a
source come, and the same source means the same films again when they are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from watchlist.library.identity import (
    TELEVISION,
    Agreement,
    Identity,
    Index,
    Match,
    NameInYear,
    identities,
    site_ids,
    told_apart,
)
from watchlist.library.records import Records
from watchlist.merging.entries import Entry
from watchlist.model import Film, FilmId
from watchlist.names.folding import match_key


class Target:
    """A film that entries mean: one of the library, or with ``number`` 0 a new one.

    ``said`` are the entries with their places in the source, and whether an id said it. The first
    of those settles what it is called.
    """

    __slots__ = ("identity", "number", "said", "settled")

    def __init__(self, number: FilmId, identity: Identity) -> None:
        self.number = number
        self.identity = identity
        self.said: list[tuple[int, Entry, bool]] = []
        self.settled = False


class Matcher:
    """Finds the films that entries mean among those of a library and those it has met before."""

    def __init__(self, films: Records[Film]) -> None:
        self.doubts: dict[str, None] = {}
        """Labels of films that an entry could mean as well as another one."""
        self.loose: dict[tuple[str, str], None] = {}
        """What was taken for a film of the library, and that, but for an article or punctuation."""
        self._index: Index[Target] = Index()
        self._apart: set[NameInYear] = set()
        for number, identity in identities(films):
            self._index.enter(Target(number, identity), identity)

    def match(self, entries: Sequence[Entry]) -> list[Target]:
        """Return what each entry means; it is told what is said of it in order of the source."""
        self._apart = told_apart(map(_identity, entries))
        places = sorted(range(len(entries)), key=lambda place: _phase(entries[place]))
        targets = {place: self._target(place, entries[place]) for place in places}
        found = [targets[place] for place in range(len(entries))]
        for target in dict.fromkeys(found):
            if len(target.said) > 1:
                target.said.sort(key=lambda said: said[0])
        return found

    def _target(self, place: int, entry: Entry) -> Target:
        wanted = _identity(entry)
        target = self._find(entry, wanted) or Target(0, wanted)
        target.said.append((place, entry, bool(wanted.ids)))
        self._learn(target, entry, wanted)
        return target

    def _find(self, entry: Entry, wanted: Identity) -> Target | None:
        found = self._index.find(wanted, self._apart)
        if found and found[0].agreement is Agreement.ID:
            return found[0].film
        for candidates in _tiers(entry, found) if entry.title else ():
            if len(candidates) > 1:
                self.doubts[candidates[0].film.identity.label] = None
            if candidates:
                best = min(candidates, key=lambda match: match.film.number or float("inf"))
                if best.agreement.is_loose and best.film.number:
                    self.loose[wanted.label, best.film.identity.label] = None
                return best.film
        return None

    def _learn(self, target: Target, entry: Entry, wanted: Identity) -> None:
        """Take over what an entry tells of its film: its site calls it so now."""
        known = target.identity
        settles = bool(wanted.ids and entry.title and not target.settled)
        target.settled = target.settled or settles
        television = known.television
        own_ids = wanted.ids if wanted.television == television else _ids(entry, television)
        names = dict.fromkeys((*known.other_names, known.title, entry.title))
        title = entry.title if settles else known.title
        year = (entry.year or known.year) if settles else (known.year or entry.year)
        names.pop(title, None)
        names.pop("", None)
        new = Identity(title, year, tuple(names), television, {**own_ids, **known.ids})
        if new != known or not target.said[1:]:
            target.identity = new
            self._index.enter(target, new)


def _identity(entry: Entry) -> Identity:
    television = entry.kind in TELEVISION
    names = tuple(filter(None, (entry.original_title, *entry.aliases)))
    return Identity(entry.title, entry.year, names, television, _ids(entry, television))


def _ids(entry: Entry, television: bool) -> dict[str, object]:  # noqa: FBT001 -- as in Identity
    return site_ids(entry, television=television)


def _phase(entry: Entry) -> int:
    """Return when an entry is matched: the surer it is of its film, the earlier."""
    if entry.imdb or entry.tmdb or entry.letterboxd:
        return 0 if entry.title else 1
    return 2 if entry.year is not None else 3


def _tiers(entry: Entry, found: Sequence[Match[Target]]) -> Iterator[list[Match[Target]]]:
    """Yield films that an entry may mean, likeliest first: as it is spelt, then as it sounds.

    An entry without a year means the only film of that title; if it has an id, only when that film
    has none.
    """
    if entry.exact:  # what this source or an earlier one of its site has brought goes by spelling
        found = [
            match
            for match in found
            if match.film.identity.title == entry.title
            or (match.film.number and not _is_known_there(match.film))
        ]
    yield [
        match
        for match in found
        if match.agreement is Agreement.TITLE and match.film.identity.title == entry.title
    ]
    for how in (Agreement.TITLE, Agreement.LOOSE):
        yield [match for match in found if match.agreement is how]
    named = [match for match in found if match.agreement is Agreement.NAME]
    yield [match for match in named if _is_original_title(match.film, entry)]
    yield named
    undated = [match for match in found if match.agreement.is_undated]
    if entry.year is not None:
        yield [match for match in undated if _may_get_a_year(match.film, entry)]
    elif len(undated) == 1 and not (_has_ids(entry) and undated[0].film.identity.ids):
        yield undated


def _is_original_title(target: Target, entry: Entry) -> bool:
    return match_key(target.identity.title) == match_key(entry.original_title)


def _has_ids(entry: Entry) -> bool:
    return bool(entry.imdb or entry.tmdb or entry.letterboxd)


def _may_get_a_year(target: Target, entry: Entry) -> bool:
    """Whether a film without a year may be the one of an entry that has one."""
    said_without = any(said.year is None for _, said, _ in target.said)
    return not said_without and not (entry.exact and _is_known_there(target))


def _is_known_there(target: Target) -> bool:
    """Whether the site that is exact has told the title and year of a film, with its id."""
    return any(site.startswith("letterboxd") for site in target.identity.ids)


def loose_sentences(matcher: Matcher) -> Iterable[str]:
    """Yield a sentence on what was taken for the same by the looser comparison of titles."""
    if matcher.loose:
        pairs = [f"{new} for {known}" for new, known in matcher.loose]
        more = f" and {len(pairs) - 3} more" if len(pairs) > 3 else ""  # noqa: PLR2004 -- three are named
        yield (
            "Taken for films of the library, from which only an article or punctuation tells them: "
            f"{', '.join(pairs[:3])}{more}."
        )
