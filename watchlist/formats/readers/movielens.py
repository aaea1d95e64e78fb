"""MovieLens: the data sets, whose titles are sorted by their articles, and personal exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.formats.parsing.sites import positive
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.parsing.titles import read_title
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Entry, Item, Notice, OddCell, Origin, Skipped
from watchlist.names.genres import genres_in

TITLE: Final = "MovieLens"
OPTIONS: Final = frozenset({"about"})

_FILMS: Final = {"movieid", "title"}
_LINKS: Final = {"movieid", "imdbid", "tmdbid"}
_KNOWN: Final = {*_FILMS, *_LINKS, "genres", "averagerating", "rating"}
_OF_USERS: Final = {"userid", "movieid"}


class _MovieLensFilm(NamedTuple):
    """What the other files say, by the number of the film at MovieLens."""

    links: dict[str, tuple[str, str]]
    ratings: dict[str, str]
    tags: dict[str, list[str]]
    personal: bool


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best list of films."""
    films = (member for member in source.members if _is_films(member))
    return best_claim(Claim.of(member.header, _KNOWN) for member in films)


def _is_films(member: SourceFile) -> bool:
    columns = set(member.header)
    return columns >= _FILMS and bool(columns & {"genres", "averagerating"})


def read(source: FileSource, options: Options) -> Iterator[Item]:  # noqa: ARG001 -- of the protocol
    """Yield the films, with what the files beside theirs say of them.

    In a folder with the ratings of one person, the films are what that person rated or tagged.
    """
    films = [member for member in source.members if _is_films(member)]
    if not films:
        raise RefusedError(f"{source.name} holds no list of films of MovieLens.")
    of_users = [member for member in source.members if set(member.header) >= _OF_USERS]
    personal = [member for member in of_users if _is_personal(member)]
    if len(personal) < len(of_users):
        yield Notice("Ratings and tags of several people were left out: none is known to be you.")
    known = _known(source, personal)
    for member in films:
        table = member.table()
        for row in table.rows():
            if isinstance(row, Skipped):
                yield row
            else:
                yield from _entry(member, table, row, known)


def _is_personal(member: SourceFile) -> bool:
    """Whether the rows are one person's; looks at the start, since such files can be huge."""
    table = CellTable(member.path, member.start)
    index = table.column("userid") or 0
    rows = [row for row in table.rows() if isinstance(row, TableRow)]
    whole = rows if member.start.endswith("\n") else rows[:-1]
    return len({row.cells[index] for row in whole}) == 1


def _known(source: FileSource, personal: list[SourceFile]) -> _MovieLensFilm:
    links: dict[str, tuple[str, str]] = {}
    ratings: dict[str, str] = {}
    tags: dict[str, list[str]] = {}
    for member in source.members:
        if set(member.header) >= _LINKS and "title" not in member.header:
            for cells in _cells(member):
                links[cells["movieid"]] = cells["imdbid"], cells["tmdbid"]
    for member in personal:
        for cells in _cells(member):
            if rating := cells.get("rating"):
                ratings[cells["movieid"]] = rating
            if tag := cells.get("tag"):
                tags.setdefault(cells["movieid"], []).append(tag)
    return _MovieLensFilm(links, ratings, tags, bool(personal))


def _cells(member: SourceFile) -> Iterator[dict[str, str]]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, TableRow):
            yield dict(zip(table.header, map(str.strip, row.cells), strict=True))


def _entry(
    member: SourceFile, table: CellTable, row: TableRow, known: _MovieLensFilm
) -> Iterator[Item]:
    cells = dict(zip(table.header, map(str.strip, row.cells), strict=True))
    origin, number = Origin(member.path, row.line), cells["movieid"]
    imdb, tmdb = known.links.get(number, (cells.get("imdbid", ""), cells.get("tmdbid", "")))
    given = known.ratings.get(number, "") or cells.get("rating", "")
    tags = tuple(dict.fromkeys(known.tags.get(number, ())))
    if known.personal and not given and not tags:
        yield Skipped(origin, "films that you neither rated nor tagged", problem=False)
        return
    rating = _stars(given)
    if given and rating is None:
        why = f"“{given[:20]}” is not a rating from 0.5 to 5"
        yield OddCell(origin, "rating", given, why)
    title = read_title(cells["title"])
    if not title.title:
        yield Skipped(origin, "it has no title.")
        return
    yield Entry(
        origin=origin,
        title=title.title,
        year=title.year,
        original_title=title.original_title,
        aliases=title.aliases,
        genres=genres_in(cells.get("genres", "")),
        imdb=imdb_of_digits(imdb),
        tmdb=positive(tmdb),
        to_watch=not given and not known.personal,
        plays=int(rating is not None),
        rating=rating,
        rating_wins=True,
        tags=tags,
    )


def _stars(text: str) -> float | None:
    try:
        rating = float(text)
    except ValueError:
        return None
    return rating if 0.5 <= rating <= 5 else None  # noqa: PLR2004 -- half a star to five


def imdb_of_digits(text: str) -> str:
    """Return an IMDb id of which only the digits are known."""
    digits = text.removeprefix("tt")
    return f"tt{digits:0>7}" if digits.isascii() and digits.isdecimal() else ""
