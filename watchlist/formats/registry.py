"""The formats that can be read: a line for each, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from watchlist.errors import RefusedError
from watchlist.formats.parsing.sources import FileSource
from watchlist.merging.entries import Item

READERS: Final = {
    # --from: module; plain CSV takes what no other one knows
    "json": "watchlist.formats.readers.own_json",
    "letterboxd": "watchlist.formats.readers.letterboxd",
    "imdb": "watchlist.formats.readers.imdb",
    "trakt": "watchlist.formats.readers.trakt",
    "tmdb": "watchlist.formats.readers.tmdb",
    "movielens": "watchlist.formats.readers.movielens",
    "markdown": "watchlist.formats.readers.markdown",
    "csv": "watchlist.formats.readers.plain_csv",
}


class Options(NamedTuple):
    """What the user said of a source that it does not say itself.

    ``columns`` maps names of columns to names of ours, ``scale`` is the best rating that can be
    given, ``date_order`` is ``dmy``, ``mdy`` or ``ymd``, ``series`` asks for TV series as well.
    """

    columns: Mapping[str, str] = {}
    scale: float | None = None
    date_order: str | None = None
    series: bool = False


class FormatReader(Protocol):
    """What the module of a format has."""

    TITLE: str
    """The name of the format for people: "Letterboxd export"."""

    def recognises(self, source: FileSource) -> bool:
        """Whether a source has this format, by what is in it and never by its name alone."""

    def read(self, source: FileSource, options: Options) -> Iterator[Item]:
        """Yield what the rows say. Raises RefusedError when the whole cannot be read."""


def reader(name: str) -> FormatReader:
    """Return the reader of a format, importing its module."""
    return cast("FormatReader", import_module(READERS[name]))


def recognise(source: FileSource) -> FormatReader:
    """Return the reader whose format a source has. Raises RefusedError when there is none."""
    for name in READERS:
        found = reader(name)
        if found.recognises(source):
            return found
    raise RefusedError(source.not_recognised())
