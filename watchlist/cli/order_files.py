"""Orders as the files that players and media servers read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import click

from watchlist.cli.app import App
from watchlist.cli.files import write_file
from watchlist.cli.media_files import file_index
from watchlist.cli.output import hint, print_bytes, say
from watchlist.errors import RefusedError, UsageError
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import make_folder
from watchlist.library.library import Library
from watchlist.library.parts import is_episodic
from watchlist.media.playing import files_of, of_rows
from watchlist.media.scanning import named_files
from watchlist.model import Film
from watchlist.names.folding import fold
from watchlist.queries.orders import OrderRow, TablePair
from watchlist.render.json import json_text
from watchlist.render.kometa import kometa_entries, kometa_text, kometa_yaml
from watchlist.render.media import shown_path
from watchlist.render.nfo import FilmFacts, changed_nfo, new_nfo
from watchlist.render.orders import OrderView
from watchlist.render.playlists import m3u

_LARGEST: Final = 1 << 22
"""So many bytes has an ``.nfo`` at most that is changed."""
_LONGEST: Final = 120
"""So many characters has the name of a file at most."""


class OrderFiles(NamedTuple):
    """An order that is to be written: how it is looked at, its tables, and the options."""

    app: App
    view: OrderView
    tables: Sequence[TablePair]
    asked: Mapping[str, Any]

    @property
    def library(self) -> Library:
        """The library that the order is of."""
        return self.view.library

    @property
    def rows(self) -> Iterator[OrderRow]:
        """The rows of all tables, each film once."""
        seen = set()
        for _, shown in self.tables:
            for row in shown.rows:
                key = row.film.id, row.film.span
                if key not in seen:
                    seen.add(key)
                    yield row


def write_order(
    output: str,
    app: App,
    view: OrderView,
    tables: Sequence[TablePair],
    asked: Mapping[str, Any],
) -> None:
    """Write an order in a format of ``WRITERS``; what it cannot hold is said on stderr."""
    WRITERS[output](OrderFiles(app, view, tables, asked))


def _print_playlist(order: OrderFiles) -> None:
    """Print the files of an order as an extended M3U."""
    near = order.asked["relative_to"]
    problems: list[str] = []
    with file_index(order.app) as index:
        films = of_rows(order.library, index, order.rows, unwatched=order.asked["unwatched"])
        text = m3u(films, os.path.abspath(near) if near else "", order.asked["player"], problems)
    print_bytes(text.encode("utf-8", "surrogateescape"))
    _tell(problems)


def _print_radarr(order: OrderFiles) -> None:
    """Print the films of an order as a custom list of Radarr; those without an IMDb id are said."""
    films = {film.id: film for row in order.rows if (film := _film(order.library, row.film))}
    listed = [{"title": film.title, "imdb_id": film.imdb} for film in films.values() if film.imdb]
    print_bytes(f"{json_text(listed)}\n".encode())
    _tell(f"{film.label} has no IMDb id." for film in films.values() if not film.imdb)


def _film(library: Library, film: Film) -> Film | None:
    """Return the film that a row is, or is a segment of; None for a series and its episodes."""
    whole = library.films.get(film.whole or film.id)
    return None if whole is None or is_episodic(whole) else whole


def _folder(order: OrderFiles) -> str:
    """Return the folder to write into, which is made. Raises UsageError where none is named."""
    named: str | None = order.asked["output_folder"]
    if not named:
        raise UsageError("Name the folder to write into: --output FOLDER.")
    path = os.path.abspath(named)
    try:
        make_folder(path)
    except OSError as error:
        raise RefusedError(f"{named} cannot be made: {reason(error, path)}.") from error
    return path


def _tell(problems: Any) -> None:
    for problem in problems:
        hint(problem)


# -- Kometa ----------------------------------------------------------------------------------


def _write_kometa(order: OrderFiles) -> None:
    """Write the ids of an order, and the file by which Kometa makes a collection of them."""
    folder = _folder(order)
    problems: list[str] = []
    written: list[str] = []
    for whole, shown in order.tables:
        several = len(order.tables) > 1
        parts = (order.view.franchise.name, whole.continuity.name if several else "")
        name = " · ".join(filter(None, parts))
        entries = kometa_entries(order.library, shown.rows, problems)
        stem = _free_stem(name, order.view.franchise.id, written)
        text_file = os.path.join(folder, f"{stem}.txt")
        write_file(text_file, kometa_text(entries).encode())
        yaml = kometa_yaml(name, entries, text_file)
        write_file(os.path.join(folder, f"{stem}.yml"), yaml.encode())
        written.append(stem)
    _tell(dict.fromkeys(problems))
    names = " and ".join(f"{stem}.txt, {stem}.yml" for stem in written)
    say(f"Wrote {names} into {shown_path(order.asked['output_folder'])}." if written else _NOTHING)


_NOTHING: Final = "Nothing to write: the order has no films."


def _free_stem(name: str, number: int, taken: Sequence[str]) -> str:
    """Return a name for files, in which nothing leads elsewhere and that none has yet."""
    stem = re.sub(r"[\W_]+", "-", fold(name)).strip("-")[:_LONGEST] or f"franchise-{number}"
    return stem if stem not in taken else f"{stem}-{len(taken) + 1}"


# -- NFO -------------------------------------------------------------------------------------


def _write_all_nfo(order: OrderFiles) -> None:
    """Write the place of each film of an order into its ``.nfo``."""
    folder = _folder(order)
    rows = list(order.rows)
    width = len(str(max((row.position for row in rows), default=1)))
    places = _NfoPaths(order, folder)
    written: dict[str, None] = {}
    refused: list[RefusedError] = []
    for row in rows:
        film = _film(order.library, row.film)
        if film is None:
            hint(f"{row.film.label} is no film: left out.")
            continue
        path = places.of(film)
        if path in written:
            continue
        name = order.view.franchise.name
        facts = FilmFacts(
            film.title, film.year, f"{name} {row.position:0{max(width, 2)}}", name, _ids(film)
        )
        try:
            if _write_nfo(path, facts):
                written[path] = None
        except RefusedError as error:  # the others are written all the same
            refused.append(error)
            hint(str(error))
    count = "1 file" if len(written) == 1 else f"{len(written)} files"
    say(f"Wrote {count} into {shown_path(order.asked['output_folder'])}.")
    if refused:
        click.get_current_context().exit(1)


def _ids(film: Film) -> dict[str, str]:
    found = {"imdb": film.imdb, "tmdb": film.tmdb, "tvdb": film.tvdb}
    return {site: str(id_) for site, id_ in found.items() if id_}


def _write_nfo(path: str, facts: FilmFacts) -> bool:
    """Write the file of a film, or change it; what cannot be changed stays and is said."""
    try:
        old = _content(path)
        new = new_nfo(facts) if old is None else changed_nfo(old, facts)
    except (OSError, ValueError) as error:
        why = reason(error, path) if isinstance(error, OSError) else str(error)
        hint(f"{shown_path(path)} stays as it is: {why}.")
        return False
    if new != old:
        write_file(path, new)
    return True


def _content(path: str) -> bytes | None:
    """Return what is in a file, None where there is none. Raises ValueError, OSError."""
    if os.path.islink(path):
        raise ValueError("it is a link")
    if not os.path.exists(path):
        return None
    if os.path.getsize(path) > _LARGEST:
        raise ValueError("it is too large")
    return read_bytes(path)


class _NfoPaths:
    """Where the ``.nfo`` of a film is: beside its file below the folder, by its name, or new."""

    def __init__(self, order: OrderFiles, folder: str) -> None:
        self._order = order
        self._folder = folder
        self._named = named_files(order.library, folder, ".nfo")
        self._new: dict[str, int] = {}

    def of(self, film: Film) -> str:
        """Return the path of the file of a film, which may not be there."""
        with file_index(self._order.app) as index:
            files = files_of(self._order.library, index, film)
        inside = [file.path for file in files if file.path.startswith(self._folder + os.sep)]
        for path in inside[:1]:
            beside = f"{os.path.splitext(path)[0]}.nfo"
            movie = os.path.join(os.path.dirname(path), "movie.nfo")
            return movie if os.path.exists(movie) and not os.path.exists(beside) else beside
        return self._named.get(film.id) or self._new_path(film)

    def _new_path(self, film: Film) -> str:
        name = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", film.label)[:_LONGEST]
        stem = " ".join(name.split()).strip(". ") or f"film {film.id}"
        if self._new.setdefault(stem.casefold(), film.id) != film.id:
            stem = f"{stem} {film.id}"
        return os.path.join(self._folder, f"{stem}.nfo")


WRITERS: Final[Mapping[str, Callable[[OrderFiles], None]]] = {
    "m3u": _print_playlist,
    "kometa": _write_kometa,
    "radarr": _print_radarr,
    "nfo": _write_all_nfo,
}
