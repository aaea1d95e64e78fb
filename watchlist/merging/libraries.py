"""One library joined to another: its films are found here or entered, and the rest follows them.

The other one may be an older copy of this one. So what it says only fills what is empty here, and a
record that was renamed since is found by its uid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.parts import span_of
from watchlist.library.taking import take
from watchlist.merging.entries import Entry, Origin
from watchlist.merging.films import is_stand_in, updated
from watchlist.merging.franchises import (
    LIBRARY,
    Numbers,
    blank_franchise,
    holding_renumbered,
    merge_franchise,
    renumbered,
    same_franchise,
)
from watchlist.merging.lists import enter_lists
from watchlist.merging.matching import Matcher, Target, clue_of, is_sure, loose_sentences
from watchlist.merging.report import Report
from watchlist.model import MAIN, Film, FilmId, FilmList, Franchise, Link
from watchlist.names.folding import fold
from watchlist.spans import overlap

_ORIGIN: Final = Origin("")


def join_library(library: Library, other: Library) -> Report:
    """Bring a library up to date with another one, and return what that did."""
    films = list(other.films.values())
    report = Report(rows=len(films))
    numbers = _join_films(library, films, report)
    for link in other.links.values():
        _join_link(library, link, numbers)
    _join_franchises(library, list(other.franchises.values()), numbers, report)
    report.lists += enter_lists(
        library, [_renumbered(found, numbers) for found in other.lists.values()], whole=False
    )
    return report


def _join_films(library: Library, films: Iterable[Film], report: Report) -> dict[FilmId, FilmId]:
    """Enter films, or what is new in them; return their numbers."""
    sources = list(films)
    matcher = Matcher(library.films)
    targets = matcher.match([clue_of(entry_of(film)) for film in sources])
    numbers = _numbered(library, sources, targets)
    there = {source.id for source in sources}
    parts = {s.id: s for s in sources if s.span and s.whole in there and s.whole != s.id}
    for source in sources:
        if source.id not in parts:
            _join_film(library, replace(source, id=numbers[source.id], whole=None), report)
    for part in parts.values():
        _join_part(library, part, numbers, report)
    report.notices += (
        f"There is more than one {label}: the first of them was taken." for label in matcher.doubts
    )
    report.notices += loose_sentences(matcher)
    return numbers


def _join_film(library: Library, source: Film, report: Report) -> None:
    """Enter a film under its number here, or what is new in it."""
    known = library.films.get(source.id)
    film = _joined(known, source)
    if film == known:
        report.unchanged += 1
        return
    library.films[film.id] = film
    (report.updated if known else report.added).append(film.id)


def _join_part(
    library: Library, source: Film, numbers: dict[FilmId, FilmId], report: Report
) -> None:
    """Enter a part, or what is new in it, where its whole is now; its number here is noted.

    What is one part there and several here is said of each of these.
    """
    whole = library.films[numbers[source.whole or 0]]
    number = numbers[source.id]
    if number in library.films:
        _join_film(library, replace(source, id=number, whole=whole.id), report)
        return
    span = span_of(source.span, whole)
    if span is None or not any(overlap(span, p.span) for p in library.parts.of(whole)):
        _join_film(library, replace(source, id=number, whole=whole.id), report)
        return
    try:
        pieces = take(library, whole.id, span)
    except RefusedError as error:
        library.notices.append(str(error))
        return
    numbers[source.id] = pieces[0]
    for piece in pieces:
        text, uid = library.films[piece].span, library.films[piece].uid
        _join_film(library, replace(source, id=piece, whole=whole.id, span=text, uid=uid), report)


def _numbered(
    library: Library, sources: Iterable[Film], targets: Iterable[Target]
) -> dict[FilmId, FilmId]:
    """Give the films that are not here numbers, and return those of all by their numbers there."""
    first = number = library.films.next_number()
    numbers: dict[FilmId, FilmId] = {}
    for source, target in zip(sources, targets, strict=True):
        # that of a record that cannot be read is not to be had
        if target.number < first and target.number not in library.films:
            target.number, number = number, number + 1
        numbers[source.id] = target.number
    return numbers


def _join_link(library: Library, link: Link, numbers: Numbers) -> None:
    """Enter a link between films that are here, or what is new in it."""
    film = numbers.get(link.film)
    # two films there may be one here
    ends = (numbers.get(end) for end in (link.other, *link.together))
    others = [end for end in dict.fromkeys(ends) if end and end != film]
    if not film or not others:
        return
    library.link(film, link.kind, others[0], join=False)
    known = library.find_link(film, link.kind, others[0])
    if known and known.film == film:
        together = dict.fromkeys((*known.together, *others))
        together.pop(known.other, None)
        if tuple(together) != known.together:
            library.links[known.id] = replace(known, together=tuple(together))


def entry_of(film: Film) -> Entry:
    """Return an entry that means a film, and that brings in what it has."""
    said = msgspec.structs.asdict(film) | {"id": 0}
    return Entry(origin=_ORIGIN, plays=len(film.viewings), **said)


def _joined(known: Film | None, source: Film) -> Film:
    if known is None:
        return source
    film = updated(known, [(entry_of(source), is_stand_in(known))], joining=True)
    return replace(
        with_credits_of(film, source),
        whole=film.whole or source.whole,
        span=film.span or source.span,
    )


def with_credits_of(film: Film, source: Film) -> Film:
    """Return a film with the people that another record of it has beside those that are there."""
    there = {(fold(credit.name), credit.job) for credit in film.credits}
    new = (credit for credit in source.credits if (fold(credit.name), credit.job) not in there)
    return replace(film, credits=(*film.credits, *new))


def _join_franchises(
    library: Library, others: Collection[Franchise], numbers: Numbers, report: Report
) -> None:
    """Unite franchises with those that have their uid or one of their names; enter the others."""
    copies = {one.uid: one for one in library.franchises.values() if is_sure(one.uid)}
    named = [copies.get(other.uid) or library.franchise_named(other.name) for other in others]
    taken = {known.id for known in named if known}
    ours: dict[int, int] = {}
    for other, known in zip(others, named, strict=True):
        alike = same_franchise(library, other.aliases)
        is_free = alike and alike.id not in taken
        found = known or (alike if is_free else None)
        ours[other.id] = (found or library.ensure_franchise(other.name)).id
    for other in others:
        theirs = holding_renumbered(renumbered(other, numbers), ours)
        _join_franchise(library, library.franchises[ours[other.id]], theirs, report)


def _join_franchise(library: Library, ours: Franchise, theirs: Franchise, report: Report) -> None:
    """Bring a franchise up to date with what is said of it there."""
    base = blank_franchise(ours.id)
    franchise, differences = merge_franchise(ours, theirs, base, library.title, LIBRARY)
    if franchise != ours:
        library.franchises[ours.id] = franchise
    library.notices += (
        f"Created the continuity {continuity.name} of {franchise.name}."
        for continuity in franchise.continuities
        if continuity.name != MAIN and not ours.continuity(continuity.name)
    )
    report.notices += (kept.sentence for kept in differences)


def _renumbered(films: FilmList, numbers: Numbers) -> FilmList:
    listed = (replace(one, film=numbers[one.film]) for one in films.films if one.film in numbers)
    return replace(films, films=tuple(listed))
