"""The franchises of a library: who is in them, and where the stories are set. No I/O.

What can be done to one franchise is in ``franchises``; here it is done to the library, with what
follows for others, and worded for the user.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import Any, NamedTuple, Self

import msgspec
from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.library.alternatives import AlternativeIndex
from watchlist.library.codec import texts
from watchlist.library.franchises import (
    CycleError,
    Replaced,
    already_said,
    every_scope,
    has_effect,
    ineffective,
    replaced_by,
    with_continuity,
    with_continuity_renamed,
    with_holding_renamed,
    with_members,
    with_order,
    with_placement,
    with_skipped,
    without_continuity,
    without_holdings,
    without_members,
    without_order,
    without_placements,
    without_skipped,
)
from watchlist.library.parts import PartIndex
from watchlist.library.records import Records
from watchlist.library.shown import ShownFilms
from watchlist.library.universes import (
    Constituent,
    all_members,
    composed,
    constituents,
    holds_itself,
    own_continuities,
)
from watchlist.model import (
    MAIN,
    MAX_TITLE,
    Continuity,
    Film,
    FilmId,
    FilmList,
    Franchise,
    Holding,
    Link,
    NamedOrder,
    Placement,
    PlacementKind,
    TrackedPack,
)
from watchlist.names.folding import fold, is_visible
from watchlist.names.listing import circle, few
from watchlist.names.search import Named
from watchlist.story.kinds import is_reserved
from watchlist.story.timeline import Member


class _FranchiseNames(msgspec.Struct):
    """What a franchise is found by, as it stands in a document that may be unreadable."""

    name: Any = None
    aliases: Any = None


class Scope(NamedTuple):
    """A franchise, and the one continuity of it that is meant; empty means all of them."""

    franchise: int
    continuity: str = ""


class Memberships:
    """The records of a library, and what is done to its franchises."""

    def __init__(
        self,
        films: Records[Film],
        links: Records[Link],
        franchises: Records[Franchise],
        packs: Records[TrackedPack] | None = None,
        lists: Records[FilmList] | None = None,
    ) -> None:
        self.films = films
        self.links = links
        self.franchises = franchises
        self.packs = Records(TrackedPack, {}) if packs is None else packs
        self.lists = Records(FilmList, {}) if lists is None else lists
        self.notices: list[str] = []
        """What an operation did beside what it was asked for, as sentences for the user."""
        self.may_change = False
        """Whether what is named is to be changed: by more of a name, and a piece gets a record."""

    def table(self, name: str) -> Records[Any]:
        """Return the records of a table of the library file by its name: ``films``, ``links``."""
        records: Records[Any] = getattr(self, name)
        return records

    @cached_property
    def parts(self) -> PartIndex:
        """The parts of films, by their wholes."""
        return PartIndex(self.films)

    @cached_property
    def alternatives(self) -> AlternativeIndex:
        """The links of which one film is enough."""
        return AlternativeIndex(self.links)

    @cached_property
    def shown(self) -> ShownFilms:
        """The films as they are shown: with what is seen of the parts of a whole."""
        return ShownFilms(self.films, self.parts)

    def in_pass(self, franchise: Franchise) -> Self:
        """Return the library as it is shown in the pass that a franchise is in, if it is in one.

        Only viewings since the first day of that count then.
        """
        last = franchise.passes[-1] if franchise.passes else None
        if last is None or last.until is not None:
            return self
        since = PartialDate.of(last.since).key
        seen = copy(self)
        seen.shown = self.shown.counting(
            lambda viewing: viewing.watched_on is not None and viewing.watched_on.key >= since
        )
        return seen

    def label(self, film: FilmId) -> str:
        """Return the label of a film that another record refers to."""
        found = self.shown.get(film)
        return found.label if found else f"film {film}, which is missing"

    def title(self, film: FilmId) -> str:
        """Return the title of a film that another record refers to; a part's with its whole."""
        found = self.shown.get(film)
        if found and found.whole:
            return found.label
        return found.title if found else f"film {film}, which is missing"

    def franchise_names(self) -> Iterator[Named]:
        """Yield every franchise with the names by which it can be found."""
        for number, found in self.franchises.partial_reads(_FranchiseNames):
            if isinstance(found.name, str):
                yield Named(number, (found.name, *texts(found.aliases)))

    def franchises_of(self, film: FilmId) -> Iterator[Franchise]:
        """Yield the franchises that a film is in, or the one that it is a part of."""
        either = {film, self.parts.whole_of(film)}
        return (f for f in self.franchises.values() if not either.isdisjoint(f.members()))

    def all_members(self, franchise: Franchise) -> dict[FilmId, None]:
        """Return the members of a franchise and of those that it holds, each once."""
        return all_members(self.franchises, franchise)

    def constituents(self, franchise: Franchise, name: str) -> list[Constituent]:
        """Return what a continuity of a franchise consists of (``universes.constituents``)."""
        return constituents(self.franchises, franchise, name)

    def whole(self, franchise: Franchise, name: str) -> Continuity:
        """Return a continuity with all that a universe holds; an empty name means all of them."""
        return composed(name, self.constituents(franchise, name))

    def universes_with(self, films: Collection[FilmId]) -> list[Franchise]:
        """Return the universes in which all of some films are, by whatever franchise."""
        universes = (found for found in self.franchises.values() if found.holds)
        return [found for found in universes if set(films) <= self.all_members(found).keys()]

    def members(self, continuity: Continuity) -> list[Member]:
        """Return what the ordering engine needs to know of the films of a continuity."""
        films = (self.films.get(number) for number in continuity.films)
        return [Member(film.id, film.release_key, film.story) for film in films if film]

    def ensure_franchise(self, name: str) -> Franchise:
        """Return the franchise of exactly that name or alias; a new one is said in the notices."""
        return self.franchise_named(name) or self.create_franchise(name)

    def create_franchise(self, name: str) -> Franchise:
        """Enter a franchise of a name that none has, and say so in the notices."""
        number = self.franchises.next_number()
        created = Franchise(id=number, name=_clean_name("franchise", name))
        self.franchises[number] = created
        self.notices.append(f"Created the franchise {created.name}.")
        return created

    def franchise_named(self, name: str) -> Franchise | None:
        """Return the franchise of exactly that name or alias."""
        wanted = fold(name)
        return next(
            (
                franchise
                for franchise in self.franchises.values()
                if any(fold(known) == wanted for known in (franchise.name, *franchise.aliases))
            ),
            None,
        )

    def enter(
        self,
        number: int,
        films: Collection[FilmId],
        continuities: Sequence[str] = (),
        weight: str = "",
    ) -> Franchise:
        """Make films members of continuities of a franchise: of ``main`` when none is named.

        Where a franchise has one continuity only, that one stands for ``main``. A continuity
        that does not exist yet is made, and said in the notices. ``weight`` is how much they weigh
        in these (``watchlist.library.franchises.with_members``).
        """
        franchise = self.franchises[number]
        there = franchise.continuities
        for name in continuities or (there[0].name if len(there) == 1 else MAIN,):
            clean = _clean_name("continuity", name)
            if clean != MAIN and not franchise.continuity(clean):
                self.notices.append(f"Created the continuity {clean} of {franchise.name}.")
            franchise = with_members(franchise, films, clean, weight)
        return self._set_franchise(franchise)

    def leave(
        self, number: int, films: Collection[FilmId], continuities: Collection[str] = ()
    ) -> Franchise:
        """Take films out of continuities of a franchise, of all of them when none is named.

        Whose placement holds no longer, as its anchors left, is said in the notices.
        """
        franchise = self.franchises[number]
        members = franchise.members()
        parts = [film for film in members if self.parts.whole_of(film) in films]
        left = without_members(franchise, [*films, *parts], continuities)
        places = few(f"{franchise.name}:{name}" for name in continuities)
        for film in films:
            if list(franchise.continuities_of(film)) == list(left.continuities_of(film)):
                raise RefusedError(f"{self.label(film)} is not in {places or franchise.name}.")
        self._say_what_holds_no_longer(franchise, left)
        return self._set_franchise(left)

    def refuse_pieces(self, number: int, films: Collection[FilmId]) -> None:
        """Raise RefusedError for parts that are in a franchise because all of their film is."""
        franchise = self.franchises[number]
        for film in films:
            whole = self.parts.whole_of(film)
            if whole in franchise.members() and whole not in films:
                raise RefusedError(
                    f"{self.label(film)} is in {franchise.name} with all of {self.label(whole)}: "
                    "“franchise skip” passes over it, “place --reset” forgets where it was placed."
                )

    def skip(self, number: int, films: Collection[FilmId]) -> Franchise:
        """Pass over members of a franchise when it comes to what is next."""
        self._enter_parts(films)
        franchise = self.franchises[number]
        self._refuse_strangers(franchise, films)
        return self._set_franchise(with_skipped(franchise, films))

    def unskip(self, number: int, films: Collection[FilmId]) -> Franchise:
        """Pass over members of a franchise no longer."""
        franchise = self.franchises[number]
        self._refuse_strangers(franchise, films)
        return self._set_franchise(without_skipped(franchise, films))

    def _refuse_strangers(self, franchise: Franchise, films: Collection[FilmId]) -> None:
        """Raise RefusedError for a film that neither a franchise nor what it holds has."""
        members = self.all_members(franchise)
        for film in films:
            if film not in members:
                raise RefusedError(f"{self.label(film)} is not in {franchise.name}.")

    def _say_what_holds_no_longer(self, before: Franchise, after: Franchise) -> None:
        places: dict[tuple[str, str], list[str]] = {}
        several = len(after.continuities) > 1
        for continuity, *titles in ineffective(before, after):
            films, anchors = (few(map(self.title, numbers)) for numbers in titles)
            place = f"{after.name}:{continuity}" if several else after.name
            places.setdefault((films, anchors), []).append(place)
        self.notices += (
            f"The placement of {films} in {few(names)} no longer holds: "
            f"it was relative to {anchors}."
            for (films, anchors), names in places.items()
        )

    def rename_franchise(self, number: int, name: str) -> Franchise:
        """Give a franchise another name."""
        name = _clean_name("franchise", name)
        known = self.franchise_named(name)
        if known and known.id != number:
            raise RefusedError(f"There is a franchise {known.name} already.")
        return self.change_franchise(number, name=name)

    def change_franchise(self, number: int, **changes: Any) -> Franchise:
        """Change fields of a franchise that no invariant speaks of, and return it."""
        return self._set_franchise(replace(self.franchises[number], **changes))

    def delete_franchise(self, number: int) -> Franchise:
        """Forget a franchise, its placements and its packs; its films stay.

        A universe that held it holds it no longer.
        """
        franchise = self.franchises[number]
        del self.franchises[number]
        for pack in list(self.packs.values()):
            if pack.franchise == number:
                del self.packs[pack.id]
        for universe in list(self.franchises.values()):
            self._set_franchise(without_holdings(universe, [number]))
        return franchise

    def _set_franchise(self, franchise: Franchise) -> Franchise:
        if self.franchises.get(franchise.id) != franchise:
            self.franchises[franchise.id] = franchise
        return franchise

    def join(self, film: FilmId, others: Collection[FilmId]) -> None:
        """Make a film a member of the franchises that all the others share.

        It joins the continuities that all of them are in; where it is in one of those already,
        it stays as it is.
        """
        for franchise in list(self.franchises.values()):
            shared = list(franchise.continuities_with(others))
            present = {continuity.name for continuity in franchise.continuities_of(film)}
            if shared and not present.intersection(shared):
                self._enter_and_say(franchise, film, shared)

    def _enter_and_say(
        self, franchise: Franchise, film: FilmId, continuities: Sequence[str]
    ) -> None:
        self.enter(franchise.id, [film], continuities)
        only_main = [continuity.name for continuity in franchise.continuities] == [MAIN]
        places = [franchise.name] if only_main else [f"{franchise.name}:{c}" for c in continuities]
        self.notices.append(f"{self.title(film)} joined {few(places)}.")

    def rename_continuity(self, number: int, old: str, new: str) -> Franchise:
        """Give a continuity of a franchise another name."""
        franchise = self.franchises[number]
        new = _clean_name("continuity", new)
        known = franchise.continuity(new)
        if known and known != franchise.continuity(old):
            raise RefusedError(f"{franchise.name} has a continuity {known.name} already.")
        self._rename_holdings(number, old, new)
        return self._set_franchise(with_continuity_renamed(self.franchises[number], old, new))

    def _rename_holdings(self, number: int, old: str, new: str) -> None:
        """Let universes hold a franchise by a continuity of another name."""
        for universe in list(self.franchises.values()):
            self._set_franchise(with_holding_renamed(universe, number, old, new))

    def describe_continuity(self, number: int, name: str, description: str) -> Franchise:
        """Say what a continuity is about; a new one is made for it."""
        franchise = self.enter(number, [], [name])
        continuity = franchise.continuity(name)
        if continuity is None:
            raise KeyError(name)
        described = replace(continuity, description=description)
        return self._set_franchise(with_continuity(franchise, continuity.name, described))

    def delete_continuity(self, number: int, name: str) -> Franchise:
        """Forget a continuity; films of no other one leave the franchise with it.

        A universe that held the franchise by it holds it by its first one.
        """
        self._rename_holdings(number, name, "")
        return self._set_franchise(without_continuity(self.franchises[number], name))

    def combine(
        self, number: int, holdings: Iterable[Holding], without: Collection[int] = ()
    ) -> Franchise:
        """Let a franchise hold others, and some no longer. Raises RefusedError for a circle."""
        kept = without_holdings(self.franchises[number], without)
        held = tuple(dict.fromkeys((*kept.holds, *holdings)))
        universe = replace(kept, holds=held)
        if holds_itself(self.franchises, universe):
            raise RefusedError(f"{universe.name} would hold itself: that is a circle.")
        return self._set_franchise(universe)

    def prefer(self, number: int, film: FilmId, instead_of: Collection[FilmId]) -> Franchise:
        """Take a film where one is enough, instead of its alternatives."""
        franchise = self.franchises[number]
        self._refuse_strangers(franchise, [film])
        if not instead_of:
            raise RefusedError(
                f"{self.label(film)} has no alternative: “watchlist link FILM alternative-to FILM” "
                "says that one of two is enough."
            )
        kept = (one for one in franchise.preferred if one not in instead_of and one != film)
        return self._set_franchise(replace(franchise, preferred=(*kept, film)))

    def arrange(self, number: int, name: str, films: Sequence[FilmId]) -> Franchise:
        """Make an order of a franchise by hand; it may leave members out."""
        franchise = self.franchises[number]
        name = _clean_name("order", name)
        if is_reserved(name):
            raise RefusedError(
                f"The {name.casefold()} order is made from facts: take another name."
            )
        self._enter_parts(films)
        franchise = self.franchises[number]
        self._refuse_strangers(franchise, films)
        if twice := [film for film, times in Counter(films).items() if times > 1]:
            raise RefusedError(
                f"An order has each film once: {' and '.join(map(self.label, twice))} stands in it "
                "twice."
            )
        # the default order is known by its name, which must not lose its case
        name = next(
            (o.name for o in franchise.orders if o.name.casefold() == name.casefold()), name
        )
        return self._set_franchise(with_order(franchise, NamedOrder(name=name, films=tuple(films))))

    def disarrange(self, number: int, name: str) -> Franchise:
        """Forget an order made by hand."""
        if not self.franchises[number].order(name):
            raise RefusedError(f"The {name} order is made from facts: it cannot be forgotten.")
        return self._set_franchise(without_order(self.franchises[number], name))

    # -- placements --------------------------------------------------------------------------

    def place(
        self,
        films: Sequence[FilmId],
        kind: PlacementKind,
        anchors: Sequence[FilmId] = (),
        *,
        scopes: Collection[Scope] = (),
        note: str = "",
    ) -> list[Replaced]:
        """Say where the story of films is set; return what that takes the place of.

        Without ``scopes`` it is said in every franchise that the films share with the anchors,
        which they join if they have to. An earlier placement of the same scope is replaced.
        Raises RefusedError for a circle, naming its films.
        """
        for film in films:
            if film in anchors:
                raise RefusedError(f"{self.title(film)} cannot be placed relative to itself.")
        self._refuse_own_whole(films, anchors)
        if len(set(anchors)) < len(anchors):
            raise RefusedError(f"Nothing is set between {self.title(anchors[0])} and itself.")
        wholes, whole_anchors = (list(map(self._member_for, some)) for some in (films, anchors))
        if scopes:
            self._join_scopes(wholes, whole_anchors, scopes)
        else:
            scopes = self._shared_scopes(wholes, whole_anchors)
        self._enter_parts([*films, *anchors])
        replaced: dict[Replaced, None] = {}
        placement = Placement(films=tuple(films), kind=kind, anchors=tuple(anchors), note=note)
        for scope in scopes:
            new = replace(placement, continuity=scope.continuity)
            franchise = self.franchises[scope.franchise]
            replaced |= dict.fromkeys(replaced_by(franchise, new))
            self._place_in(franchise, new)
        self._say_what_has_no_effect(placement, scopes)
        return list(replaced)

    def _say_what_has_no_effect(self, placement: Placement, scopes: Collection[Scope]) -> None:
        """Say of which films no order shows a placement that was made in some scopes."""
        places = [
            (franchise, self.whole(franchise, known.name))
            for franchise in (self.franchises[scope.franchise] for scope in scopes)
            for known in own_continuities(franchise)
        ]
        idle = [
            self.title(film)
            for film in placement.films
            if not any(has_effect(*place, film, placement) for place in places)
        ]
        if idle:
            self.notices.append(
                f"That has no effect in any order: {' and '.join(idle)} "
                f"{'shares' if len(idle) == 1 else 'share'} no continuity with "
                f"{' or '.join(map(self.title, placement.anchors))}."
            )

    def _member_for(self, film: FilmId) -> FilmId:
        """Return the film whose membership is a part's: its whole, unless it is in on its own."""
        whole = self.parts.whole_of(film)
        if whole is None or whole not in self.films:
            return film
        alone = any(film in f.members() for f in self.franchises.values())
        return film if alone and not any(self.franchises_of(whole)) else whole

    def _enter_parts(self, films: Collection[FilmId]) -> None:
        """Make parts of which something is said members where their wholes are."""
        parts = {film: self.parts.whole_of(film) for film in films if film in self.parts}
        for franchise in list(self.franchises.values()) if parts else ():
            entered = franchise
            for continuity in franchise.continuities:
                here = [part for part, whole in parts.items() if whole in continuity.films]
                entered = with_members(entered, here, continuity.name) if here else entered
            self._set_franchise(entered)

    def _refuse_own_whole(self, films: Collection[FilmId], anchors: Collection[FilmId]) -> None:
        for film in films:
            for anchor in anchors:
                if self.parts.whole_of(film) == anchor or self.parts.whole_of(anchor) == film:
                    raise RefusedError(
                        f"That would make a circle: {self.title(film)} and {self.title(anchor)} "
                        "are a film and a part of it. Place it against other parts."
                    )

    def _place_in(self, franchise: Franchise, new: Placement) -> None:
        try:
            within = {
                part: whole
                for part in franchise.members()
                if (whole := self.parts.whole_of(part)) is not None
            }
            self._set_franchise(with_placement(franchise, new, within))
        except CycleError as error:
            if said := already_said(franchise, new):
                message = (
                    f"That {self.title(said.films[0])} is {said.kind} "
                    f"{self.title(said.anchors[0])} already says so: nothing to add."
                )
            else:
                chain = circle(map(self.title, error.films))
                message = (
                    f"That would make a circle, each film set relative to the next: {chain}. "
                    "Take one of these back first with “watchlist place FILM --reset”."
                )
            raise RefusedError(message) from error

    def _join_scopes(
        self, films: Sequence[FilmId], anchors: Sequence[FilmId], scopes: Collection[Scope]
    ) -> None:
        for scope in scopes:
            franchise = self.franchises[scope.franchise]
            members = self.all_members(franchise)
            self._refuse_strangers(franchise, anchors)
            shared = list(franchise.continuities_with(anchors))
            wanted = [scope.continuity] if scope.continuity else shared
            present = members
            if scope.continuity and (continuity := franchise.continuity(scope.continuity)):
                present = dict.fromkeys(continuity.films)
            for film in films:
                if film in present:
                    continue
                if anchors and not wanted:
                    raise RefusedError(
                        f"{few(map(self.label, anchors))} share no continuity of "
                        f"{franchise.name}: say which one {self.title(film)} is to join."
                    )
                self._enter_and_say(franchise, film, wanted)

    def _shared_scopes(self, films: Sequence[FilmId], anchors: Sequence[FilmId]) -> list[Scope]:
        everyone = [*films, *anchors]
        if scopes := [Scope(universe.id) for universe in self._only_together_in(everyone)]:
            return scopes
        for film in films if anchors else ():
            self.join(film, anchors)
        scopes = [
            Scope(franchise.id)
            for franchise in self.franchises.values()
            if set(everyone) <= franchise.members().keys()
        ]
        if not scopes:
            loner = next((film for film in everyone if not any(self.franchises_of(film))), None)
            what = (
                f"{few(map(self.label, everyone))} share no franchise"
                if loner is None
                else f"{self.label(loner)} is in no franchise"
            )
            raise RefusedError(f"{what}: see “watchlist franchise add”.")
        return scopes

    def _only_together_in(self, films: Sequence[FilmId]) -> list[Franchise]:
        """Return the universes that films share, where they share no franchise of their own."""
        franchises = self.franchises.values()
        if any(set(films) <= found.members().keys() for found in franchises):
            return []
        return self.universes_with(films)

    def reset_placement(self, films: Sequence[FilmId], scopes: Collection[Scope] = ()) -> bool:
        """Forget the placements of films, in all franchises or in the given scopes.

        Return whether there was any. A film then stands in its release slot again.
        """
        before = list(self.franchises.values())
        for franchise in before:
            names = [scope.continuity for scope in scopes if scope.franchise == franchise.id]
            wanted = names if scopes else every_scope(franchise)
            self._set_franchise(without_placements(franchise, films, wanted))
        return before != list(self.franchises.values())


def _clean_name(what: str, name: str) -> str:
    name = " ".join(name.split())
    if not is_visible(name) or len(name) > MAX_TITLE:
        raise RefusedError(
            f"The name of a {what} has 1 to {MAX_TITLE:,} characters, of which one can be seen."
        )
    return name
