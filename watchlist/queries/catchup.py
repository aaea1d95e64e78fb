"""What to have seen before a film, chosen among alternatives. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import Continuity, Film, FilmId, Franchise, LinkKind
from watchlist.queries.orders.cast import Cast
from watchlist.queries.orders.folding import joined
from watchlist.story.prerequisites import CONTINUES, by_release, films_of, prerequisites, relations
from watchlist.story.timeline import ReleaseKey, in_force


class Needed(NamedTuple):
    """A film to have seen; any of ``alternatives`` would do instead."""

    film: Film
    alternatives: tuple[Film, ...] = ()


def catch_up(
    library: Library, film: FilmId, scope: Scope | None = None, *, optional: bool = False
) -> list[Needed]:
    """Return what to have seen before a film, in release order; what is seen stays in it.

    For a film of several continuities it is what any of them asks for, unless ``scope`` names
    one; for a film of no franchise, what its links lead to. Of alternatives one is listed: the
    one that was seen, else the one released first. What is to be skipped is left out.
    """
    needed: dict[FilmId, ReleaseKey] = {}
    if not any(library.franchises_of(film)):
        led = _led_to(library, film)
        needed = {number: library.shown[number].release_key for number in led}
    for franchise, continuity in continuities_of(library, film, scope):
        library = library.in_pass(franchise)
        cast = Cast(library, continuity, in_force(franchise.placements, continuity.name))
        skipped = () if optional else continuity.optional
        found = relations(cast.members, skipped, cast.links(library.links.values()))
        line = by_release(cast.members)
        before = prerequisites(cast.members, found.continues).get(cast.first_of(film), 0)
        passed_over = {*skipped, *franchise.skipped}
        keys = {member.id: member.release for member in line}
        for other in films_of(before, list(keys)):
            if passed_over.isdisjoint((other, cast.whole_of.get(other))):
                needed[other] = keys[other]
    chosen = list(_one_of_each(library, needed, film))
    chosen.sort(key=lambda one: needed.get(one.film.id, one.film.release_key))
    return _joined(library, chosen)


def _joined(library: Library, needed: Iterable[Needed]) -> list[Needed]:
    """Return what is needed with the episodes joined that follow each other."""
    found: list[Needed] = []
    for one in needed:
        if found and not (found[-1].alternatives or one.alternatives):
            films = joined(library, [found[-1].film, one.film])
            found[-1:] = map(Needed, films)
        else:
            found.append(one)
    return found


def continuities_of(
    library: Library, film: FilmId, scope: Scope | None
) -> Iterator[tuple[Franchise, Continuity]]:
    """Yield the continuities that a film is in, of those that ``scope`` names if there is one."""
    for franchise in library.franchises_of(film):
        if scope is None or scope.franchise == franchise.id:
            whole = library.parts.whole_of(film)
            for continuity in franchise.continuities:
                if film not in continuity.films and whole not in continuity.films:
                    continue
                if scope is None or scope.continuity in ("", continuity.name):
                    yield franchise, continuity


def _led_to(library: Library, film: FilmId) -> set[FilmId]:
    """Return the films released before one that its links lead to, by films like them."""
    limit = library.shown[film].release_key
    continued: dict[FilmId, set[FilmId]] = defaultdict(set)
    for link in library.links.values():
        if link.kind in CONTINUES:
            continued[link.film].add(link.other)

    def earlier(number: FilmId) -> set[FilmId]:
        found = map(library.films.get, continued.get(number, ()))
        return {other.id for other in found if other and other.release_key < limit}

    pieces = _pieces_before(library, film)
    return (_reached(film, earlier) | pieces) - {film}


def _pieces_before(library: Library, part: FilmId) -> set[FilmId]:
    """Return the pieces of the whole of a part that stand in front of it."""
    whole, span = library.parts.whole_of(part), library.shown.span(part)
    if whole is None or span is None:
        return set()
    return {
        piece.film or library.shown.imagine(whole, piece.span)
        for piece, _ in library.shown.pieces(library.films[whole])
        if piece.span < span
    }


def _reached(film: FilmId, steps: Callable[[FilmId], Collection[FilmId]]) -> set[FilmId]:
    """Return a film and all that can be reached from it."""
    reached, waiting = {film}, [film]
    while waiting:
        new = set(steps(waiting.pop())) - reached
        reached |= new
        waiting += new
    return reached


def _one_of_each(library: Library, needed: Iterable[FilmId], film: FilmId) -> Iterator[Needed]:
    """Yield the needed films, one of each group of alternatives."""
    standing_in = _alternatives(library)
    asked_for = set(needed)
    done: set[FilmId] = set()
    for number in asked_for:
        if number in done:
            continue
        group = [
            library.shown[one]
            for one in _reached(number, lambda one: standing_in.get(one, ()))
            if one != film
        ]
        group.sort(key=lambda f: (not f.watched, f.id not in asked_for, f.release_key))
        done.update(one.id for one in group)
        yield Needed(group[0], tuple(group[1:]))


def _alternatives(library: Library) -> dict[FilmId, set[FilmId]]:
    """Return the films that can stand in for each other, whatever continuity they are in."""
    standing_in: dict[FilmId, set[FilmId]] = defaultdict(set)
    for link in library.links.values():
        if link.kind is LinkKind.ALTERNATIVE_TO and {link.film, link.other} <= library.films.keys():
            standing_in[link.film].add(link.other)
            standing_in[link.other].add(link.film)
    return standing_in
