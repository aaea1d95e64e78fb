"""Which of the films that a source has under a title is the one that is meant. Pure.

It is taken only if its title agrees (``watchlist.library.identity``), its year is within one where
one was given, its running time within ten minutes where both are known, its kind agrees, and it is
the only one left. One whose title agrees goes before one of which it is another name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from watchlist.library.identity import TELEVISION, Agreement, agreement, identity_of
from watchlist.model import Film
from watchlist.sources.registry import Candidate

YEARS_APART: Final = 1
MINUTES_APART: Final = 10


def fitting(
    film: Film, candidates: Iterable[Candidate], *, any_kind: bool = False
) -> list[Candidate]:
    """Return the candidates that a film can be, without those that are less sure than others.

    With ``any_kind`` nothing was said of whether it is a film or a series.
    """
    found: dict[Agreement, dict[str, Candidate]] = {}
    for candidate in candidates:
        how = _agreement(film, candidate.film, any_kind=any_kind)
        if how is not None:
            found.setdefault(how, {}).setdefault(candidate.id, candidate)
    best = list(found[min(found)].values()) if found else []
    return best if any_kind else _of_kind(film, best)


def _of_kind(film: Film, found: list[Candidate]) -> list[Candidate]:
    """Return those of exactly the kind of a film, if there are any: a film is no short."""
    return [one for one in found if one.film.kind is film.kind] or found


def _agreement(film: Film, other: Film, *, any_kind: bool) -> Agreement | None:
    if not _years_agree(film, other) or not _times_agree(film, other):
        return None
    ours, theirs = identity_of(film), identity_of(other)
    if any_kind:
        ours = ours._replace(television=other.kind in TELEVISION)
    return agreement(ours._replace(year=theirs.year), theirs)


def _years_agree(film: Film, other: Film) -> bool:
    if film.year is None:
        return True
    return other.year is not None and abs(film.year - other.year) <= YEARS_APART


def _times_agree(film: Film, other: Film) -> bool:
    if film.runtime is None or other.runtime is None:
        return True
    return abs(film.runtime - other.runtime) <= MINUTES_APART
