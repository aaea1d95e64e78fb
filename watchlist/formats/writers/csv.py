"""Films as CSV (RFC 4180): one row a viewing, and one for a film without any.

What the rows of a film repeat is the film's. ``rating``, ``tags`` and ``note`` are those of the
viewing, and the film's in the row of one that was not watched. ``film_rating`` is the current
rating; an undated viewing without a rating of its own shows it as ``rating``, too.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from watchlist.formats.parsing.cells import joined, visible
from watchlist.library.fields import FIELDS, Field, seasons_text
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Job, Viewing
from watchlist.names.formulas import neutralised

_OF_A_VIEWING: Final = ("rating", "watched_on", "rewatch", "tags", "note")
_FIELDS: Final = {field.columns[0]: field for field in FIELDS.values() if field.columns}
COLUMNS: Final = (
    "title",
    "year",
    "release",
    "imdb",
    "tmdb",
    *_OF_A_VIEWING,
    *(name for name in _FIELDS if name not in ("title", "year", "release", "imdb", "tmdb")),
    "whole",
    "part",
    "director",
    "franchise",
    "lists",
    "watched",
    "to_watch",
    "film_rating",
    "film_tags",
    "film_note",
    "uid",
)
"""Fields of the film, what a row says of a viewing, and what else is known of the film.

The uid tells which film a row is about when it comes back, whatever that is called since.
"""


def export(library: Library, films: Sequence[Film], _moment: datetime.datetime) -> str:
    """Return films as CSV."""
    return csv_text(library, films)


def csv_text(library: Library, films: Iterable[Film]) -> str:
    """Return films as CSV; a spreadsheet takes no cell of it for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    franchises, lists = franchise_names(library), _list_names(library)
    for film in films:
        of = {
            "franchise": joined(franchises.get(film.id, ())),
            "lists": joined(lists.get(film.id, ())),
            **_part(library, film),
        }
        writer.writerows(_rows(film, of))
    return out.getvalue()


def _part(library: Library, film: Film) -> dict[str, str]:
    """Return which part of which film one is; nothing for one that is none."""
    whole = library.films.get(film.whole or 0)
    return {"whole": whole.label, "part": film.span} if whole and film.span else {}


def franchise_names(library: Library) -> dict[FilmId, list[str]]:
    """Return the names of the franchises of every film that is in one."""
    names: dict[FilmId, list[str]] = {}
    for franchise in library.franchises.values():
        for film in franchise.members():
            names.setdefault(film, []).append(franchise.name)
    return names


def _list_names(library: Library) -> dict[FilmId, list[str]]:
    """Return the names of the lists of every film that is on one."""
    names: dict[FilmId, list[str]] = {}
    for found in library.lists.values():
        for listed in found.films:
            names.setdefault(listed.film, []).append(found.name)
    return names


def number_text(number: float | None) -> str:
    """Write a rating as sites do: ``4`` and ``4.5``."""
    return "" if number is None else f"{number:g}"


def _rows(film: Film, belongs: dict[str, str]) -> Iterator[list[str]]:
    known = _of_film(film) | belongs
    if not film.viewings:
        own = (number_text(film.rating), film.tags, _note(film))
        yield _row(known, rating=own[0], tags=joined(own[1]), note=own[2])
    for viewing in film.viewings:
        yield _row(known, **_of_viewing(film, viewing))


def _row(known: dict[str, str], **more: str) -> list[str]:
    values = known | more
    return [neutralised(visible(values.get(column, ""))) for column in COLUMNS]


def _of_film(film: Film) -> dict[str, str]:
    return {
        **{name: _cell(field, getattr(film, field.name)) for name, field in _FIELDS.items()},
        "director": joined(directors(film)),
        "watched": _yes(film.watched),
        "to_watch": _yes(film.to_watch),
        "uid": film.uid,
    }


def _cell(field: Field, value: Any) -> str:
    """Return a value as it is read again; one that says nothing is an empty cell."""
    if not value:
        return ""
    if field.many:
        return joined(value)
    return seasons_text(value) if field.name == "seasons" else str(value)


def _of_viewing(film: Film, viewing: Viewing) -> dict[str, str]:
    rating, current = viewing.rating, film.rating
    if viewing.watched_on is None:
        if rating is None:
            rating = current
        elif rating == current:
            current = None
    return {
        "rating": number_text(rating),
        "watched_on": str(viewing.watched_on or ""),
        "rewatch": _yes(viewing.rewatch),
        "tags": joined(viewing.tags),
        "note": viewing.note,
        "film_rating": number_text(current),
        "film_tags": joined(film.tags),
        "film_note": _note(film),
    }


def directors(film: Film) -> list[str]:
    """Return the names of those who directed a film."""
    return [credit.name for credit in film.credits if credit.job is Job.DIRECTOR]


def _note(film: Film) -> str:
    return "\n\n".join(note.text for note in film.notes)


def _yes(value: bool) -> str:  # noqa: FBT001 -- the value of a cell
    return "yes" if value else "no"
