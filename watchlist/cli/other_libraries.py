"""What another person has: their library, or an export of whatever program they use."""

from __future__ import annotations

from watchlist.cli.app import App
from watchlist.errors import RefusedError
from watchlist.formats.parsing.sources import opened
from watchlist.formats.parsing.unknown_columns import UnknownColumnsError
from watchlist.formats.registry import Options, recognise
from watchlist.library.library import Library
from watchlist.merging.entries import Item, WholeLibrary
from watchlist.merging.importing import take_in
from watchlist.packs.converting import empty_library


def library_in(app: App, path: str) -> Library:
    """Return what is in a file or folder as a library in memory; nothing is written anywhere.

    Raises what ``import`` raises for what it cannot read.
    """
    items = _items(path)
    whole = next((item for item in items if isinstance(item, WholeLibrary)), None)
    if whole:
        return app.other(whole.path).load()
    library = empty_library()
    take_in(library, items)
    return library


def _items(path: str) -> list[Item]:
    """Return what a file says, series as well."""
    with opened(path) as source:
        try:
            return list(recognise(source).read(source, Options(series="whole")))
        except UnknownColumnsError as error:
            raise RefusedError(
                f"{source.name} has columns that are not understood: import it into a library of "
                "its own first (“watchlist --library FILE import”), and name that."
            ) from error
