"""What can be done to a franchise: members in and out, placements made and forgotten. Pure.

Each function takes a franchise and returns the changed one. They keep its invariants: placements
and orders refer to members (those of a universe to members of what it holds, too), a film is the
subject of at most one placement for each scope (the franchise, or one continuity of it), placements
make no circle, essential, optional and filler films are members and each is one of the three at
most.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.model import (
    TIMELINE,
    Continuity,
    FilmId,
    Franchise,
    NamedOrder,
    Placement,
    PlacementKind,
)
from watchlist.story.timeline import find_cycle, in_force, without

MARKS: Final = ("essential", "optional", "filler")
"""The fields of a continuity that say how much a film of it weighs."""

NO_MARK: Final = "normal"
"""How much a film weighs that has none of these."""


Wholes = Mapping[FilmId, FilmId]
"""The wholes of parts, by the numbers of these."""

NO_WHOLES: Final[Wholes] = MappingProxyType({})


class CycleError(ValueError):
    """Placements lead round in a circle; ``films`` are each set relative to the next."""

    def __init__(self, films: Sequence[FilmId]) -> None:
        super().__init__(f"circle of placements: {films}")
        self.films = tuple(films)


def with_members(
    franchise: Franchise, films: Collection[FilmId], continuity: str, weight: str = ""
) -> Franchise:
    """Enter films in a continuity, which is made if it is not there.

    ``weight`` is the one of ``MARKS`` that they get, or ``NO_MARK``, which takes any from them;
    members keep what they have where it is empty.
    """
    entry = franchise.continuity(continuity)
    if entry is None:
        entry = Continuity(name=continuity)
        franchise = replace(franchise, continuities=(*franchise.continuities, entry))
    entered = replace(entry, films=tuple(dict.fromkeys((*entry.films, *films))))
    if weight:
        marks = {film: mark for film, mark in marks_of(entry).items() if film not in films}
        if weight != NO_MARK:
            marks |= dict.fromkeys(films, weight)
        entered = marked(entered, marks)
    return with_continuity(franchise, entry.name, entered)


def marks_of(continuity: Continuity) -> dict[FilmId, str]:
    """Return the marked films of a continuity, each with the one of ``MARKS`` that it has."""
    return {film: mark for mark in reversed(MARKS) for film in getattr(continuity, mark)}


def marked(continuity: Continuity, marks: Mapping[FilmId, str]) -> Continuity:
    """Return a continuity whose films weigh so much, and all others what a film does."""
    return replace(continuity, **by_mark(marks))


def by_mark(marks: Mapping[FilmId, str]) -> dict[str, tuple[FilmId, ...]]:
    """Return the fields of a continuity that say how much its films weigh."""
    return {mark: tuple(film for film in marks if marks[film] == mark) for mark in MARKS}


def with_continuity(franchise: Franchise, name: str, continuity: Continuity | None) -> Franchise:
    """Put another continuity in the place of the one of that name, or none."""
    continuities = (continuity if known.name == name else known for known in franchise.continuities)
    return replace(franchise, continuities=tuple(known for known in continuities if known))


def without_members(
    franchise: Franchise, films: Collection[FilmId], continuities: Collection[str] = ()
) -> Franchise:
    """Take films out of the named continuities, or of all when none is named.

    A film that is in no continuity afterwards has left: what refers to it goes too.
    """
    for known in franchise.continuities:
        if not continuities or known.name in continuities:
            left = replace(
                known,
                films=_less_films(known.films, films),
                essential=_less_films(known.essential, films),
                optional=_less_films(known.optional, films),
                filler=_less_films(known.filler, films),
            )
            franchise = with_continuity(franchise, known.name, left)
    members = franchise.members()
    gone = {film for film in films if film not in members}
    return replace(
        franchise,
        placements=tuple(
            kept for placement in franchise.placements if (kept := _less(placement, gone))
        ),
        orders=tuple(
            replace(order, films=_less_films(order.films, gone)) for order in franchise.orders
        ),
        preferred=_less_films(franchise.preferred, gone),
        skipped=_less_films(franchise.skipped, gone),
    )


def with_skipped(franchise: Franchise, films: Collection[FilmId]) -> Franchise:
    """Pass over members when it comes to what is next, whatever their weight."""
    return replace(franchise, skipped=tuple(dict.fromkeys((*franchise.skipped, *films))))


def without_skipped(franchise: Franchise, films: Collection[FilmId]) -> Franchise:
    """Pass over films no longer."""
    return replace(franchise, skipped=_less_films(franchise.skipped, films))


def _less_films(films: Iterable[FilmId], gone: Collection[FilmId]) -> tuple[FilmId, ...]:
    return tuple(film for film in films if film not in gone)


def mentioned(franchise: Franchise) -> set[FilmId]:
    """Return the numbers of all films that a franchise refers to, members or not."""
    return {
        *(
            film
            for known in franchise.continuities
            for films in (
                known.films,
                known.essential,
                known.optional,
                known.filler,
            )
            for film in films
        ),
        *(film for p in franchise.placements for film in (*p.films, *p.anchors)),
        *(film for order in franchise.orders for film in order.films),
        *franchise.preferred,
        *franchise.skipped,
    }


def without_holdings(franchise: Franchise, gone: Collection[int]) -> Franchise:
    """Let a universe hold some franchises no longer."""
    holds = tuple(held for held in franchise.holds if held.franchise not in gone)
    return replace(franchise, holds=holds)


def with_holding_renamed(franchise: Franchise, held: int, old: str, new: str) -> Franchise:
    """Let a universe hold a franchise by a continuity of another name; empty is its first one."""
    holds = (
        replace(one, continuity=new)
        if one.franchise == held and one.continuity.casefold() == old.casefold()
        else one
        for one in franchise.holds
    )
    return replace(franchise, holds=tuple(dict.fromkeys(holds)))


def _less(placement: Placement, gone: Collection[FilmId]) -> Placement | None:
    """Return what a placement still says without some films; None when that is nothing.

    ``between`` with one anchor left is ``before`` or ``after`` that one: the engine reads it so.
    """
    left = without(placement, gone)
    if left is None:
        return None
    anchors = tuple(film for film in left.anchors if film not in gone)
    if anchors == left.anchors:
        return left
    if not anchors:
        return None
    kind = PlacementKind.AFTER if anchors[0] == left.anchors[0] else PlacementKind.BEFORE
    return replace(left, kind=kind, anchors=anchors)


class Ineffective(NamedTuple):
    """Films of a continuity whose placement lost its last anchor there."""

    continuity: str
    films: tuple[FilmId, ...]
    anchors: tuple[FilmId, ...]


def ineffective(before: Franchise, after: Franchise) -> Iterator[Ineffective]:
    """Yield the placements of members that hold no longer, as their anchors left."""
    for continuity in after.continuities:
        was = before.continuity(continuity.name)
        members, former = set(continuity.films), set(was.films if was else ())
        for placement in in_force(before.placements, continuity.name):
            films = tuple(film for film in placement.films if film in members)
            anchors = tuple(film for film in placement.anchors if film in former)
            if films and anchors and members.isdisjoint(anchors):
                yield Ineffective(continuity.name, films, anchors)


def with_placement(
    franchise: Franchise, placement: Placement, within: Wholes = NO_WHOLES
) -> Franchise:
    """Make a placement in the place of earlier ones of its films and scope.

    ``within`` has the wholes of parts, which go where these go. Raises CycleError when following
    films to their anchors would then lead back.
    """
    kept = without_placements(franchise, placement.films, [placement.continuity])
    placed = replace(kept, placements=(*kept.placements, placement))
    if cycle := cycle_in(placed, within):
        raise CycleError(cycle)
    return placed


def has_effect(
    franchise: Franchise, continuity: Continuity, film: FilmId, placement: Placement
) -> bool:
    """Whether a placement moves a film in a continuity: it is in force, and has an anchor."""
    return film in continuity.films and any(
        film in live.films
        and (live.kind, live.anchors) == (placement.kind, placement.anchors)
        and (not live.anchors or not set(continuity.films).isdisjoint(live.anchors))
        for live in in_force(franchise.placements, continuity.name)
    )


class Replaced(NamedTuple):
    """A film, and its placement that another one took the place of."""

    film: FilmId
    placement: Placement


def replaced_by(franchise: Franchise, new: Placement) -> Iterator[Replaced]:
    """Yield what a placement takes the place of: what says something else in its scope."""
    for known in franchise.placements:
        same = (known.kind, known.anchors) == (new.kind, new.anchors)
        if known.continuity == new.continuity and not same:
            yield from (Replaced(film, known) for film in known.films if film in new.films)


def cycle_in(franchise: Franchise, within: Wholes = NO_WHOLES) -> list[FilmId]:
    """Return the films of a circle that placements make in any scope; empty without one.

    A continuity without placements of its own has those of the franchise, and no other circle.
    """
    own = {placement.continuity for placement in franchise.placements}
    scopes = (scope for scope in every_scope(franchise) if scope in own or not scope)
    cycles = (find_cycle(in_force(franchise.placements, scope), within) for scope in scopes)
    return next(filter(None, cycles), [])


def without_placements(
    franchise: Franchise, films: Collection[FilmId], continuities: Collection[str]
) -> Franchise:
    """Forget the placements of films in scopes: continuities, "" being the franchise's own."""
    return replace(
        franchise,
        placements=tuple(
            left
            for placement in franchise.placements
            if (
                left := without(placement, films)
                if placement.continuity in continuities
                else placement
            )
        ),
    )


