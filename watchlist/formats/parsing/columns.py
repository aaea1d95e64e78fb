"""What the columns of a table of films are about, by the names that people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from watchlist.errors import UsageError
from watchlist.formats.parsing.tables import column_key
from watchlist.library.fields import FIELDS

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    # ours: the names that others have for it, as keys
    **{field.columns[0]: field.columns[1:] for field in FIELDS.values() if field.columns},
    "rating": ("myrating", "yourrating", "userrating", "personalrating", "score", "stars"),
    "rating10": ("ratingoutof10", "rating110", "myrating10"),
    "watched_on": (
        "watcheddate",
        "datewatched",
        "watchdate",
        "dateseen",
        "seenon",
        "lastwatched",
        "viewedon",
        "dateviewed",
        "viewingdate",
    ),
    "watched": ("seen", "viewed", "watchedyn", "seenyn", "status"),
    "to_watch": ("watchlist", "wanttosee", "wanttowatch"),
    "plays": ("playcount", "timeswatched", "views"),
    "rewatch": ("rewatched",),
    "tags": ("tag", "labels"),
    "note": ("notes", "comment", "comments", "review"),
    "director": ("directors", "directedby"),
    "franchise": ("franchises",),
    "film_rating": (),
    "film_tags": (),
    "film_note": (),
}
"""What a column can be about: a field of a film, or what a row says of watching it."""


class Roles(NamedTuple):
    """Which column is about what; ``others`` are the names of those about nothing known."""

    indexes: Mapping[str, int]
    others: tuple[str, ...]

    @property
    def tell_films(self) -> bool:
        """Whether a film can be told by them."""
        return not {"title", "imdb", "tmdb", "letterboxd"}.isdisjoint(self.indexes)


def roles(names: Iterable[str], mapped: Mapping[str, str]) -> Roles:
    """Return what columns are about. Raises UsageError for a mapping that means nothing."""
    keys = [column_key(name) for name in names]
    indexes: dict[str, int] = {}
    for name, role in mapped.items():
        ours = next((known for known in COLUMNS if column_key(known) == column_key(role)), None)
        if ours is None:
            raise UsageError(f"“{role}” is none of {', '.join(COLUMNS)}.")
        if column_key(name) not in keys:
            raise UsageError(f"There is no column “{name}” to map.")
        indexes[ours] = keys.index(column_key(name))
    for ours, theirs in COLUMNS.items():
        for key in (column_key(ours), *theirs):
            if ours not in indexes and key in keys and keys.index(key) not in indexes.values():
                indexes[ours] = keys.index(key)
    taken = set(indexes.values())
    others = (name for index, name in enumerate(names) if index not in taken and name)
    return Roles(indexes, tuple(others))
