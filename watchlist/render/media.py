"""Media files as people and programs see them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from watchlist.library.library import Library
from watchlist.media.index import MediaFile
from watchlist.model import FilmId
from watchlist.render.columns import KEEP, READABLE, READABLE_KEY, Column, Section, Table
from watchlist.render.json import JsonRecord


def shown_path(path: str) -> str:
    """Return a path as text, with the bytes of it that are no text as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def file_record(library: Library, numbers: Mapping[str, FilmId], file: MediaFile) -> JsonRecord:
    """Return a file as ``scan --list`` prints it; of one that is of no film what its path says.

    ``id`` is the film, for an episode its series.
    """
    number, span = _owner(library, numbers, file)
    return {
        "path": shown_path(file.path),
        "id": number,
        "part": (span if number is not None else file.reading.span) or None,
        "title": library.films[number].title if number is not None else file.reading.title,
    }


def _owner(
    library: Library, numbers: Mapping[str, FilmId], file: MediaFile
) -> tuple[FilmId | None, str]:
    """Return the film, and the piece of it, that a file is of."""
    number = numbers.get(file.film)
    film = library.films.get(number) if number is not None else None
    if film is None:
        return None, ""
    if film.whole is not None and film.whole in library.films:
        return film.whole, film.span
    return film.id, file.span


def file_section(
    library: Library, numbers: Mapping[str, FilmId], files: Sequence[MediaFile]
) -> Section:
    """Return the table of ``scan --list``: those that are of no film have a dash."""
    columns = (
        Column("File", keep=KEEP, least=READABLE_KEY),
        Column("ID", keep=60, right=True),
        Column("Film", keep=90, least=READABLE),
    )
    rows = []
    for file in files:
        number, span = _owner(library, numbers, file)
        label = f"{library.label(number)} {span}".strip() if number is not None else "–"
        rows.append((shown_path(file.path), "" if number is None else str(number), label))
    brief = [(os.path.basename(path), *more) for path, *more in rows]
    return Section(Table(columns, rows, brief=brief))
