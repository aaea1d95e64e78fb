"""Records and tables of franchise packs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Franchise, Job
from watchlist.names.listing import SAID, few, said
from watchlist.quantities import format_duration
from watchlist.queries.wording import join
from watchlist.render.columns import KEEP, READABLE, READABLE_KEY, Column, Line, Section, Table
from watchlist.render.json import JsonRecord

_UNIVERSES: Final = "universes"
"""The heading of packs that hold others, in the place of a genre."""


class NamedSource(Protocol):
    """Where facts of a pack are from."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def what(self) -> str:
        """What was taken from it."""


class OtherOrder(Protocol):
    """An order that somebody published and a pack does not follow."""

    @property
    def source(self) -> str:
        """Who published it."""

    @property
    def order(self) -> str:
        """What it is called there."""

    @property
    def continuity(self) -> str:
        """The continuity that it is of, where there are several."""

    @property
    def reason(self) -> str:
        """Why the pack orders the films otherwise."""


class DescribedPack(Protocol):
    """A pack, without its films."""

    @property
    def name(self) -> str:
        """The name of its franchise."""

    @property
    def aliases(self) -> Sequence[str]:
        """Other names."""

    @property
    def description(self) -> str:
        """What it is about."""

    @property
    def reviewed(self) -> datetime.date | None:
        """Up to when it was compared with its sources."""

    @property
    def sources(self) -> Sequence[NamedSource]:
        """Where its facts are from."""

    @property
    def disagreements(self) -> Sequence[OtherOrder]:
        """Why others who published an order have another one."""


class ListedPack(Protocol):
    """A pack in the index of those that come with the program."""

    @property
    def name(self) -> str:
        """The name of its franchise."""

    @property
    def aliases(self) -> Sequence[str]:
        """Other names."""

    @property
    def films(self) -> int:
        """How many films it has, those of what it holds included."""

    @property
    def continuities(self) -> int:
        """How many continuities it has."""

    @property
    def genre(self) -> str:
        """What most of its films are."""

    @property
    def holds(self) -> Sequence[str]:
        """The packs that a universe holds."""


class PackProblem(Protocol):
    """What is wrong in the file of a pack, and where."""

    @property
    def file(self) -> str:
        """The name of the file."""

    @property
    def line(self) -> int | None:
        """The line, where that can be told."""

    @property
    def message(self) -> str:
        """What is wrong."""

    @property
    def advice(self) -> bool:
        """Whether it can be added all the same."""


class PackMerge(Protocol):
    """What became of a pack that was brought into a library."""

    @property
    def franchise(self) -> Franchise:
        """Its franchise, as it is in the library."""

    @property
    def created(self) -> bool:
        """Whether the library had no such franchise before."""

    @property
    def films(self) -> Sequence[FilmId]:
        """All films of the pack."""

    @property
    def entered(self) -> Sequence[FilmId]:
        """The films that are new to the library."""

    @property
    def updated(self) -> Sequence[FilmId]:
        """The films of which more is known."""

    @property
    def differences(self) -> Sequence[str]:
        """What stays as the user has it."""


def pack_record(pack: DescribedPack, films: int, continuities: int) -> JsonRecord:
    """Return a pack with how much there is in it, and where it is from."""
    return {
        "name": pack.name,
        "aliases": list(pack.aliases),
        "description": pack.description,
        "reviewed": pack.reviewed.isoformat() if pack.reviewed else None,
        "films": films,
        "continuities": continuities,
        "sources": [
            {"name": source.name, "url": source.url, "for": source.what} for source in pack.sources
        ],
        "disagreements": [
            {
                "source": other.source,
                "order": other.order,
                "continuity": other.continuity or None,
                "reason": other.reason,
            }
            for other in pack.disagreements
        ],
    }


def provenance(pack: DescribedPack) -> Iterator[Line]:
    """Yield lines on what a pack is and where its facts are from."""
    if pack.description:
        yield Line("", pack.description)
    if pack.reviewed:
        yield Line("", f"Reviewed up to {pack.reviewed}, against:")
    for source in pack.sources:
        purpose = f" ({source.what})" if source.what else ""
        yield Line("  ", f"{source.name}{purpose}: {source.url}")
    if pack.disagreements:
        yield Line("", "Ordered otherwise by:")
    for other in pack.disagreements:
        of = ", ".join(filter(None, (other.order, other.continuity)))
        yield Line("  ", f"{other.source} ({of}): {other.reason}")


