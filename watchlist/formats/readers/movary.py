"""Movary: its three files, history, ratings and watchlist, alone or in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import DeclaredTable
from watchlist.formats.parsing.forms import Form, left_out
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.parsing.states import State
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Entry, Item
from watchlist.model import Viewing

TITLE: Final = "Movary export"
OPTIONS: Final = frozenset({"about", "date_order"})

_FILM: Final = {"title": "title", "year": "year", "imdb": "imdbid", "tmdb": "tmdbid"}
_HISTORY: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("title", "tmdbid", "imdbid", "watchedat"),
        usual=("location",),
        fields=_FILM | {"note": "comment"},
        watched_on="watchedat",
        otherwise=State.WATCHED,
    ),
    never=frozenset({"userrating", "addedat"}),
    alone=True,
)
_RATINGS: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("title", "tmdbid", "imdbid", "userrating"),
        fields=_FILM,
        rating="userrating",
    ),
    never=frozenset({"watchedat", "addedat"}),
    alone=True,
)
_WATCHLIST: Final = Form(
    DeclaredTable(
        title=TITLE,
        required=("title", "tmdbid", "imdbid", "addedat"),
        fields=_FILM | {"added": "addedat"},
        otherwise=State.TO_WATCH,
    ),
    never=frozenset({"watchedat", "userrating"}),
    alone=True,
)
_FORMS: Final = (_HISTORY, _RATINGS, _WATCHLIST)


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the three files."""
    return best_claim(form.claims(member) for member in source.members for form in _FORMS)


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say; a comment in the history is the note of its viewing."""
    files = [(form, m) for m in source.members for form in _FORMS if form.claims(m)]
    if not files:
        raise RefusedError(f"{source.name} holds no file of a Movary export.")
    for form, member in files:
        items = form.read(member, options)
        yield from map(_commented, items) if form is _HISTORY else items
    yield from left_out(source, [member for _, member in files])


def _commented(item: Item) -> Item:
    if not isinstance(item, Entry) or not item.notes:
        return item
    viewing = next(iter(item.viewings), Viewing())
    return replace(item, viewings=(replace(viewing, note=item.notes[0].text),), notes=())