def every_scope(franchise: Franchise) -> list[str]:
    """Return the scopes that placements can have: the franchise's own, and each continuity."""
    return ["", *(continuity.name for continuity in franchise.continuities)]


def already_said(franchise: Franchise, placement: Placement) -> Placement | None:
    """Return the placement that says the same from the other end, if there is one."""
    opposite = {
        PlacementKind.BEFORE: (PlacementKind.AFTER,),
        PlacementKind.AFTER: (PlacementKind.BEFORE,),
    }.get(placement.kind, ())
    return next(
        (
            known
            for known in franchise.placements
            if known.kind in opposite
            and (known.films, known.anchors) == (placement.anchors, placement.films)
        ),
        None,
    )


def with_continuity_renamed(franchise: Franchise, old: str, new: str) -> Franchise:
    """Give a continuity another name, also in the placements that are made for it."""
    continuity = franchise.continuity(old)
    if continuity is None:
        raise KeyError(old)
    renamed = with_continuity(franchise, continuity.name, replace(continuity, name=new))
    return replace(
        renamed,
        placements=tuple(
            replace(placement, continuity=new)
            if placement.continuity == continuity.name
            else placement
            for placement in franchise.placements
        ),
    )


def without_continuity(franchise: Franchise, name: str) -> Franchise:
    """Take a continuity out, with the placements made for it and the films of no other one."""
    continuity = franchise.continuity(name)
    if continuity is None:
        raise KeyError(name)
    emptied = without_members(franchise, continuity.films, [continuity.name])
    left = with_continuity(emptied, continuity.name, None)
    return replace(
        left, placements=tuple(p for p in left.placements if p.continuity != continuity.name)
    )


