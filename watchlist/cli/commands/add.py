"""Putting films on the watchlist."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click
from msgspec.structs import replace

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.filling import source_id, tell_credits
from watchlist.cli.film_fields import (
    Values,
    allow_duplicate_option,
    changes_from,
    credits_of,
    film_options,
    refuse_ids,
)
from watchlist.cli.film_relations import (
    link_options,
    membership_options,
    placement_options,
    relations_of,
)
from watchlist.cli.looking_up import LookedUp, adding_sources, look_up, look_up_id
from watchlist.cli.options import output_format, stated
from watchlist.cli.output import confirm, hint
from watchlist.cli.params import (
    RATING,
    TITLE,
    VIEWING_DATE,
    parse_title,
    refuse_dates,
    refuse_ratings,
)
from watchlist.cli.standing_report import places_of, tell_lone_dates, tell_places
from watchlist.cli.typed_titles import settled, slips
from watchlist.cli.viewing_report import tell_not_out
from watchlist.dates import PartialDate
from watchlist.errors import (
    NotFoundError,
    RefusedError,
    SourceError,
    UsageError,
    WatchlistError,
)
from watchlist.library.library import Library
from watchlist.library.relations import FilmRelations, relate
from watchlist.model import Film, FilmId, Viewing
from watchlist.names.folding import split_year
from watchlist.names.listing import few
from watchlist.queries.wording import join
from watchlist.render.diary import viewing_words
from watchlist.render.packs import known_sentence
from watchlist.render.records import full_record


@click.command(
    "add",
    cls=Command,
    examples=[
        'watchlist add "Seven Samurai (1954)" --alias "Shichinin no samurai"',
        'watchlist add Ballerina --between "Chapter 3" "Chapter 4"',
        'watchlist add "Heat (1995)" --watched --on 2023-03-18 --rating 4.5',
    ],
    related=["edit", "watched", "place", "pack add", "import"],
)
@click.argument("titles", metavar="TITLE...", nargs=-1, required=True, type=TITLE)
@film_options
@membership_options
@placement_options
@link_options
@allow_duplicate_option
@click.option("--watched", is_flag=True, help="It was watched: it is not put on the watchlist.")
@click.option("--on", type=VIEWING_DATE, metavar="DATE", help="With --watched: when; else today.")
@click.option("--rating", type=RATING, help="With --watched: your rating.")
@click.option(
    "--parts",
    type=click.Choice(["-"]),
    help="Read titles of its segments from standard input, one a line.",
)
@click.option("--fill", is_flag=True, help="Fill in what any source knows, by the network too.")
@click.option("--bare", is_flag=True, help="Enter no more than is said here: no facts of packs.")
@output_format
@pass_app
def command(app: App, /, titles: Sequence[str], *, output: str, **values: Any) -> None:
    """Put films on the watchlist.

    A year in brackets behind the TITLE is its year. "-" reads titles from standard input, one a
    line. A film that is placed against others, or linked to them as sequel, prequel or spinoff,
    joins their franchise. What a franchise pack or the catalogue knows of a film is filled in, and
    said. A TITLE can be an id, too, which is looked up: tt0113277, wikidata:Q42198 or tmdb:949.
    With --watched the --note is that of the viewing.
    """
    _refuse_shared_ids(titles, values)
    viewing = _viewing(values)
    if viewing:
        refuse_dates(titles)
        refuse_ratings(titles)
    titles = settled(titles)
    # before the lock: a person may be typing, and a source may take its time
    lines = _input_lines() if "-" in titles or values["parts"] else ()
    values = {**values, "note": ()} if viewing else values
    entries = _Entries(values)
    entries.look_up([*titles, *(lines if "-" in titles else ())])
    with app.edit() as library:
        relations = relations_of(library, values)
        stood = places_of(library, relations.anchors)
        entering = _Entering(library, values, viewing, entries)
        added = entering.enter_all(titles, lines)
        relate(library, added, relations)
        library.notices += entering.notices(titles)
    if relations.placement or values["story"]:
        tell_places(library, added, stood)
    if values["story"]:
        tell_lone_dates(library, added)
    if viewing:
        unseen = [replace(library.films[number], viewings=()) for number in added]
        tell_not_out(unseen, today())
    seen = f", watched{viewing_words(viewing)}" if viewing else ""
    confirm(
        output,
        f"Added {_listing(library, added)}{_where(library, relations)}{seen}.",
        lambda: [full_record(library, library.shown[number], today()) for number in added],
    )


def _refuse_shared_ids(titles: Sequence[str], values: Values) -> None:
    if len(titles) > 1 or "-" in titles:
        refuse_ids(values)
        if values["parts"]:
            raise UsageError("--parts reads the parts of one film: add that one alone.")


def _viewing(values: Values) -> Viewing | None:
    """Return what the options say of a viewing. Raises UsageError without ``--watched``."""
    on = values["on"] if stated("on") else PartialDate.of(today())
    if values["watched"]:
        return Viewing(watched_on=on, rating=values["rating"], note="\n".join(values["note"]))
    for name in ("on", "rating"):
        if stated(name):
            raise UsageError(f"--{name} is about a viewing: it needs --watched.")
    return None


def _enter_parts(library: Library, whole: FilmId, lines: Sequence[bytes]) -> None:
    """Enter a segment for each line of standard input. Raises RefusedError for a bad line."""
    titles = [title for line in lines if (title := _title(line))]
    if not titles:
        raise RefusedError("Standard input has no titles of parts.")
    for number, title in enumerate(titles, start=1):
        library.enter_part(whole, str(number), title)


def _title(line: bytes) -> str:
    try:
        text = line.decode("utf-8-sig").strip()
        return parse_title(text) if text else ""
    except ValueError as error:
        raise RefusedError(f"Standard input: {error}.") from error


class _Entries:
    """The films that titles mean, with what the options and the sources say of them."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._said = {name for name, value in values.items() if value}
        self._sources = adding_sources(fill=values["fill"], bare=values["bare"])
        self._found: dict[str, LookedUp | WatchlistError] = {}

    def look_up(self, titles: Sequence[str | bytes]) -> None:
        """Look up titles, and lines that are some; what is wrong with one is told when it is."""
        for title in titles:
            text = title if isinstance(title, str) else title.decode("utf-8-sig", "replace").strip()
            if text and text != "-":
                try:
                    self._found[text] = self._entry(text)
                except WatchlistError as error:
                    self._found[text] = error
        if self._sources:
            tell_credits(self._sources)

    def _entry(self, text: str) -> LookedUp:
        title, year = split_year(text)
        draft = Film(id=0, title=title, year=year, to_watch=True, added=today())
        film = replace(draft, **changes_from(draft, self._values))
        if (id_ := source_id(text)) and not self._values["bare"]:
            return look_up_id(film, id_, self._said)
        return look_up(film, self._sources, self._said)

    def of(self, text: str) -> LookedUp:
        """Return the film that a title means. Raises what was wrong with it."""
        found = self._found[text]
        if isinstance(found, WatchlistError):
            raise found
        return found


