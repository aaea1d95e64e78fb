"""What a change did to a film, old → new: its facts in words before and after are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.model import Film, Job
from watchlist.names.listing import few
from watchlist.queries.wording import placement_words
from watchlist.render.pages import link_words, value_lines
from watchlist.render.style import rating_text

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


def _facts(library: Library, film: Film) -> Iterator[tuple[str, str]]:
    whole = library.films.get(film.whole or 0)
    yield "title", "" if whole and whole.title == film.title else film.title
    yield "year", str(film.year or "")
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
