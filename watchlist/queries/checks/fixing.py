"""Putting right what a check found; a placement that goes is named, and its note stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.model import FilmId, Note, Placement
from watchlist.queries.checks.finding import Finding
from watchlist.queries.wording import placement_words


class _Fact(NamedTuple):
    """Where one film is placed in a franchise."""

    franchise: int
    film: FilmId
    placement: Placement

    @property
    def key(self) -> tuple[object, ...]:
        where = self.placement
        return self.franchise, self.film, where.kind, where.anchors, where.continuity, where.note


def fix(library: Library, finding: Finding) -> Iterator[str]:
    """Put right what a finding is about, and yield what was done in sentences.

    A placement that goes is named; its note stays as one of the film, where there is the film.
    """
    before = list(_facts(library))
    if finding.fix:
        finding.fix(library)
    after = {fact.key for fact in _facts(library)}
    yield finding.message
    for fact in before:
        if fact.key not in after:
            yield _taken(library, fact)


def _facts(library: Library) -> Iterator[_Fact]:
    for franchise in library.franchises.values():
        for placement in franchise.placements:
            for film in placement.films:
                yield _Fact(franchise.id, film, placement)


def _taken(library: Library, fact: _Fact) -> str:
    """Say which placement went, and keep its note with the film."""
    words = placement_words(fact.placement, library.label)
    said = f"{library.label(fact.film)} is no longer placed {words}"
    if not (note := fact.placement.note):
        return f"{said}."
    if fact.film not in library.films:
        return f"{said}; the note of that was: {note}"
    library.add_note(fact.film, Note(text=f"Placed {words}: {note}"))
    return f"{said}; the note of that is now one of the film."
