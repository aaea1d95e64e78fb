"""What two copies say differently of a franchise, settled before their versions become one. Pure.

That is names and descriptions of continuities, what films weigh in them, and the sequence of orders
made by hand: of two the later step's holds, and the other is reported. What one copy took out and
the other changed stays. So the merge finds nothing left to decide, and it does not matter which of
the copies is merged into which. Placements are settled in ``circles``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from watchlist.library.franchises import (
    MARKS,
    by_mark,
    marks_of,
    with_continuity,
    with_continuity_renamed,
)
from watchlist.merging.continuities import Versions, counterpart
from watchlist.merging.values import merge_sequence
from watchlist.merging.versions import Decision, Judge, decided
from watchlist.model import Continuity, FilmId, Franchise, NamedOrder
from watchlist.queries.wording import Title


class _Same(NamedTuple):
    """One continuity as the early and the late copy and their base have it; None for not."""

    early: Continuity | None
    late: Continuity | None
    base: Continuity | None


def settled(judge: Judge, sides: Versions, title: Title) -> Versions:
    """Return (early, late, base) of a franchise in which no two values contradict each other."""
    settling = _Settling(judge, sides, title)
    settling.settle()
    return Versions(*settling.sides)


class _Settling:
    def __init__(self, judge: Judge, sides: Versions, title: Title) -> None:
        self.sides: list[Franchise] = [*sides]
        self._judge = judge
        self._title = title
        self._name = sides.theirs.name

    def settle(self) -> None:
        """Settle one thing after the other."""
        self._keep_changed_continuities()
        self._keep_changed_orders()
        for same in list(self._continuities()):
            self._settle_name(same)
        for same in list(self._continuities()):
            self._settle_description(same)
        for same in list(self._continuities()):
            self._settle_marks(same)
        for order in self.sides[1].orders:
            self._settle_sequence(order.name)

    def _continuities(self) -> Iterator[_Same]:
        early, late, base = self.sides
        for was in base.continuities:
            yield _Same(_find(early, was, base), _find(late, was, base), was)
        for new in late.continuities:
            known = early.continuity(new.name)
            if known and not base.continuity(new.name) and not base.continuity(known.name):
                yield _Same(known, new, None)

    def _is_late(self, *what: Callable[[Mapping[str, Any]], Any]) -> bool:
        """Whether the late copy changed something last; each copy has it in its own terms."""
        early, late = (
            side.changed_at("franchises", self.sides[1].id, each)
            for side, each in zip(self._judge.sides, what, strict=True)
        )
        return late >= early

    # -- taken out against changed -----------------------------------------------------------

    def _keep_changed_continuities(self) -> None:
        for early, late, was in list(self._continuities()):
            if was and (early is None) != (late is None):
                left = early or late
                if left and _adds_to(left, was):
                    self._forget_in_base(was)
                    self._stays(f"The continuity {left.name}")

    def _forget_in_base(self, was: Continuity) -> None:
        base = with_continuity(self.sides[2], was.name, None)
        placements = tuple(p for p in base.placements if p.continuity != was.name)
        self.sides[2] = replace(base, placements=placements)

    def _keep_changed_orders(self) -> None:
        early, late, base = self.sides
        for was in base.orders:
            found = [side.order(was.name) for side in (early, late)]
            left = next(filter(None, found), None)
            if left and None in found and left.films != _common(was, left):
                orders = tuple(order for order in self.sides[2].orders if order is not was)
                self.sides[2] = replace(self.sides[2], orders=orders)
                self._stays(f"The order {left.name}")

    def _stays(self, what: str) -> None:
        self._judge.conflicts.append(
            f"{what} of {self._name} was removed in one copy and changed in the other: it stays."
        )

    # -- two values --------------------------------------------------------------------------

    def _settle_name(self, same: _Same) -> None:
        early, late, was = same
        if not (early and late and was) or early.name == late.name:
            return
        values = (early.name, late.name, was.name)
        found = decided(values, lambda: self._is_late(_names, _names))
        loser = 0 if found.kept == late.name else 1
        if found.is_conflict and not self.sides[loser].continuity(found.kept):
            renamed = with_continuity_renamed(self.sides[loser], str(found.lost), found.kept)
            self.sides[loser] = renamed
            self._judge.report(self._name, f"name of the continuity {was.name}", found)

    def _settle_description(self, same: _Same) -> None:
        early, late, was = same
        if early and late:
            values = (early.description, late.description, was.description if was else "")
            of = [_description(each.name) for each in (early, late)]
            found = decided(values, lambda: self._is_late(*of))
            if found.is_conflict:
                for side, each in enumerate((early, late)):
                    self._put(side, replace(each, description=found.kept))
                self._judge.report(self._name, f"description of {late.name}", found)

    def _settle_marks(self, same: _Same) -> None:
        early, late = same[:2]
        if not (early and late):
            return
        marks = [marks_of(each) if each else {} for each in same]
        for film in dict.fromkeys((*marks[0], *marks[1])):
            values = [side.get(film, "") for side in marks]
            of = self._weights((early, late), film)
            found = decided(values, lambda of=of: self._is_late(*of))  # type: ignore[misc]
            if found.is_conflict:
                for side in (0, 1):
                    marks[side][film] = found.kept
                self._report_mark(film, late, found)
        for side, each in enumerate((early, late)):
            if marks_of(each) != marks[side]:
                self._put(
                    side, replace(each, **by_mark({f: m for f, m in marks[side].items() if m}))
                )

    def _weights(
        self, both: tuple[Continuity, Continuity], film: FilmId
    ) -> list[Callable[[Mapping[str, Any]], Any]]:
        numbers = [side.numbers["films"].get(film) for side in self._judge.sides]
        return [_mark(each.name, number) for each, number in zip(both, numbers, strict=True)]

    def _report_mark(self, film: FilmId, continuity: Continuity, found: Decision[str]) -> None:
        what = f"weight of {self._title(film)} in {continuity.name}"
        kept, lost = (mark or "normal" for mark in (found.kept, found.lost))
        self._judge.report(self._name, what, Decision(kept, lost, is_conflict=True))

    def _put(self, side: int, continuity: Continuity) -> None:
        self.sides[side] = with_continuity(self.sides[side], continuity.name, continuity)

    def _settle_sequence(self, name: str) -> None:
        early, late, was = (side.order(name) for side in self.sides)
        if not (early and late):
            return
        merged = merge_sequence(late.films, early.films, was.films if was else ())
        if not merged.conflict:
            return
        is_late = self._is_late(_sequence(early.name), _sequence(late.name))
        side, winner, loser = (0, late, early) if is_late else (1, early, late)
        orders = self.sides[side].orders
        following = replace(loser, films=_in_order_of(loser, winner))
        self.sides[side] = replace(
            self.sides[side], orders=tuple(following if o is loser else o for o in orders)
        )
        self._judge.conflicts.append(
            f"{self._name}: both changed the sequence of {name}: the one that came later holds."
        )


def _find(side: Franchise, was: Continuity, base: Franchise) -> Continuity | None:
    return side.continuity(was.name) or counterpart(side, was, base)


def _adds_to(now: Continuity, was: Continuity) -> bool:
    """Whether a continuity says anything that it did not: films that left it are nothing new."""
    return (
        not set(now.films) <= set(was.films)
        or now.description != was.description
        or not marks_of(now).items() <= marks_of(was).items()
    )


def _common(was: NamedOrder, now: NamedOrder) -> tuple[FilmId, ...]:
    return tuple(film for film in was.films if film in now.films)


def _in_order_of(loser: NamedOrder, winner: NamedOrder) -> tuple[FilmId, ...]:
    """Return the films of an order, those that another one has too in the sequence of that one."""
    common = iter([film for film in winner.films if film in loser.films])
    return tuple(next(common) if film in winner.films else film for film in loser.films)


# -- what a document of a franchise says of one thing ----------------------------------------


def _names(document: Mapping[str, Any]) -> Any:
    return [one.get("name") for one in document.get("continuities") or ()]


def _named(document: Mapping[str, Any], kind: str, name: str) -> Mapping[str, Any]:
    found = (one for one in document.get(kind) or () if one.get("name") == name)
    return next(found, {})


def _description(name: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda document: _named(document, "continuities", name).get("description")


def _mark(name: str, film: int | None) -> Callable[[Mapping[str, Any]], Any]:
    def mark(document: Mapping[str, Any]) -> Any:
        continuity = _named(document, "continuities", name)
        return [weight for weight in MARKS if film in continuity.get(weight, ())]

    return mark


def _sequence(name: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda document: _named(document, "orders", name).get("films")
