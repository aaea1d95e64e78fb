"""Films that are there twice, and dates that cannot be."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations, product
from shlex import quote
from typing import Final

from rapidfuzz import fuzz

from watchlist.dates import FIRST_FILM
from watchlist.library.identity import Agreement, agreement, identity_of, same_ids, sole
from watchlist.library.library import Library
from watchlist.model import Film
from watchlist.names.folding import fold
from watchlist.queries.checks.finding import Finding

LOOKS_ALIKE: Final = 92
"""From this similarity on, of 100, two titles of one year are taken for one misspelt."""

_YEARS_AHEAD: Final = 10
"""How many years from now films are announced for, at most."""

_YEAR_BEHIND = re.compile(r"(.*\S)\s+[(\[]?(\d{4})[)\]]?", re.ASCII | re.DOTALL)
_NUMERAL = re.compile(r"\b(?:\d+|[ivx]+)\b")


def duplicate_films(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films that are one by the rule of ``watchlist.library.identity``."""
    for film in library.films.values():
        found = library.identities.find(identity_of(film))
        for how, number in sole([match for match in found if match.film != film.id]):
            # each pair once: a film without a year tells whether it is the only one of its title
            tells = film.year is None if how.is_undated else number < film.id
            if tells and (other := library.films.get(number)):
                one, two = sorted((film, other), key=lambda known: known.id)
                yield _duplicate(one, two, how)


def _duplicate(one: Film, other: Film, how: Agreement) -> Finding:
    also = "" if one.label == other.label else f", also {other.label},"
    why = ": only an article or punctuation tells them apart" if how.is_loose else ""
    twice = f"{one.label}{also} is there twice, as {one.id} and {other.id}{why}."
    return Finding("duplicate film", f"{twice} {_merging(one, other)}")


def _merging(one: Film, other: Film) -> str:
    return f"“watchlist merge id:{one.id} id:{other.id}” makes them one."


def similar_titles(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films of one year whose titles look like one title misspelt; one may lack its year."""
    blocks: dict[str, dict[int | None, list[Film]]] = defaultdict(lambda: defaultdict(list))
    for film in library.films.values():
        if film.id in library.parts:  # told from others by its span
            continue
        blocks[fold(film.title)[:1]][film.year].append(film)  # few pairs, few of them missed
    for years in blocks.values():
        undated = years[None]
        for year, films in years.items():
            pairs = (
                combinations(films, 2)
                if year is None
                else chain(combinations(films, 2), product(films, undated))
            )
            yield from (_similar(one, other) for one, other in pairs if _look_alike(one, other))


def _similar(one: Film, other: Film) -> Finding:
    return Finding(
        "similar titles",
        f"{one.label}, {one.id}, and {other.label}, {other.id}, look like one film. "
        f"{_merging(one, other)}",
    )


def _look_alike(one: Film, other: Film) -> bool:
    titles = fold(one.title), fold(other.title)
    return (
        fuzz.ratio(*titles, score_cutoff=LOOKS_ALIKE) > 0
        and _NUMERAL.findall(titles[0]) == _NUMERAL.findall(titles[1])
        and _are_not_told_apart(one, other)
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
        if film.rating and not film.watched:
            yield Finding("rating without viewing", f"{film.label} is rated and was never watched.")
