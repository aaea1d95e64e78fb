"""What a change did to a film, old → new: its facts in words before and after are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.model import Film, Job, Viewing
from watchlist.names.listing import few
from watchlist.queries.wording import placement_words
from watchlist.render.pages import link_words, value_lines
from watchlist.render.style import date_text, rating_text

_LONGEST: Final = 60
"""So many characters of a value are shown where several are told in one line."""

FilmWords = Mapping[str, str]
"""What is known of a film, in words, by what it is called in a reply."""


def film_words(library: Library, film: Film) -> FilmWords:
    """Return what is known of a film, in words; what is not known is empty.

    A part that has no title of its own has none.
    """
    return dict(_facts(library, film))


def changes(before: FilmWords, after: FilmWords) -> list[str]:
    """Return what is another one, as ``runtime none → 2 h 50 min``."""
    return [
        f"{name} {before.get(name) or 'none'} → {after.get(name) or 'none'}"
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    ]


def film_changes(before: Film, after: Film) -> list[str]:
    """Return what another version of a film has, itself, that is another one: a short text each."""
    return changes(dict(_own_facts(before)), dict(_own_facts(after)))


def _own_facts(film: Film) -> Iterator[tuple[str, str]]:
    """Yield what is known of a film but for what refers to it, each in a few words."""
    yield "title", _short(film.title)
    for field in FIELDS.values():
        if field.option:
            yield field.option, _short(", ".join(value_lines(field, getattr(film, field.name))))
    yield "on the watchlist", "yes" if film.to_watch else "no"
    yield "rating", rating_text(film.rating) if film.rating else ""
    yield "viewings", few(map(_viewing_words, film.viewings))
    yield "notes", _short("; ".join(note.text for note in film.notes))


def _viewing_words(viewing: Viewing) -> str:
    day = date_text(viewing.watched_on) if viewing.watched_on else "unknown"
    stars = rating_text(viewing.rating) if viewing.rating else ""
    said = (*viewing.tags, f"“{_short(viewing.note)}”" if viewing.note else "")
    return " ".join(filter(None, (day, stars, "again" if viewing.rewatch else "", *said)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _facts(library: Library, film: Film) -> Iterator[tuple[str, str]]:
    whole = library.films.get(film.whole or 0)
    yield "title", "" if whole and whole.title == film.title else film.title
    yield "year", str(film.year or "")
    yield "span", film.span
    for field in FIELDS.values():
        if field.option and field.name != "year":
            yield field.option, ", ".join(value_lines(field, getattr(film, field.name)))
    yield "on the watchlist", "yes" if film.to_watch else "no"
    yield "rating", rating_text(film.rating) if film.rating else ""
    yield "viewings", str(len(film.viewings) or "")
    for job in Job:
        yield job, few(credit.name for credit in film.credits if credit.job is job)
    yield "notes", str(len(film.notes) or "")
    yield (
        "links",
        few(link_words(library, link, film.id) for link in library.links_of(film.id)),
    )
    franchises = list(library.franchises_of(film.id))
    yield "franchise", few(franchise.name for franchise in franchises)
    places = {
        placement_words(placement, library.title): None
        for franchise in franchises
        for placement in franchise.placements
        if film.id in placement.films
    }
    yield "place", few(list(places))
