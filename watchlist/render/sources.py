"""Records and tables of what is known of films elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from watchlist.library.fields import FIELDS
from watchlist.model import Film, FilmId, Job, Kind
from watchlist.queries.wording import join
from watchlist.render.columns import KEEP, READABLE_KEY, Column, Line, Section, Table
from watchlist.render.json import JsonRecord

FoundFilm = tuple[str, str, Film]
"""A film of a source: the name of the source, its id there, and what tells it from others."""


def candidate_record(source: str, id_: str, film: Film) -> JsonRecord:
    """Return a film that a source has."""
    return {
        "source": source,
        "id": id_,
        "title": film.title,
        "original_title": film.original_title or None,
        "year": film.year,
        "release": str(film.release) if film.release else None,
        "kind": film.kind.value,
        "runtime": film.runtime,
        "imdb": film.imdb or None,
    }


def candidates_section(found: Sequence[FoundFilm]) -> Section:
    """Return the table of ``search``."""
    columns = (
        Column("ID", keep=KEEP),
        Column("Film", keep=KEEP, least=READABLE_KEY),
        Column("Year", keep=90),
        Column("Kind", keep=60),
        Column("Source", keep=70),
    )
    rows = [
        (id_, film.title, str(film.year or ""), film.kind.value, source)
        for source, id_, film in found
    ]
    return Section(Table(columns, rows))


def filled_words(film: Film, names: Sequence[str]) -> str:
    """Say what was filled in of a film, and from where: “runtime 2 h 50 min (wikidata)”."""
    return join([f"{_said(film, name)} ({film.sources.get(name, '')})" for name in names])


def _said(film: Film, name: str) -> str:
    if name == "credits":
        return f"directed by {join([c.name for c in film.credits if c.job is Job.DIRECTOR])}"
    field = FIELDS[name]
    return f"{(field.label or name).lower()} {', '.join(_texts(getattr(film, name), name))}"


def _texts(value: Any, name: str) -> Iterator[str]:
    field = FIELDS[name]
    if field.many:
        yield from value
    else:
        yield field.words(value)


def outcome_record(
    film: Film, status: str, gained: Sequence[str], candidates: Sequence[FoundFilm]
) -> JsonRecord:
    """Return what became of a film that was to be filled in."""
    return {
        "id": film.id,
        "title": film.title,
        "year": film.year,
        "status": status,
        "filled": {name: film.sources.get(name) for name in gained},
        "candidates": [candidate_record(*found) for found in candidates],
    }


def catalogue_record(
    path: str, size: int, about: Mapping[str, str], counts: Mapping[str, int]
) -> JsonRecord:
    """Return what is in the catalogue; ``size`` is in bytes."""
    return {
        "path": path,
        "built": about.get("built"),
        "files": about.get("files", "").split("\n"),
        "titles": sum(counts.values()),
        "kinds": dict(counts),
        "bytes": size,
    }


def catalogue_lines(record: JsonRecord) -> list[Line]:
    """Return the page of ``catalogue show``, of its record."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in record["kinds"].items())
    return [
        Line("Titles  ", f"{record['titles']:,} ({kinds})"),
        Line("Built   ", f"{record['built']}, from {', '.join(record['files'])}"),
        Line("File    ", f"{record['path']}, {record['bytes'] / 2**20:,.1f} MB"),
    ]


class DiscoveredFranchise(Protocol):
    """A franchise as a source has it."""

    @property
    def source(self) -> str:
        """The name of the source."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def id(self) -> str:
        """What it is known by there."""

    @property
    def films(self) -> Mapping[str, Film]:
        """Its films by keys."""

    @property
    def links(self) -> Sequence[tuple[str, str, str]]:
        """Relations between keys."""

    @property
    def series(self) -> Mapping[str, Sequence[str]]:
        """Keys by the names of sub-series."""

    @property
    def periods(self) -> Mapping[str, Sequence[str]]:
        """When films are set, by keys."""

    @property
    def left_out(self) -> Sequence[str]:
        """What is no film of it, in sentences."""


def discovered_document(found: DiscoveredFranchise, here: Mapping[str, FilmId]) -> JsonRecord:
    """Return a franchise that a source has; ``here`` are its films in the library by their keys."""
    return {
        "name": found.name,
        "id": found.id,
        "films": [
            {
                **candidate_record(found.source, f"{found.source}:{key}", film),
                "library": here.get(key),
                "periods": list(found.periods.get(key, ())),
            }
            for key, film in found.films.items()
        ],
        "links": [
            {
                "film": f"{found.source}:{film}",
                "relation": kind,
                "other": f"{found.source}:{other}",
            }
            for film, kind, other in found.links
        ],
        "series": {
            name: [f"{found.source}:{key}" for key in keys] for name, keys in found.series.items()
        },
        "left_out": list(found.left_out),
    }


def discovered_section(found: DiscoveredFranchise, here: Mapping[str, str]) -> Section:
    """Return the table of ``franchise discover``; ``here`` are labels in the library by keys."""
    columns = (
        Column("Release", keep=90),
        Column("Film", keep=KEEP, least=READABLE_KEY),
        Column("ID", keep=80),
        Column("In library", keep=70),
    )
    films = sorted(found.films.items(), key=lambda pair: pair[1].release_key)
    rows = [
        (
            str(film.released_on or ""),
            film.title if film.kind is Kind.FILM else f"{film.title} ({film.kind})",
            film.imdb or f"{found.source}:{key}",
            "yes" if key in here else "",
        )
        for key, film in films
    ]
    return Section(Table(columns, rows), found.name)
