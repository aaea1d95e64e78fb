"""The formats that films are exported to: a line for each, with the module that writes it.

The module has a function ``export``, which is called with the library, the films that are wanted
and the moment, and returns the text of a file; for a format of several files a mapping of their
names to what is in them. It has ``NAMES`` then: what the names of its files begin with.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final, NamedTuple


class Export(NamedTuple):
    """A format: its module (none: the library file itself), and the suffixes of its files.

    ``whole`` says that it is about the whole library, ``folder`` that it has several files, and
    ``parts`` that parts of films have a place in it.
    """

    module: str = ""
    suffixes: tuple[str, ...] = ()
    whole: bool = False
    folder: bool = False
    parts: bool = True


JSON: Final = "json"
EXPORTS: Final[Mapping[str, Export]] = {
    JSON: Export(suffixes=(".json",), whole=True),
    "csv": Export("watchlist.formats.writers.csv", (".csv",)),
    "letterboxd": Export("watchlist.formats.writers.letterboxd", folder=True, parts=False),
    "markdown": Export("watchlist.formats.writers.markdown", (".md", ".markdown"), parts=False),
    "html": Export("watchlist.render.pictures.library", (".html",), whole=True),
    "ics": Export("watchlist.render.calendar", (".ics",)),
    "imdb-ids": Export("watchlist.formats.writers.imdb_ids", parts=False),
}


def format_of(path: str) -> str:
    """Return the format that the name of a file asks for; JSON when it asks for none."""
    suffix = os.path.splitext(path)[1].lower()
    return next((name for name, export in EXPORTS.items() if suffix in export.suffixes), JSON)
