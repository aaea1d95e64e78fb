"""Which film of a library an imported entry means, by the rule of ``watchlist.library.identity``.

What is decided here is the order of things. Entries that have an id are matched before those that
have none, and entries without a year last: so it does not matter in which order the rows of a
source come, and the same source means the same films again when they are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from watchlist.library.identity import (
    TELEVISION,
    Agreement,
    Identity,
    Index,
    Match,
    NameInYear,
    identities,
    same_ids,
    site_ids,
    told_apart,
)
from watchlist.library.records import Records, Uid
from watchlist.merging.entries import Entry
from watchlist.model import Film, FilmId
from watchlist.names.folding import match_key, strict_key
from watchlist.names.listing import few

_NO_TIME: Final = "0" * 10
"""The characters of a uid that tell its time, where there is none."""


class Target:
    """A film that entries mean: one of the library, or with ``number`` 0 a new one.

    ``said`` are the places in the source of the entries that mean it. The first of them that has an
    id settles what it is called. ``moved`` are ids that its sites have replaced, by field.
    """

    __slots__ = ("identity", "moved", "number", "said", "settled")

    def __init__(self, number: FilmId, identity: Identity) -> None:
        self.number = number
        self.identity = identity
        self.said: list[int] = []
        self.settled = False
        self.moved: dict[str, Any] | None = None

    def forget(self) -> None:
        """Let go what was needed to find it."""
        self.said = []
        self.identity = _UNKNOWN


_UNKNOWN: Final = Identity("")
_NOBODY: Final = Target(0, _UNKNOWN)


class Clue(msgspec.Struct, frozen=True):
    """What tells which film an entry means (see ``Entry``)."""

    identity: Identity
    exact: bool = False
    uid: str = ""
    typed: bool = False

    @property
    def has_ids(self) -> bool:
        """Whether a site tells its id that has films first of all."""
        return not self.identity.ids.keys() <= _OF_ALL_SORTS


_OF_ALL_SORTS: Final = {"wikidata", "tvdb"}


NO_CLUE: Final = Clue(_UNKNOWN)


def clue_of(entry: Entry) -> Clue:
    """Return what tells which film an entry means."""
    television = entry.kind in TELEVISION
    ids = site_ids(entry, television=television)
    identity = Identity(
        entry.title,
        entry.year,
        entry.aliases,
        television,
        ids,
        entry.original_title,
        entry.whole is not None,
    )
    return Clue(identity, entry.exact, entry.uid, entry.typed)


class Matcher:
    """Finds the films that entries mean among those of a library and those it has met before."""

    def __init__(self, films: Records[Film]) -> None:
        self.doubts: dict[str, None] = {}
        """Labels of films that an entry could mean as well as another one."""
        self.loose: dict[tuple[str, str], None] = {}
        """What was taken for a film of the library, and that, but for an article or punctuation."""
        self.contrary: dict[int, str] = {}
        """The places of entries whose year contradicts their id, with the film that this is of."""
        self.moved: list[Target] = []
        """Films of which a site has another id now."""
        self._index: Index[Target] = Index()
        self._apart: set[NameInYear] = set()
        self._alike: dict[tuple[object, ...], Target] = {}
        self._clues: Sequence[Clue] = ()
        self._films = films
        self._known: list[Target] = []
        self._by_uid: dict[str, Target] = {}
        self._told: dict[Target, str] = {}
        """What the films that were met in the source go by there."""
        for number, identity in identities(films):
            self._known.append(target := Target(number, identity))
            self._index.enter(target, identity)

    def match(self, clues: Sequence[Clue], *, whole: bool = False) -> list[Target]:
        """Return what the entries mean that have these clues, in order of the source.

        ``whole`` says that the source has all that its site knows of the user, so that an id of
        which it does not tell is gone there. A record that has the uid of a film is that film.
        """
        self._clues = clues
        self._apart = told_apart(clue.identity for clue in clues)
        if whole:
            self._follow_moves()
        if any(clue.uid for clue in clues):
            self._by_uid = self._targets_by_uid()
        found = [_NOBODY] * len(clues)
        for place in sorted(range(len(clues)), key=lambda place: _phase(clues[place])):
            found[place] = self._target(place)
        for target in dict.fromkeys(found):
            target.said.sort()
        self._index, self._known = Index(), []  # large, and of no use any more
        return found

    def _targets_by_uid(self) -> dict[str, Target]:
        known = {target.number: target for target in self._known}
        return {
            found.uid: known[number]
            for number, found in self._films.partial_reads(Uid)
            if number in known and isinstance(found.uid, str) and is_sure(found.uid)
        }

    def _follow_moves(self) -> None:
        """Give films the ids by which a whole export tells of them now."""
        for target, site, id_ in moves(self._known, (clue.identity for clue in self._clues)):
            field = site.partition("/")[0].removesuffix("-tv")
            target.moved = {**(target.moved or {}), field: id_}
            target.identity = target.identity._replace(ids={**target.identity.ids, site: id_})
            self._index.enter(target, target.identity)
            if target not in self.moved:
                self.moved.append(target)

    def _target(self, place: int) -> Target:
        clue = self._clues[place]
        alike = () if clue.identity.ids or clue.uid or clue.identity.part else _alike(clue)
        target = self._by_uid.get(clue.uid) or self._alike.get(alike) or self._find(clue)
        if target is None or self._is_namesake(target, clue):
            target = Target(0, clue.identity)
        if is_sure(clue.uid):
            self._by_uid[clue.uid] = target
            self._told[target] = clue.uid
        target.said.append(place)
        if clue.typed and _contradicts(clue.identity, target.identity):
            self.contrary[place] = target.identity.label
        else:
            self._learn(target, clue.identity)
        if alike:
            self._alike[alike] = target
        return target

    def _is_namesake(self, target: Target, clue: Clue) -> bool:
        """Whether the source has another record of that name, which its uid tells apart."""
        return is_sure(clue.uid) and self._told.get(target, clue.uid) != clue.uid

    def _find(self, clue: Clue) -> Target | None:
        wanted = clue.identity
        found = self._index.find(wanted, self._apart)
        if found and found[0].agreement is Agreement.ID:
            return found[0].film
        for candidates in self._tiers(clue, found) if wanted.title else ():
            if len(candidates) > 1:
                self.doubts[candidates[0].film.identity.label] = None
            if candidates:
                best = min(candidates, key=lambda match: match.film.number or float("inf"))
                if best.agreement.is_loose and best.film.number:
                    self.loose[wanted.label, best.film.identity.label] = None
                return best.film
        return None

    def _tiers(self, clue: Clue, found: Sequence[Match[Target]]) -> Iterator[list[Match[Target]]]:
        """Yield films that an entry may mean, likeliest first: as it is spelt, then as it sounds.

        An entry without a year means the only film of that title; if it has an id, only when that
        film has none.
        """
        wanted = clue.identity
        if clue.exact:  # what this source or an earlier one of its site brought goes by spelling
            found = [
                match
                for match in found
                if match.film.identity.title == wanted.title
                or (match.film.number and not _is_known_there(match.film))
            ]
        yield [
            match
            for match in found
            if match.agreement is Agreement.TITLE and match.film.identity.title == wanted.title
        ]
        for how in (Agreement.TITLE, Agreement.LOOSE):
            yield [match for match in found if match.agreement is how]
        named = [match for match in found if match.agreement is Agreement.NAME]
        yield [match for match in named if _is_original_title(match.film, wanted)]
        yield named
        undated = [match for match in found if match.agreement.is_undated]
        if wanted.year is not None:
            yield [match for match in undated if self._may_get_a_year(match.film, clue)]
            return
        spelt = [match for match in undated if match.film.identity.title == wanted.title]
        if clue.exact:  # another spelling is a film of its own, next time too
            undated = spelt
        if len(undated) == 1 and not (clue.has_ids and undated[0].film.identity.ids):
            yield undated

    def _may_get_a_year(self, target: Target, clue: Clue) -> bool:
        """Whether a film without a year may be the one of an entry that has one."""
        said_without = any(self._clues[place].identity.year is None for place in target.said)
        return not said_without and not (clue.exact and _is_known_there(target))

    def _learn(self, target: Target, wanted: Identity) -> None:
        """Take over what an entry tells of its film: its site calls it so now."""
        known = target.identity
        settles = bool(wanted.ids and wanted.title and not target.settled)
        target.settled = target.settled or settles
        television = known.television
        own_ids = wanted.ids_as(television=television)
        names = dict.fromkeys((*known.aliases, known.title, wanted.title))
        title = wanted.title if settles else known.title
        year = (wanted.year or known.year) if settles else (known.year or wanted.year)
        names.pop(title, None)
        names.pop("", None)
        original = known.original_title or wanted.original_title
        ids = {**own_ids, **known.ids}
        new = Identity(title, year, tuple(names), television, ids, original, known.part)
        if new != known or not target.said[1:]:
            target.identity = new = known if new == known else new
            self._index.enter(target, new)
            self._alike.clear()


def is_sure(uid: str) -> bool:
    """Whether two records of one uid are one for sure.

    The uid of a record that was entered nobody knows when, and before there were any, follows from
    its number and its name (``library.uids``): two libraries with nothing in common may have it.
    """
    return bool(uid) and not uid.startswith(_NO_TIME)


def moves(
    known: Iterable[Target], told: Iterable[Identity]
) -> Iterator[tuple[Target, str, object]]:
    """Yield (film, site, id) of each film of which a whole export has another id of a site.

    That is one of which the export tells no id, with one new id of the same title and year; of two
    such films, or two such ids, nobody knows.
    """
    ids: set[tuple[str, object]] = set()
    new: dict[_TitleAtSite, dict[object, dict[str, object]]] = defaultdict(dict)
    targets = list(known)
    had = {site_id for target in targets for site_id in target.identity.ids.items()}
    for one in told:
        ids.update(one.ids.items())
        for site, id_ in one.ids.items():
            if one.year and one.title and (site, id_) not in had:
                new[_title_at(one, site)].setdefault(id_, {}).update(one.ids)
    gone: dict[_TitleAtSite, list[Target]] = defaultdict(list)
    for target in targets if new else ():
        for site, id_ in target.identity.ids.items():
            if (site, id_) not in ids and (key := _title_at(target.identity, site)) in new:
                gone[key].append(target)
    for key, found in gone.items():
        if len(found) == 1 and len(new[key]) == 1:
            [(id_, beside)] = new[key].items()
            others = found[0].identity.ids.items()
            if all(one not in ids or beside.get(one[0]) == one[1] for one in others):
                yield found[0], key.site, id_


class _TitleAtSite(NamedTuple):
    """A film of a title and year at a site."""

    site: str
    title: str
    year: int | None
    television: bool


def _title_at(film: Identity, site: str) -> _TitleAtSite:
    return _TitleAtSite(site, strict_key(film.title), film.year, film.television)


def _alike(clue: Clue) -> tuple[object, ...]:
    """Return what entries without an id have in common that mean one film, while none is new."""
    wanted = clue.identity
    names = wanted.aliases, wanted.original_title
    return (wanted.title, wanted.year, wanted.television, clue.exact, *names)


def _phase(clue: Clue) -> int:
    """Return when an entry is matched: the surer it is of its film, the earlier."""
    if is_sure(clue.uid):
        return -1
    if clue.has_ids:
        return 0 if clue.identity.title else 1
    return 2 if clue.identity.year is not None else 3


def _is_original_title(target: Target, wanted: Identity) -> bool:
    return match_key(target.identity.title) == match_key(wanted.original_title)


def _contradicts(said: Identity, known: Identity) -> bool:
    """Whether what has an id of a film says that this is of another year."""
    if not (said.year and known.year) or abs(said.year - known.year) <= 1:
        return False
    return bool(same_ids(said.ids, known.ids))


def _is_known_there(target: Target) -> bool:
    """Whether the site that is exact has told the title and year of a film, with its id."""
    return any(site.startswith("letterboxd") for site in target.identity.ids)


def moved_sentences(matcher: Matcher) -> Iterable[str]:
    """Yield a sentence on what has another id at its site than it had in an earlier export."""
    if matcher.moved:
        labels = (target.identity.label for target in matcher.moved)
        yield f"Known by another id at its site now: {few(labels)}."


def loose_sentences(matcher: Matcher) -> Iterable[str]:
    """Yield a sentence on what was taken for the same by the looser comparison of titles."""
    if matcher.loose:
        pairs = few(f"{new} for {known}" for new, known in matcher.loose)
        yield (
            "Taken for films of the library, from which only an article or punctuation tells them: "
            f"{pairs}."
        )
