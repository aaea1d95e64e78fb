"""What the columns of a table of films are about, by the names that people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from watchlist.errors import UsageError
from watchlist.formats.parsing.tables import column_key
from watchlist.library.fields import FIELDS

_OTHERS: Final[dict[str, tuple[str, ...]]] = {
    # how fields are called in the tables of other languages and sites
    "title": (
        *("titel", "titre", "título", "titulo", "titolo", "название", "назва", "标题", "片名"),
        *("filmtitel", "film_title", "movietitle", "filmtitle", "primarytitle"),
    ),
    "year": ("jahr", "erscheinungsjahr", "année", "annee", "año", "ano", "anno", "год", "рік"),
    "runtime": ("runtimemins", "runtimeminutes"),
    "original_title": ("originaltitle", "originaltitel", "оригинальноеназвание"),
}

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    # ours: the names that others have for it, as keys
    **{
        field.columns[0]: (*field.columns[1:], *_OTHERS.get(field.columns[0], ()))
        for field in FIELDS.values()
        if field.columns
    },
    "rating": (
        *("myrating", "yourrating", "userrating", "personalrating", "ownrating", "score"),
        *("myscore", "stars", "bewertung", "meinebewertung", "manote", "оценка", "мояоценка"),
    ),
    "rating10": (
        *("ratingoutof10", "rating110", "myrating10", "myratingoutof10", "yourratingoutof10"),
        "scoreoutof10",
    ),
    "watched_on": (
        "watcheddate",
        "datewatched",
        "watchdate",
        "watchedat",
        "dateseen",
        "seenon",
        "seendate",
        "lastwatched",
        "lastwatchedat",
        "viewedon",
        "dateviewed",
        "viewingdate",
        "gesehenam",
        "datumgesehen",
        "vule",
        "vistoel",
        "vistoil",
        "датапросмотра",
        "观看日期",
    ),
    "watched": (
        "seen",
        "viewed",
        "watchedyn",
        "seenyn",
        "gesehen",
        "vu",
        "visto",
        "watchedit",
        "iswatched",
        "isseen",
    ),
    "state": (
        *("status", "watchstatus", "mystatus", "watchedstatus", "liststatus", "liste"),
        *("état", "estado", "stato", "статус", "zustand", "状态"),
    ),
    "to_watch": ("watchlist", "wanttosee", "wanttowatch", "towatch"),
    "plays": ("playcount", "timeswatched", "views"),
    "rewatch": ("rewatched", "rewatchyn"),
    "tags": ("tag", "labels"),
    "note": (
        *("notes", "comment", "comments", "review", "memo", "mynote", "mynotes", "myreview"),
        *("thoughts", "mythoughts", "remarks"),
        *("notiz", "notizen", "kommentar", "notas", "commentaire", "комментарий"),
    ),
    "director": ("directors", "directedby", "regie", "regisseur", "réalisateur"),
    "franchise": ("franchises",),
    "lists": (),
    "film_rating": (),
    "film_tags": (),
    "film_note": (),
}
"""What a column can be about: a field of a film, or what a row says of watching it."""


class Roles(NamedTuple):
    """Which column is about what.

    ``others`` are the indexes of those about nothing known; ``left`` those that nothing is to be
    taken from on purpose.
    """

    indexes: Mapping[str, int]
    others: tuple[int, ...]
    left: tuple[int, ...] = ()

    @property
    def tell_films(self) -> bool:
        """Whether a film can be told by them."""
        return not {"title", "imdb", "tmdb", "letterboxd"}.isdisjoint(self.indexes)


def roles(names: Iterable[str], mapped: Mapping[str, str], *, known: bool = True) -> Roles:
    """Return what columns are about, by their names too when these are ``known`` to tell.

    Raises UsageError for a mapping that means nothing.
    """
    names = tuple(names)
    keys = [column_key(name) for name in names]
    indexes: dict[str, int] = {}
    left: list[int] = []
    for name, role in mapped.items():
        index = _index(names, keys, name)
        if role:
            indexes[_role(role)] = index
        else:
            left.append(index)
    for ours, theirs in COLUMNS.items() if known else ():
        for key in (column_key(ours), *map(column_key, theirs)):
            taken = (*indexes.values(), *left)
            if ours not in indexes and key in keys and keys.index(key) not in taken:
                indexes[ours] = keys.index(key)
    taken = (*indexes.values(), *left)
    others = (index for index, name in enumerate(names) if name and index not in taken)
    return Roles(indexes, tuple(others), tuple(left))


def _role(text: str) -> str:
    """Return what a column is said to be about. Raises UsageError when there is no such thing."""
    ours = next((known for known in COLUMNS if column_key(known) == column_key(text)), None)
    if ours is None:
        raise UsageError(f"“{text}” is none of {', '.join(COLUMNS)}.")
    return ours


def _index(names: tuple[str, ...], keys: list[str], name: str) -> int:
    """Return where a column stands that the user named. Raises UsageError when it is not there."""
    if name in names:
        return names.index(name)
    if column_key(name) not in keys:
        raise UsageError(f"There is no column “{name}” to map.")
    return keys.index(column_key(name))