def with_order(franchise: Franchise, order: NamedOrder) -> Franchise:
    """Make an order by hand, in the place of one of that name."""
    kept = (known for known in franchise.orders if known.name != order.name)
    return replace(franchise, orders=(*kept, order))


def without_order(franchise: Franchise, name: str) -> Franchise:
    """Forget an order made by hand; if it was the default order, the timeline is again."""
    return replace(
        franchise,
        orders=tuple(order for order in franchise.orders if order.name != name),
        default_order=TIMELINE if franchise.default_order == name else franchise.default_order,
    )


def with_split(franchise: Franchise, film: FilmId, pieces: Sequence[FilmId]) -> Franchise:
    """Put the pieces of a member, in their order, wherever it stands.

    What is placed before it stands before the first piece, what is after or during it after the
    last one.
    """

    def split(films: Iterable[FilmId]) -> tuple[FilmId, ...]:
        return tuple(one for known in films for one in (pieces if known == film else (known,)))

    return replace(
        franchise,
        continuities=tuple(
            replace(
                known,
                films=split(known.films),
                **{mark: split(getattr(known, mark)) for mark in MARKS},
            )
            for known in franchise.continuities
        ),
        placements=tuple(
            replace(
                placement,
                films=split(placement.films),
                anchors=_split_anchors(placement, film, pieces),
            )
            for placement in franchise.placements
        ),
        orders=tuple(replace(order, films=split(order.films)) for order in franchise.orders),
        preferred=split(franchise.preferred),
        skipped=split(franchise.skipped),
    )


def _split_anchors(
    placement: Placement, film: FilmId, pieces: Sequence[FilmId]
) -> tuple[FilmId, ...]:
    """Return the anchors of a placement with the piece of a film that they touch."""
    leads = placement.kind is PlacementKind.BEFORE
    ends = [pieces[0 if leads or index else -1] for index in range(len(placement.anchors))]
    return tuple(
        end if known == film else known for known, end in zip(placement.anchors, ends, strict=True)
    )
