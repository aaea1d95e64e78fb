"""The files by which a film, a piece of one or an order is seen, by the list of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from watchlist import spans
from watchlist.library.library import Library
from watchlist.library.parts import is_episodic, parsed
from watchlist.media.index import FileIndex, MediaFile
from watchlist.model import Film, FilmId
from watchlist.queries.orders import OrderRow
from watchlist.queries.orders.folding import films_of, joined, unfolded
from watchlist.spans import END, Span, Unit


class Playable(NamedTuple):
    """A file to be played for a film; ``start`` and ``end`` are seconds where it is a piece.

    ``seconds`` is how long that takes, None where nobody knows.
    """

    film: Film
    path: str
    start: int | None = None
    end: int | None = None
    seconds: int | None = None


def uids_of(library: Library) -> dict[FilmId, str]:
    """Return the uids by which files are listed, by the numbers of the films."""
    found = library.films.partial_reads(_FilmUid)
    return {number: film.uid for number, film in found if isinstance(film.uid, str) and film.uid}


class _FilmUid(msgspec.Struct):
    """What a record goes by, as it stands in a document that may be unreadable."""

    uid: Any = None


def with_files(library: Library, index: FileIndex) -> set[FilmId]:
    """Return the films that have a file, and the parts of which one is a piece."""
    there = index.films()
    uids = uids_of(library).items() if there else ()
    found = {number for number, uid in uids if uid in there and number in library.films}
    return found | {
        part.film
        for number in found
        for part in library.parts.of(library.films[number])
        if part.film is not None and files_of(library, index, library.shown[part.film])
    }


def files_of(library: Library, index: FileIndex, film: Film) -> list[Playable]:
    """Return the files of a film, or of the piece that it is, in the order of what is in them."""
    own = index.files_of(film.uid) if film.uid else []
    whole = library.films.get(film.whole or film.id)
    if whole is None:
        return []
    if film.whole is None:
        return list(_of_whole(library, film, own))
    if own:
        return list(_discs(film, own))
    piece = library.shown.span(film.id) if film.id in library.shown else None
    piece = piece or parsed(film.span)
    files = index.files_of(whole.uid) if piece else []
    if piece is None or piece.unit is not Unit.SECOND:
        inside = [one for one in _pieces(files) if piece and spans.overlap(one[0], piece)]
        return list(_episodes(library, whole, inside))
    return list(_minutes(film, whole, piece, files))


def _of_whole(library: Library, film: Film, files: Sequence[MediaFile]) -> Iterator[Playable]:
    """Yield the files of all of a film: the discs of it, or else those of its episodes."""
    if undivided := [file for file in files if not file.span]:
        yield from _discs(film, undivided)
    else:
        regular = [(span, file) for span, file in _pieces(files) if not span.is_special]
        yield from _episodes(library, film, regular)


def _minutes(
    film: Film, whole: Film, piece: Span, files: Sequence[MediaFile]
) -> Iterator[Playable]:
    """Yield the file of a film with where in it some minutes of it are; not of several discs."""
    start, end = piece.first[0], piece.last[0] + 1 if piece.last[0] != END else None
    stop = end if end is not None else (whole.runtime or 0) * 60
    found = list(_discs(film, [file for file in files if not file.span]))
    if len(found) == 1:
        yield found[0]._replace(start=start, end=end, seconds=max(stop - start, 0) or None)


def _pieces(files: Iterable[MediaFile]) -> list[tuple[Span, MediaFile]]:
    """Return the files of episodes, with which these are."""
    return [(span, file) for file in files if (span := parsed(file.span))]


def _episodes(
    library: Library, whole: Film, pieces: Iterable[tuple[Span, MediaFile]]
) -> Iterator[Playable]:
    """Yield files in the order of their episodes; of several of one episode the first."""
    last: Span | None = None
    for span, file in sorted(pieces, key=lambda piece: (piece[0], piece[1].path)):
        if span != last or file.disc > 1:
            shown = library.shown[library.shown.imagine(whole.id, span)]
            seconds = shown.runtime * 60 if shown.runtime and not file.disc else None
            yield Playable(shown, file.path, seconds=seconds)
        last = span


def _discs(film: Film, files: Sequence[MediaFile]) -> Iterator[Playable]:
    """Yield the files of a film: one of each disc, or one where there are several versions."""
    by_disc: dict[int, MediaFile] = {}
    for file in files:
        by_disc.setdefault(file.disc, file)
    chosen = [by_disc[disc] for disc in sorted(by_disc) if disc] or files[:1]
    seconds = film.runtime * 60 if film.runtime and len(chosen) == 1 else None
    yield from (Playable(film, file.path, seconds=seconds) for file in chosen)


class Played(NamedTuple):
    """A film of an order, and its files, which may be none."""

    film: Film
    files: Sequence[Playable]


def of_rows(
    library: Library, index: FileIndex, rows: Iterable[OrderRow], *, unwatched: bool = False
) -> Iterator[Played]:
    """Yield what the rows of an order are seen by: of a series its episodes.

    With ``unwatched`` only the episodes that were not watched.
    """
    for row in rows:
        whole = library.films.get(row.film.whole or row.film.id)
        if whole is not None and is_episodic(whole):
            films = films_of(library, row)
            singles = [one for film in films for one in unfolded(library, film, seen=not unwatched)]
            found = list(_of_episodes(library, index, singles))
            yield from found if any(one.files for one in found) else [Played(row.film, ())]
        else:
            yield Played(row.film, files_of(library, index, row.film))


def _of_episodes(library: Library, index: FileIndex, singles: Iterable[Film]) -> Iterator[Played]:
    """Yield episodes with their files, each file once, and joined those that have none."""
    played: set[str] = set()
    missing: list[Film] = []
    for film in singles:
        files = files_of(library, index, film)
        if not files:
            missing.append(film)
            continue
        yield from (Played(one, ()) for one in joined(library, missing))
        missing = []
        if new := [file for file in files if file.path not in played]:
            yield Played(film, new)
            played.update(file.path for file in new)
    yield from (Played(one, ()) for one in joined(library, missing))
