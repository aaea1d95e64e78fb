"""Titles that look like one title misspelt, found without comparing each with each. Pure."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from watchlist.library.identity import Sites
from watchlist.model import FilmId

LOOKS_ALIKE: Final = 92
"""From this similarity on, of 100, two titles are taken for one misspelt."""

NEAR: Final = 500
"""A title is compared with so many others: with all of them, where there are no more."""

MOST: Final = 12
"""So many that look like a title are told of it, itself among them; others when these are right."""

_NUMERAL: Final = re.compile(r"\b(?:\d+|[ivx]+)\b")


class Titled(NamedTuple):
    """A film with its folded title, and the sites that have an id of it."""

    film: FilmId
    title: str
    sites: Sites


Groups = Mapping[tuple[str, ...], Mapping[Sites, Sequence[Titled]]]
"""Films by the numerals in their titles, which tell two apart, and by sites, whose ids decide."""


def grouped(films: Iterable[Titled]) -> Groups:
    """Return films in groups."""
    groups: dict[tuple[str, ...], dict[Sites, list[Titled]]] = {}
    for film in films:
        numerals = tuple(_NUMERAL.findall(film.title))
        groups.setdefault(numerals, {}).setdefault(film.sites, []).append(film)
    return groups


def look_alikes(films: Groups, others: Groups | None = None) -> list[tuple[FilmId, FilmId]]:
    """Return the pairs of films whose titles look alike, in order of number.

    They are pairs of the same films, or with ``others`` one of these and one of those. Of more than
    ``NEAR`` titles each is compared with its neighbours in the order of the alphabet, and in that
    of the titles read backwards: a slip leaves it near what was meant in one of the two.
    """
    pairs = {
        pair
        for numerals, group in films.items()
        for sites, some in group.items()
        for elsewhere, more in (films if others is None else others).get(numerals, {}).items()
        if set(sites).isdisjoint(elsewhere)
        for reading in ([_forwards] if len(more) <= NEAR else [_forwards, _backwards])
        for pair in _near_pairs(some, more, reading)
    }
    if others is None:
        pairs = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    return sorted(pairs)


def _near_pairs(
    films: Sequence[Titled], others: Sequence[Titled], reading: Callable[[str], str]
) -> Iterator[tuple[FilmId, FilmId]]:
    """Yield the pairs that look alike of those that are near each other in an order."""
    ordered = sorted((reading(title), film) for film, title, _ in others)
    titles = [title for title, _ in ordered]
    for film, title, _ in films:
        read = reading(title)
        first = max(bisect(titles, read) - NEAR // 2, 0) if len(titles) > NEAR else 0
        for _, _, index in _alike(read, titles[first : first + NEAR]):
            yield film, ordered[first + index][1]


def _alike(title: str, others: Sequence[str]) -> Sequence[tuple[str, float, int]]:
    """Return the texts that look like a title, the likest first, with their places."""
    found: Sequence[tuple[str, float, int]] = process.extract(
        title, others, scorer=fuzz.ratio, score_cutoff=LOOKS_ALIKE, limit=MOST
    )
    return found


def _forwards(title: str) -> str:
    return title


def _backwards(title: str) -> str:
    return title[::-1]