class _Entering:
    """Enters films, each with what the options say of all of them.

    ``films`` are those that were entered; ``known`` those of them that a source knew, with where.
    """

    def __init__(
        self, library: Library, values: Values, viewing: Viewing | None, entries: _Entries
    ) -> None:
        self._library = library
        self._values = values
        self._viewing = viewing
        self._entries = entries
        self.films: list[FilmId] = []
        self.known: list[tuple[Film, str]] = []

    def enter_all(self, titles: Sequence[str], lines: Sequence[bytes]) -> list[FilmId]:
        """Enter films, or one with its parts: ``lines`` are those of standard input.

        Raises RefusedError when there is none.
        """
        for title in titles:
            if title == "-":
                self.enter_lines(lines)
                continue
            try:
                self.enter(title)
            except WatchlistError as error:
                error.advice = _of_others(titles)
                raise
        if not self.films:
            raise RefusedError("No film was added.")
        if self._values["parts"]:
            _enter_parts(self._library, self.films[0], lines)
        return self.films

    def notices(self, titles: Sequence[str]) -> Iterator[str]:
        """Yield what a source knew, and what of the titles that were typed looks like a slip."""
        if self.known:
            yield known_sentence(self.known)
        if "-" not in titles:
            known = {film.id for film, _ in self.known}
            unknown = [self._library.films[film] for film in self.films if film not in known]
            yield from slips(self._library, titles, unknown)

    def enter(self, text: str) -> None:
        """Enter the film of a title. Raises RefusedError when it is there already."""
        values = self._values
        entry = self._entries.of(text)
        film = self._library.add_film(entry.film, allow_duplicate=values["allow_duplicate"])
        for credit in credits_of(values):
            film = self._library.add_credit(film.id, credit)
        if self._viewing:
            film = self._library.record_viewing(film.id, self._viewing)
        if entry.known:
            self.known.append((film, entry.where))
        self.films.append(film.id)

    def enter_lines(self, lines: Sequence[bytes]) -> None:
        """Enter a film for each line of standard input; one that cannot be entered is said."""
        for number, line in enumerate(lines, start=1):
            try:
                if text := line.decode("utf-8-sig").strip():
                    self.enter(parse_title(text))
            except UnicodeDecodeError:
                hint(f"Standard input, line {number}: it is not valid text (UTF-8).")
            except (NotFoundError, RefusedError, SourceError, ValueError) as error:
                hint(f"Standard input, line {number}: {error}")


def _of_others(titles: Sequence[str]) -> str:
    """Say what became of all titles when one of several cannot be entered."""
    return f"None of the {len(titles)} films was added." if len(titles) > 1 else ""


def _input_lines() -> Sequence[bytes]:
    if sys.stdin is None:
        raise RefusedError("Standard input is closed.")
    try:
        return sys.stdin.buffer.readlines()
    except OSError as error:
        raise RefusedError(f"Standard input cannot be read: {error.strerror}.") from error


def _listing(library: Library, films: Sequence[FilmId]) -> str:
    labels = [f"{library.label(number)} as number {number}" for number in films]
    return labels[0] if len(films) == 1 else f"{len(films)} films: {few(labels)}"


def _where(library: Library, relations: FilmRelations) -> str:
    if not relations.placement:
        return ""
    return f", {relations.placement} {join([library.label(film) for film in relations.anchors])}"
