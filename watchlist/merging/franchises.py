"""The franchise of a library and that of a pack become one. Pure.

All three versions (see ``watchlist.merging.threeway``) are records with the numbers of the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from watchlist.library.franchises import (
    CircleError,
    with_continuity,
    with_continuity_renamed,
    with_members,
    with_order,
    with_placement,
    without_continuity,
    without_members,
    without_order,
    without_placements,
)
from watchlist.merging.threeway import merged_items, merged_value
from watchlist.model import (
    MAIN,
    TIMELINE,
    Continuity,
    FilmId,
    Franchise,
    NamedOrder,
    Placement,
)
from watchlist.names.folding import fold
from watchlist.queries.wording import Title, join, placement_words
from watchlist.story.kinds import ORDER_KINDS
from watchlist.story.timeline import without


class MergedFranchise(NamedTuple):
    """A franchise with the facts of a pack; ``differences`` say what stays as it was."""

    franchise: Franchise
    differences: tuple[str, ...]


def merged_franchise(
    ours: Franchise, base: Franchise, theirs: Franchise, title: Title
) -> MergedFranchise:
    """Return a franchise with what a pack says of it; ``base`` is what the pack said before."""
    names = {**_names_here(ours, theirs), **_names_here(ours, base)}
    base, theirs = _renamed(base, names), _renamed(theirs, names)
    merging = _Merging(ours, title)
    merging.continuities(base, theirs)
    base, theirs = _within(merging.franchise, base), _within(merging.franchise, theirs)
    merging.placements(base, theirs)
    merging.orders(base, theirs)
    merging.names(base, theirs)
    return MergedFranchise(merging.franchise, tuple(merging.differences))


def _names_here(ours: Franchise, pack: Franchise) -> dict[str, str]:
    """Return the names that continuities of a pack have in the library, where they are there.

    Where both have one continuity only, these are one; a renamed one is known by its films.
    """
    names: dict[str, str] = {}
    for branch in pack.continuities:
        strangers = [
            known
            for known in ours.continuities
            if not pack.continuity(known.name) and known.name not in names.values()
        ]
        same = [known for known in strangers if set(known.films) == set(branch.films)]
        if len(ours.continuities) == len(pack.continuities) == 1 and branch.name == MAIN:
            same = list(ours.continuities)
        if known := ours.continuity(branch.name) or next(iter(same), None):
            names[branch.name] = known.name
    return names


def _renamed(pack: Franchise, names: Mapping[str, str]) -> Franchise:
    for old, new in names.items():
        if pack.continuity(old):
            pack = with_continuity_renamed(pack, old, new)
    return pack


def _within(ours: Franchise, pack: Franchise) -> Franchise:
    """Return a pack's franchise without what is not in the library's: films, continuities."""
    for branch in pack.continuities:
        if not ours.continuity(branch.name):
            pack = without_continuity(pack, branch.name)
    return without_members(pack, pack.members().keys() - ours.members().keys())


class _Merging:
    """A franchise in the middle of being merged."""

    def __init__(self, franchise: Franchise, title: Title) -> None:
        self.franchise = franchise
        self.differences: list[str] = []
        self._title = title

    def _differ(self, sentence: str) -> None:
        self.differences.append(f"{self.franchise.name}: {sentence}")

    # -- who is in it ------------------------------------------------------------------------

    def continuities(self, base: Franchise, theirs: Franchise) -> None:
        """Merge the continuities and their members.

        Films enter before any leaves, so that one that moves keeps its place and its orders.
        """
        for branch in theirs.continuities:
            here, before = self.franchise.continuity(branch.name), base.continuity(branch.name)
            if here is None and before is not None:
                self._differ(f"you took its continuity {branch.name} out.")
            else:
                self._enter(branch, before or Continuity(name=branch.name))
        for before in base.continuities:
            self._leave(before, theirs.continuity(before.name))

    def _enter(self, theirs: Continuity, base: Continuity) -> None:
        self.franchise = with_members(self.franchise, [], theirs.name)
        ours = self.franchise.continuity(theirs.name) or theirs
        films, refused = merged_items(ours.films, base.films, theirs.films)
        if refused:
            self._differ(f"you took {join(map(self._title, refused))} out of {ours.name}.")
        films = tuple(dict.fromkeys((*ours.films, *films)))
        optional, _ = merged_items(ours.optional, base.optional, theirs.optional)
        description, _ = merged_value(ours.description, base.description, theirs.description)
        merged = replace(
            ours,
            films=films,
            optional=tuple(film for film in optional if film in films),
            description=description,
        )
        self.franchise = with_continuity(self.franchise, ours.name, merged)

    def _leave(self, base: Continuity, theirs: Continuity | None) -> None:
        """Let go the films that a pack dropped from a continuity, and it, if none is left."""
        gone = set(base.films).difference(theirs.films if theirs else ())
        if gone:
            self.franchise = without_members(self.franchise, gone, [base.name])
        left = self.franchise.continuity(base.name)
        if left and not left.films and not theirs:
            self.franchise = without_continuity(self.franchise, base.name)

    # -- where stories are set ---------------------------------------------------------------

    def placements(self, base: Franchise, theirs: Franchise) -> None:
        """Merge the placements: a film's own one stays where the user gave it another."""
        ours = _parts(self.franchise)
        was, new = _parts(base), _parts(theirs)
        wins = {}
        for at in dict.fromkeys((*new, *was)):
            mine, old, now = (_said(parts.get(at)) for parts in (ours, was, new))
            wins[at] = mine in (old, now)
            if not wins[at] and now is not None:
                yours = ours.get(at)
                self._differ(
                    f"{self._title(at[1])} is {self._words(yours)} in your library, "
                    f"{self._words(new[at])} in the pack."
                    if yours
                    else f"you took the place of {self._title(at[1])} out, "
                    f"{self._words(new[at])} in the pack."
                )
        for scope, film in was:
            if wins[scope, film] and (scope, film) not in new:
                self.franchise = without_placements(self.franchise, [film], [scope])
        for placement in theirs.placements:
            lost = {film for film in placement.films if not wins[placement.continuity, film]}
            if left := without(placement, lost):
                self._place(left)

    def _place(self, placement: Placement) -> None:
        if placement in self.franchise.placements:
            return
        try:
            self.franchise = with_placement(self.franchise, placement)
        except CircleError as error:
            chain = " → ".join(map(self._title, (*error.films, error.films[0])))
            self._differ(
                f"{join(map(self._title, placement.films))} {self._words(placement)} is left out: "
                f"with your placements it makes a circle ({chain})."
            )

    def _words(self, placement: Placement) -> str:
        return placement_words(placement, self._title)

    # -- orders and names --------------------------------------------------------------------

    def orders(self, base: Franchise, theirs: Franchise) -> None:
        """Merge the orders that were made by hand."""
        mine, old, new = (_orders(f) for f in (self.franchise, base, theirs))
        for name in dict.fromkeys((*new, *old)):
            ours = mine.get(name)
            merged, differs = merged_value(ours, old.get(name), new.get(name))
            if differs and name in new:
                self._differ(
                    f"its order {name} is your own."
                    if ours
                    else f"you took its order {new[name].name} out."
                )
            if merged == ours:
                continue
            if ours:
                self.franchise = without_order(self.franchise, ours.name)
            if merged:
                self.franchise = with_order(self.franchise, merged)

    def names(self, base: Franchise, theirs: Franchise) -> None:
        """Merge the aliases and the default order."""
        franchise = self.franchise
        default, differs = merged_value(
            franchise.default_order, base.default_order, theirs.default_order
        )
        if differs and theirs.default_order != TIMELINE:
            self._differ(
                f"its default order is {franchise.default_order} in your library, "
                f"{theirs.default_order} in the pack."
            )
        known = (*ORDER_KINDS, *(order.name for order in franchise.orders))
        aliases, _ = merged_items(franchise.aliases, base.aliases, theirs.aliases, fold)
        self.franchise = replace(
            franchise,
            aliases=aliases,
            default_order=default if default in known else TIMELINE,
        )


def _parts(franchise: Franchise) -> dict[tuple[str, FilmId], Placement]:
    """Return the placement of each film in each scope."""
    return {
        (placement.continuity, film): placement
        for placement in franchise.placements
        for film in placement.films
    }


def _said(placement: Placement | None) -> tuple[object, ...] | None:
    """Return what a placement says of each of its films."""
    return (placement.kind, placement.anchors) if placement else None


def _orders(franchise: Franchise) -> Mapping[str, NamedOrder]:
    return {order.name.casefold(): order for order in franchise.orders}
