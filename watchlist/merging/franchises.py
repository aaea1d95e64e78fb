"""The franchise of a library and that of a pack, or of another library, become one. Pure.

See ``watchlist.merging.values`` for what ``ours``, ``theirs`` and ``base`` are; all three have the
numbers of our films (``renumbered``). The result keeps the invariants of
``watchlist.library.franchises``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.library.franchises import (
    by_mark,
    every_scope,
    marks_of,
    mentioned,
    without_members,
)
from watchlist.library.library import Library
from watchlist.merging.continuities import Versions, aligned, merge_continuities
from watchlist.merging.placements import merge_placements
from watchlist.merging.values import Kept, merge_sequence, merge_set, merge_value
from watchlist.model import (
    TIMELINE,
    FilmId,
    Franchise,
    Holding,
    NamedOrder,
    Pass,
    Placement,
)
from watchlist.names.folding import fold
from watchlist.queries.wording import Title
from watchlist.story.kinds import ORDER_KINDS

Numbers = Mapping[FilmId, FilmId]
"""The numbers of films here, by those that they have elsewhere."""


class Policy(NamedTuple):
    """What differs between those whose franchises are merged into ours."""

    whose: str
    """What theirs is called in a sentence."""

    by_films: bool
    """Whether a continuity that theirs calls otherwise is found by its films at the first merge.

    Makers of packs name continuities in their way and the user in another; two libraries of one
    person name alike, so there two names are two continuities.
    """

    whole_orders: bool
    """Whether an order that both changed is ours as a whole, instead of a merged sequence.

    An order of a pack is a published one: half of it is of no use to anybody.
    """


PACK: Final = Policy("the pack", by_films=True, whole_orders=True)
LIBRARY: Final = Policy("the other library", by_films=False, whole_orders=False)


class Merged(NamedTuple):
    """A franchise with what theirs says; ``differences`` tell what stays as it was."""

    franchise: Franchise
    differences: tuple[Kept, ...]


def blank_franchise(number: int) -> Franchise:
    """Return what a side says of a franchise that it does not know: the base of a first merge."""
    return Franchise(id=number, name="")


def same_franchise(library: Library, names: Iterable[str]) -> Franchise | None:
    """Return the franchise of a library that is known by any of some names, the first first."""
    return next(filter(None, map(library.franchise_named, names)), None)


def merge_franchise(
    ours: Franchise, theirs: Franchise, base: Franchise, title: Title, policy: Policy
) -> Merged:
    """Return our franchise with what theirs changed since both were as the base.

    ``title`` tells what a film is called. The number of the franchise stays ours.
    """
    versions = aligned(Versions(ours, theirs, base), by_films=policy.by_films)
    merged, kept = merge_continuities(versions, title)
    merged = _with_choices(merged, versions)
    versions = _within(merged, versions)
    theirs, base = (_spelled(side, versions.ours) for side in versions[1:])
    versions = Versions(versions.ours, theirs, base)
    merged, more = merge_placements(versions, title, policy.whose)
    kept += more
    orders, more = _merged_orders(versions, policy)
    kept += more
    merged = _named(replace(merged, orders=orders), versions)
    default, more = _default_order(merged, versions, policy)
    kept += more
    differences = (Kept(f"{ours.name}: {sentence}", conflict) for sentence, conflict in kept)
    return Merged(replace(merged, default_order=default), tuple(differences))


def renumbered(franchise: Franchise, numbers: Numbers) -> Franchise:
    """Return a franchise with other numbers for its films; those without one leave it.

    Films that have one number are one film; a placement of it relative to itself says nothing.
    """
    franchise = without_members(franchise, mentioned(franchise) - numbers.keys())

    def of(films: Iterable[FilmId]) -> tuple[FilmId, ...]:
        return tuple(dict.fromkeys(numbers[film] for film in films))

    return replace(
        franchise,
        continuities=tuple(
            replace(
                known,
                films=of(known.films),
                **by_mark({numbers[film]: mark for film, mark in marks_of(known).items()}),
            )
            for known in franchise.continuities
        ),
        placements=tuple(
            replace(placement, films=of(placement.films), anchors=of(placement.anchors))
            for placement in franchise.placements
            if not _says_nothing(placement, numbers)
        ),
        orders=tuple(replace(order, films=of(order.films)) for order in franchise.orders),
        preferred=of(franchise.preferred),
        skipped=of(franchise.skipped),
    )


def holding_renumbered(franchise: Franchise, numbers: Mapping[int, int]) -> Franchise:
    """Return a universe with other numbers for the franchises that it holds.

    Those without one it holds no longer, and two that are one now it holds once. ``numbers`` has
    that of the universe itself too, which it cannot hold.
    """
    itself = numbers.get(franchise.id, franchise.id)
    holds = (
        replace(held, franchise=numbers[held.franchise])
        for held in franchise.holds
        if numbers.get(held.franchise, itself) != itself
    )
    return replace(franchise, holds=tuple(dict.fromkeys(holds)))


def _says_nothing(placement: Placement, numbers: Numbers) -> bool:
    anchors = [numbers[film] for film in placement.anchors]
    films = {numbers[film] for film in placement.films}
    return len(set(anchors)) < len(anchors) or not films.isdisjoint(anchors)


def _within(merged: Franchise, versions: Versions) -> Versions:
    """Return versions that say nothing of films and scopes which the merged one has not."""
    members, scopes = merged.members().keys(), every_scope(merged)

    def left(side: Franchise) -> Franchise:
        placements = tuple(p for p in side.placements if p.continuity in scopes)
        # a universe speaks of films that others are members of
        said = side.members().keys() if merged.holds else mentioned(side)
        return without_members(replace(side, placements=placements), said - members)

    return Versions(merged, left(versions.theirs), left(versions.base))


def _with_choices(merged: Franchise, versions: Versions) -> Franchise:
    """Merge what a franchise holds, prefers and skips, and the times it is watched once more."""
    ours, theirs, base = versions
    holds = merge_set(ours.holds, theirs.holds, base.holds, _held).items
    known = None if holds else merged.members().keys()
    return replace(
        merged,
        holds=holds,
        preferred=_chosen(merged.preferred, theirs.preferred, base.preferred, known),
        skipped=_chosen(merged.skipped, theirs.skipped, base.skipped, known),
        passes=_merged_passes(ours.passes, theirs.passes, base.passes),
    )


def _held(holding: Holding) -> tuple[int, str]:
    return (holding.franchise, holding.continuity.casefold())


def _chosen(
    ours: tuple[FilmId, ...],
    theirs: tuple[FilmId, ...],
    base: tuple[FilmId, ...],
    known: Collection[FilmId] | None,
) -> tuple[FilmId, ...]:
    """Return chosen films; of theirs only those that are known, which None says of all.

    Only a universe chooses among films that are no members of it.
    """
    films = merge_set(ours, theirs, base).items
    return tuple(film for film in films if film in ours or known is None or film in known)


def _merged_passes(
    ours: tuple[Pass, ...], theirs: tuple[Pass, ...], base: tuple[Pass, ...]
) -> tuple[Pass, ...]:
    """Merge the times that a franchise is watched once more, each known by its first day."""
    mine, new, old = ({one.since: one.until for one in side} for side in (ours, theirs, base))
    merged = tuple(
        replace(one, until=merge_value(one.until, new[one.since], old.get(one.since)).value)
        if one.since in mine and one.since in new
        else one
        for one in merge_set(ours, theirs, base, attrgetter("since")).items
    )
    return tuple(sorted(merged, key=attrgetter("since"))) if new.keys() - mine else merged


# -- orders and names ------------------------------------------------------------------------


def _spelled(side: Franchise, ours: Franchise) -> Franchise:
    """Return a version whose orders have the names that ours have, whatever their case."""
    known = {order.name.casefold(): order.name for order in ours.orders}

    def spelled(name: str) -> str:
        return name if ours.order(name) else known.get(name.casefold(), name)

    orders = (replace(order, name=spelled(order.name)) for order in side.orders)
    return replace(side, orders=tuple(orders), default_order=spelled(side.default_order))


def _merged_orders(versions: Versions, policy: Policy) -> tuple[tuple[NamedOrder, ...], list[Kept]]:
    """Merge the orders that were made by hand."""
    ours, theirs, base = versions
    dropped = [order.name for order in base.orders if not theirs.order(order.name)]
    was = (order.name for order in base.orders if order.name not in dropped)
    names = merge_sequence(
        (order.name for order in ours.orders), (order.name for order in theirs.orders), was
    )
    orders: list[NamedOrder] = []
    kept = [
        Kept(f"you took its order {name} out.", theirs.order(name) != base.order(name))
        for name in names.refused
    ]
    for name in names.items:
        found = (ours.order(name), theirs.order(name), base.order(name))
        order, remarks = _merged_order(*found, policy)
        orders += filter(None, [order])
        kept += remarks
    return tuple(orders), kept


def _merged_order(
    ours: NamedOrder | None, theirs: NamedOrder | None, base: NamedOrder | None, policy: Policy
) -> tuple[NamedOrder | None, list[Kept]]:
    merged = merge_value(ours, theirs, base)
    if not (ours and theirs and merged.differs):
        return merged.value, []
    if not merged.conflict or policy.whole_orders:
        return ours, [Kept(f"its order {ours.name} is your own.", merged.conflict)]
    films = merge_sequence(ours.films, theirs.films, base.films if base else ())
    kept = [Kept(f"its order {ours.name} keeps your sequence.", conflict=True)]
    return replace(ours, films=films.items), kept if films.conflict else []


def _named(merged: Franchise, versions: Versions) -> Franchise:
    """Merge name and aliases: a name of theirs that is not the name here is an alias."""
    name = merge_value(versions.ours.name, versions.theirs.name, versions.base.name).value
    theirs, base = ((side.name, *side.aliases) for side in versions[1:])
    others = (alias for alias in theirs if fold(alias) != fold(name))
    return replace(merged, name=name, aliases=merge_set(merged.aliases, others, base, fold).items)


def _default_order(merged: Franchise, versions: Versions, policy: Policy) -> tuple[str, list[Kept]]:
    """Merge the default order; it is the timeline where the one to have is not there."""
    ours, theirs, base = (side.default_order for side in versions)
    default = merge_value(ours, theirs, base)
    known = (*ORDER_KINDS, *(order.name for order in merged.orders))
    kept = []
    if default.differs and theirs != TIMELINE:
        words = f"its default order is {ours} in your library, {theirs} in {policy.whose}."
        kept.append(Kept(words, default.conflict))
    return (default.value if default.value in known else TIMELINE), kept
