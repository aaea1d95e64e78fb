"""TMDB: the CSV files of its website, and the bodies that its API answers with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.formats.parsing.days import read_release
from watchlist.formats.parsing.sites import imdb_id, positive, stars_or_odd, text_of
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, KeptRows, TableRow
from watchlist.formats.parsing.trees import json_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Entry, Item, Origin, Skipped
from watchlist.model import Kind

TITLE: Final = "TMDB export"
OPTIONS: Final = frozenset({"series", "about"})
FAVORITE: Final = "favorite"
"""The tag of a favorite."""

_COLUMNS: Final = {"tmdbid", "type", "name", "yourrating"}
_KNOWN: Final = {*_COLUMNS, "imdbid", "releasedate", "rating", "seasonnumber", "episodenumber"}
_FILM_FIELD: Final = re.compile(r'"(?:release_date|first_air_date)"\s*:')
_LISTS: Final = ("results", "parts", "items", "movie_results", "tv_results", "cast", "crew")
"""Where a body keeps its films."""
_COLLECTION: Final = "belongs_to_collection"
_TYPES: Final = {
    "movie": Kind.FILM,
    "tv": Kind.SERIES,
    "season": None,
    "episode": None,
}
_NAMES: Final = {"tv": "TV series", "season": "TV seasons", "episode": "TV episodes"}

Body = Mapping[str, Any]


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    if set(member.header) >= _COLUMNS:
        return Claim.of(member.header, _KNOWN)
    return Claim(len(_KNOWN)) if _films_of(member) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say."""
    found = False
    for member in source.members:
        if set(member.header) >= _COLUMNS:
            yield from _rows(member, options)
        elif films := _films_of(member):
            for number, film in enumerate(films, start=1):
                yield from _body(Origin(f"{member.path} (item {number})"), film, options)
        else:
            continue
        found = True
    if not found:
        raise RefusedError(f"{source.name} holds no films as TMDB writes them.")


def _rows(member: SourceFile, options: Options) -> Iterator[Item]:
    table = member.table()
    rows = KeptRows(table.rows())
    index = table.column("yourrating")
    rated = index is not None and any(rows.column(index))
    listed = not rated and not re.search("rat(?:ed|ing)|favou?rite", member.name)
    for row in rows.taken():
        if isinstance(row, Skipped):
            yield row
        else:
            for item in _row(member, table, row, options):
                yield replace(item, to_watch=listed) if isinstance(item, Entry) else item


def _row(member: SourceFile, table: CellTable, row: TableRow, options: Options) -> Iterator[Item]:
    cells = dict(zip(table.header, map(str.strip, row.cells), strict=True))
    origin = Origin(member.path, row.line)
    type_ = cells["type"].lower()
    if type_ not in _TYPES:
        yield Skipped(origin, f"“{cells['type'][:40]}” is no type of title that is known.")
        return
    kind = _TYPES[type_]
    if kind is None or (kind is Kind.SERIES and not options.takes_series):
        yield Skipped(origin, _NAMES[type_], problem=False)
        return
    if not cells["name"]:
        yield Skipped(origin, "it has no name.")
        return
    rating, odd = stars_or_odd(origin, "Your Rating", cells["yourrating"])
    yield from odd
    release = read_release(cells.get("releasedate", "")[:10])
    yield Entry(
        origin=origin,
        title=cells["name"],
        year=release.year if release else None,
        release=release,
        kind=kind,
        imdb=imdb_id(cells.get("imdbid")),
        tmdb=positive(cells["tmdbid"]),
        tags=(FAVORITE,) if re.search("favou?rite", member.name) else (),
        plays=int(rating is not None),
        rating=rating,
        rating_wins=True,
    )


def _films_of(member: SourceFile) -> list[Body]:
    """Return what may be films in a body of the API; none in any other file.

    The films of a collection are told of it, as those are that stand alone.
    """
    start = member.start
    if not start.lstrip().startswith("{") or not _FILM_FIELD.search(start):
        return []
    body = json_of(member)
    if not isinstance(body, dict) or _is_film(body):
        return [body] if _is_film(body) else []
    lists = [body[name] for name in _LISTS if isinstance(body.get(name), list)]
    found = [film for films in lists for film in films if _is_film(film)]
    if "parts" in body:
        return [{**film, _COLLECTION: body} for film in found]
    return found


def _is_film(body: object) -> bool:
    return (
        isinstance(body, dict)
        and bool(body.get("title") or body.get("name"))
        and positive(body.get("id")) is not None
        and ("release_date" in body or "first_air_date" in body)
    )


def _body(origin: Origin, film: Body, options: Options) -> Iterator[Item]:
    if film.get("media_type") != "tv" and "first_air_date" not in film:
        yield from _film(origin, film, Kind.FILM)
    elif options.takes_series:
        yield from _film(origin, film, Kind.SERIES)
    else:
        yield Skipped(origin, _NAMES["tv"], problem=False)


def _film(origin: Origin, film: Body, kind: Kind) -> Iterator[Item]:
    given = film.get("rating")
    account = film.get("account_rating")
    if given is None and isinstance(account, dict):
        given = account.get("value")
    rating, odd = stars_or_odd(origin, "rating", given)
    yield from odd
    title = text_of(film.get("title")) or text_of(film.get("name"))
    original = text_of(film.get("original_title")) or text_of(film.get("original_name"))
    release = read_release(text_of(film.get("release_date") or film.get("first_air_date"))[:10])
    collection = film.get(_COLLECTION)
    franchise = text_of(collection.get("name")) if isinstance(collection, dict) else ""
    yield Entry(
        origin=origin,
        title=title,
        year=release.year if release else None,
        release=release,
        kind=kind,
        runtime=positive(film.get("runtime")),
        original_title="" if original == title else original,
        imdb=imdb_id(film.get("imdb_id")),
        tmdb=positive(film.get("id")),
        directors=tuple(dict.fromkeys(_directors(film))),
        franchises=(franchise.removesuffix(" Collection"),) if franchise else (),
        # what only stands in a collection is a member of a franchise and no more
        to_watch=rating is None
        and not odd
        and not (isinstance(collection, dict) and "parts" in collection),
        plays=int(rating is not None),
        rating=rating,
        rating_wins=True,
    )


def _directors(film: Body) -> Iterator[str]:
    credits_ = film.get("credits")
    crew = credits_.get("crew") if isinstance(credits_, dict) else None
    for person in crew if isinstance(crew, list) else ():
        if isinstance(person, dict) and person.get("job") == "Director":
            yield text_of(person.get("name"))