def shipped_record(pack: ListedPack, found: Sequence[str], *, in_library: bool) -> JsonRecord:
    """Return a pack that comes with the program; ``found`` are the films that were looked for."""
    return {
        "name": pack.name,
        "films": pack.films,
        "continuities": pack.continuities,
        "aliases": list(pack.aliases),
        "in_library": in_library,
        "genre": pack.genre or None,
        "holds": list(pack.holds),
        "found": list(found),
    }


def shipped_sections(records: Iterable[JsonRecord]) -> list[Section]:
    """Return the tables of ``pack list``, of the records of the packs: one for each genre."""
    groups: dict[str, list[JsonRecord]] = {}
    for record in records:
        genre = _UNIVERSES if record["holds"] else record["genre"] or "other"
        groups.setdefault(genre, []).append(record)
    names = sorted(groups, key=lambda genre: (genre != _UNIVERSES, genre))
    return [_shipped_section(name, groups[name]) for name in names]


def _shipped_section(genre: str, records: Iterable[JsonRecord]) -> Section:
    columns = (
        Column("Pack", keep=KEEP, least=READABLE_KEY),
        Column("Films", keep=90, right=True),
        Column("Continuities", keep=50, right=True),
        Column("In library", keep=80),
        Column("Found", keep=85, least=READABLE),
    )
    rows = [
        (
            record["name"],
            str(record["films"]),
            str(record["continuities"]) if record["continuities"] > 1 else "",
            "yes" if record["in_library"] else "",
            few(record["found"]),
        )
        for record in records
    ]
    return Section(Table(columns, rows), f"{genre[:1].upper()}{genre[1:]}")


def pack_problem_record(problem: PackProblem) -> JsonRecord:
    """Return something that is wrong in the file of a pack."""
    return {
        "file": problem.file,
        "line": problem.line,
        "message": problem.message,
        "advice": problem.advice,
    }


def problem_lines(problems: Sequence[PackProblem]) -> Iterator[str]:
    """Yield what is wrong in the file of a pack; of very much the errors first, and a count."""
    first = problems if len(problems) <= SAID else sorted(problems, key=lambda one: one.advice)
    return said(
        map(str, first),
        lambda more: (
            f"… and {more:,} more: “watchlist pack check --format json” lists all of them."
        ),
    )


def merged_record(
    library: Library, name: str, merged: PackMerge, listed: Iterable[FilmId], *, changed: bool
) -> JsonRecord:
    """Return what adding a pack did; ``listed`` are the films that went on the watchlist."""
    return {
        "pack": name,
        "franchise": merged.franchise.name,
        "created": merged.created,
        "changed": changed,
        "films": len(merged.films),
        "entered": [library.label(number) for number in merged.entered],
        "updated": [library.label(number) for number in merged.updated],
        "listed": [library.label(number) for number in listed],
        "differences": list(merged.differences),
    }


def merged_sentence(record: JsonRecord, *, dry_run: bool = False, what: str = "pack") -> str:
    """Say what adding a pack did, or would do, of its record; ``what`` is what people call it."""
    name = record["pack"]
    if not record["changed"]:
        return f"Nothing to change: {name} is in the library like that already."
    counts = [
        f"{len(record[key])} {words}"
        for key, words in (
            ("entered", "new to the library"),
            ("updated", "brought up to date"),
            ("listed", "put on the watchlist"),
        )
        if record[key]
    ]
    films = "1 film" if record["films"] == 1 else f"{record['films']} films"
    of_them = f", of them {join(counts)}" if counts else ""
    return f"{'Would add' if dry_run else 'Added'} the {what} {name}: {films}{of_them}."


def merged_lines(record: JsonRecord) -> Iterator[str]:
    """Yield a line for each change that adding a pack would make, of its record."""
    for what, verb in (("entered", "add"), ("updated", "update"), ("listed", "to watch")):
        yield from (f"  {verb} {label}" for label in record[what])
    yield from (f"  keep {difference}" for difference in record["differences"])


def known_sentence(known: Sequence[tuple[Film, str]]) -> str:
    """Say from where films that were added are known: (film, “the pack Saga”)."""
    if len(known) == 1:
        film, where = known[0]
        said = f"{film.label} is known from {where}: {', '.join(_facts(film))}."
    else:
        labels = few(film.label for film, _ in known)
        places = few(dict.fromkeys(where for _, where in known))
        said = f"Facts of {labels} were filled in from {places}."
    return f"{said} “--bare” leaves that out."


def _facts(film: Film) -> Iterator[str]:
    yield str(film.released_on or "no date yet")
    if film.runtime:
        yield format_duration(film.runtime)
    yield from (credit.name for credit in film.credits if credit.job is Job.DIRECTOR)
    if film.imdb:
        yield film.imdb
