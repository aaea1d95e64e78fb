"""What to have seen before a film, chosen among alternatives. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.universes import Constituent, own_continuities
from watchlist.model import Continuity, Film, FilmId, Franchise
from watchlist.queries.cuts import alternatives_of, taken_among, with_alternatives
from watchlist.queries.orders.folding import joined
from watchlist.queries.orders.tables import cast_of, relations_of
from watchlist.story.prerequisites import CONTINUES, by_release, films_of, prerequisites
from watchlist.story.timeline import ReleaseKey


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
    one that was seen, else the preferred one, else the one released first. What is to be skipped
    is left out.
    """
    needed: dict[FilmId, ReleaseKey] = {}
    preferred: set[FilmId] = set()
    if not any(library.franchises_of(film)):
        led = _led_to(library, film)
        needed = {number: library.shown[number].release_key for number in led}
    for franchise, continuity in continuities_of(library, film, scope):
        library = library.in_pass(franchise)
        found = library.constituents(franchise, continuity.name)
        needed.update(_asked_for(library, film, found, optional=optional))
        preferred.update(number for one in found for number in one.franchise.preferred)
    chosen = list(_one_of_each(library, needed, film, preferred))
    chosen.sort(key=lambda one: needed.get(one.film.id, one.film.release_key))
    return _joined(library, chosen)


def _asked_for(
    library: Library, film: FilmId, found: Sequence[Constituent], *, optional: bool
) -> Iterator[tuple[FilmId, ReleaseKey]]:
    """Yield the prerequisites of a film in what a continuity consists of, with their dates."""
    passed_over = {number for one in found for number in one.franchise.skipped}
    if not optional:
        passed_over.update(number for _, known in found for number in known.optional)
    cast, _ = cast_of(library, found)
    relations = relations_of(library, cast, found, optional=optional)
    keys = {member.id: member.release for member in by_release(cast.members)}
    before = prerequisites(cast.members, relations.continues).get(cast.first_of(film), 0)
    for other in films_of(before, list(keys)):
        if passed_over.isdisjoint((other, cast.whole_of.get(other))):
            yield other, keys[other]


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
    """Yield the continuities that a film is in, of those that ``scope`` names if there is one.

    Those of universes that hold it by another franchise are among them.
    """
    several = {film, library.parts.whole_of(film)}
    for franchise in library.franchises.values():
        if scope is not None and scope.franchise != franchise.id:
            continue
        for continuity in own_continuities(franchise):
            if scope is not None and scope.continuity not in ("", continuity.name):
                continue
            if not several.isdisjoint(library.whole(franchise, continuity.name).films):
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


def _one_of_each(
    library: Library, needed: Collection[FilmId], film: FilmId, preferred: Collection[FilmId]
) -> Iterator[Needed]:
    """Yield the needed films, one of each group of alternatives, and none of those of ``film``."""
    instead = {other for option in alternatives_of(library, film) for other in option}
    asked_for = set(needed) - instead
    films = {*asked_for, *with_alternatives(library)} - {film}
    cuts = taken_among(library, films, preferred, asked_for)
    taken = dict.fromkeys(one for number in asked_for for one in cuts.taken.get(number, (number,)))
    for number in taken:
        others = (other for option in cuts.others.get(number, ()) for other in option)
        yield Needed(library.shown[number], tuple(library.shown[other] for other in others))
