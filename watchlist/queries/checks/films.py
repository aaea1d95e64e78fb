"""Films that are there twice, and dates that cannot be."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import chain
from shlex import quote
from typing import Final

from watchlist.dates import FIRST_FILM
from watchlist.library.identity import (
    Agreement,
    Identity,
    Index,
    agreement,
    identity_of,
    same_ids,
    sole,
    with_namesakes,
)
from watchlist.library.library import Library
from watchlist.library.shown import is_begun
from watchlist.model import Film, FilmId
from watchlist.names.folding import fold, strict_key
from watchlist.queries.checks.finding import Finding
from watchlist.queries.checks.likeness import Titled, grouped, look_alikes

_MOST_TWINS: Final = 12
"""So many films of one title and year, with nothing that tells them apart, are each compared."""

_YEARS_AHEAD: Final = 10
"""How many years from now films are announced for, at most."""

_YEAR_BEHIND = re.compile(r"(.*\S)\s+[(\[]?(\d{4})[)\]]?", re.ASCII | re.DOTALL)


def duplicate_films(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films that are one by the rule of ``watchlist.library.identity``.

    Of very many that nothing tells apart, the later ones are compared with the first only.
    """
    films = with_namesakes({film.id: identity_of(film) for film in library.films.values()})
    index: Index[FilmId] = Index()
    twins: dict[Hashable, list[FilmId]] = defaultdict(list)
    for number, identity in films.items():
        known = twins[_title_alone(identity) or number]
        if len(known) < _MOST_TWINS:
            known.append(number)
            index.enter(number, identity)
        else:
            yield _duplicate(library, known[0], number, Agreement.TITLE)
    for number in chain.from_iterable(twins.values()):
        found = [match for match in index.find(films[number]) if match.film != number]
        for how, other in sole(found):
            # each pair once: a film without a year tells whether it is the only one of its title
            if films[number].year is None if how.is_undated else other < number:
                yield _duplicate(library, min(number, other), max(number, other), how)


def _title_alone(film: Identity) -> Hashable:
    """Return what is known of a film by title and year alone, which are all that tells it apart."""
    known = film.ids or film.part
    return None if known else (strict_key(film.title), film.year, film.television)


def _duplicate(library: Library, first: FilmId, second: FilmId, how: Agreement) -> Finding:
    one, other = library.films[first], library.films[second]
    also = "" if one.label == other.label else f", also {other.label},"
    why = ": only an article or punctuation tells them apart" if how.is_loose else ""
    twice = f"{one.label}{also} is there twice, as {one.id} and {other.id}{why}."
    return Finding("duplicate film", f"{twice} {_merging(one, other)}")


def _merging(one: Film, other: Film) -> str:
    return f"“watchlist merge id:{one.id} id:{other.id}” makes them one."


def similar_titles(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films of one year whose titles look like one title misspelt; one may lack its year."""
    blocks: dict[str, dict[int | None, list[Titled]]] = defaultdict(lambda: defaultdict(list))
    for film in library.films.values():
        if film.id not in library.parts:  # these are told from others by their spans
            title, sites = fold(film.title), tuple(identity_of(film).ids)
            blocks[title[:1]][film.year].append(Titled(film.id, title, sites))
    for years in blocks.values():
        undated = grouped(years[None])
        for year, films in years.items():
            those = grouped(films)
            pairs = look_alikes(those) + (look_alikes(those, undated) if year else [])
            both = ((library.films[one], library.films[other]) for one, other in pairs)
            yield from (_similar(*pair) for pair in both if _are_not_told_apart(*pair))


def _similar(one: Film, other: Film) -> Finding:
    return Finding(
        "similar titles",
        f"{one.label}, {one.id}, and {other.label}, {other.id}, look like one film. "
        f"{_merging(one, other)}",
    )


def _are_not_told_apart(one: Film, other: Film) -> bool:
    """Whether nothing is known of two films but that their titles differ."""
    first, second = identity_of(one), identity_of(other)
    return agreement(first, second) is None and same_ids(first.ids, second.ids) is None


def years_in_titles(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Find titles with their own year behind them: “Whiplash 2014”, of 2014 or of no year.

    A film with an IMDb id is no slip of the keyboard: Galactica 1980 is called so.
    """
    for film in library.films.values():
        match = None if film.imdb else _YEAR_BEHIND.fullmatch(film.title)
        year = int(match[2]) if match else 0
        if match and FIRST_FILM <= year <= today.year + _YEARS_AHEAD and film.year in (None, year):
            yield Finding("year in the title", _year_sentence(film, match[1], year))


def _year_sentence(film: Film, title: str, year: int) -> str:
    command = f"watchlist edit id:{film.id} --title {quote(f'{title} ({year})')}"
    return f"{film.title}, {film.id}, has a year in its title. “{command}” takes it as the year."


def early_viewings(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find viewings before the release of the film."""
    for film in library.films.values():
        out = film.released_on.first_day() if film.released_on else None
        for viewing in film.viewings:
            seen = viewing.watched_on.last_day() if viewing.watched_on else None
            if out and seen and seen < out:
                yield Finding(
                    "viewing before release",
                    f"{film.label} was watched on {viewing.watched_on}, "
                    f"before its release ({film.released_on}).",
                )


def impossible_dates(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Find viewings to come, films older than cinema, and ratings of unseen films."""
    for film in library.films.values():
        if film.year and film.year < FIRST_FILM:
            yield Finding("impossible date", f"{film.label} would be older than cinema.")
        for viewing in film.viewings:
            seen = viewing.watched_on.first_day() if viewing.watched_on else None
            if seen and seen > today:
                yield Finding(
                    "impossible date",
                    f"{film.label} was watched on {viewing.watched_on}, which is to come.",
                )
        if film.rating and not is_begun(library.shown[film.id]):
            yield Finding("rating without viewing", f"{film.label} is rated and was never watched.")
