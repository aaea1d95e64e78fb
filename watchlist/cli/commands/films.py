"""Films in and out: add, edit, remove."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click
from msgspec.structs import replace

from watchlist.cli.app import App, ask, confirm, hint, interactive, pass_app, today
from watchlist.cli.commands.borrowing import known_sentence, with_known_facts
from watchlist.cli.commands.details import Relations, relate, resolve
from watchlist.cli.commands.placing import places_of, tell_places
from watchlist.cli.film_fields import (
    Cleared,
    ClearType,
    Values,
    cleared,
    credits_of,
    facts,
    film_options,
)
from watchlist.cli.options import (
    Command,
    link_options,
    many,
    membership_options,
    output_format,
    placement_options,
)
from watchlist.cli.params import FILM, RATING, TITLE, parse_title
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.model import Film, FilmId
from watchlist.names.folding import split_year
from watchlist.queries.wording import join
from watchlist.render.records import full_record

allow_duplicate = click.option(
    "--allow-duplicate", is_flag=True, help="Keep apart from a film of the same title and year."
)


@click.command(
    "add",
    cls=Command,
    examples=[
        'watchlist add "Seven Samurai (1954)" --alias "Shichinin no samurai"',
        'watchlist add Ballerina --between "Chapter 3" "Chapter 4"',
    ],
)
@click.argument("titles", metavar="TITLE...", nargs=-1, required=True, type=TITLE)
@film_options
@membership_options
@placement_options
@link_options
@allow_duplicate
@click.option("--bare", is_flag=True, help="Enter no more than is said here: no facts of packs.")
@output_format
@pass_app
def add_command(
    app: App, /, titles: Sequence[str], *, allow_duplicate: bool, output: str, **values: Any
) -> None:
    """Put films on the watchlist.

    A year in brackets behind the TITLE is its year. "-" reads titles from standard input, one a
    line. A film that is placed against others, or linked to them as sequel, prequel or spinoff,
    joins their franchise. What a franchise pack knows of a film is filled in, and said.
    """
    _refuse_shared_ids(titles, values)
    lines = _input_lines() if "-" in titles else ()  # before the lock: a person may be typing
    with app.edit() as library:
        relations = resolve(app, library, values)
        stood = places_of(library, relations.anchors)
        added: list[FilmId] = []
        known: list[tuple[Film, str]] = []
        for title in titles:
            if title == "-":
                added += _add_lines(library, lines, values, allow_duplicate, known)
            else:
                added.append(_add(library, title, values, allow_duplicate, known).id)
        if not added:
            raise RefusedError("No film was added.")
        relate(library, added, relations)
        if known:
            library.notices.append(known_sentence(known))
    if relations.placement or values["story"]:
        tell_places(library, added, stood)
    confirm(
        output,
        f"Added {_listing(library, added)}{_where(library, relations)}.",
        lambda: [full_record(library, library.films[number], today()) for number in added],
    )


def _refuse_shared_ids(titles: Sequence[str], values: Values) -> None:
    if len(titles) > 1 or "-" in titles:
        for name in ("imdb", "tmdb"):
            if values[name] is not None:
                raise UsageError(f"--{name} belongs to one film: add that one alone.")


def _add(
    library: Library,
    text: str,
    values: Values,
    allow_duplicate: bool,
    known: list[tuple[Film, str]],
) -> Film:
    """Enter a film; with the pack that knows it, it joins those ``known`` from one."""
    title, year = split_year(text)
    draft = Film(id=0, title=title, year=year, to_watch=True, added=today())
    film = replace(draft, **facts(draft, values))
    pack = ""
    if not values["bare"]:
        film, pack = with_known_facts(film, values)
    film = library.add_film(film, allow_duplicate=allow_duplicate)
    for credit in credits_of(values):
        film = library.add_credit(film.id, credit)
    if pack:
        known.append((film, pack))
    return film


def _add_lines(
    library: Library,
    lines: Sequence[bytes],
    values: Values,
    allow_duplicate: bool,
    known: list[tuple[Film, str]],
) -> Iterator[FilmId]:
    """Add a film for each line of standard input; one that cannot be added is said."""
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8-sig").strip()
            film = (
                _add(library, parse_title(text), values, allow_duplicate, known) if text else None
            )
        except UnicodeDecodeError:
            hint(f"Standard input, line {number}: it is not valid text (UTF-8).")
        except (RefusedError, ValueError) as error:
            hint(f"Standard input, line {number}: {error}")
        else:
            if film:
                yield film.id


def _input_lines() -> Sequence[bytes]:
    if sys.stdin is None:
        raise RefusedError("Standard input is closed.")
    try:
        return sys.stdin.buffer.readlines()
    except OSError as error:
        raise RefusedError(f"Standard input cannot be read: {error.strerror}.") from error


def _listing(library: Library, films: Sequence[FilmId]) -> str:
    labels = [f"{library.label(number)} as number {number}" for number in films]
    return labels[0] if len(films) == 1 else f"{len(films)} films: {join(labels)}"


def _where(library: Library, relations: Relations) -> str:
    if not relations.placement:
        return ""
    return f", {relations.placement} {join([library.label(film) for film in relations.anchors])}"


@click.command(
    "edit",
    cls=Command,
    examples=[
        "watchlist edit ballerina --release 2025-06-06 --runtime 2h05",
        'watchlist edit "seven samurai" --clear tag --tag classic',
    ],
)
@click.argument("film", type=FILM)
@click.option("--title", type=TITLE, help="Another title.")
@film_options
@click.option("--rating", type=RATING, help="The current rating of a film that was seen.")
@click.option(
    "--to-watch/--not-to-watch", default=None, help="Put it on the watchlist, or take it off."
)
@many("--clear", type=ClearType(), metavar="FIELD", help="Empty a field: runtime, tag, tag=noir.")
@membership_options
@placement_options
@link_options
@allow_duplicate
@output_format
@pass_app
def edit_command(
    app: App,
    /,
    film: str,
    *,
    title: str | None,
    rating: float | None,
    to_watch: bool | None,
    clear: Sequence[Cleared],
    allow_duplicate: bool,
    output: str,
    **values: Any,
) -> None:
    """Change what is known of a film.

    Options that can be repeated add to what is there; --clear comes first.
    """
    with app.edit() as library:
        number = app.film(library, film)
        relations = resolve(app, library, values)
        before = library.films[number]
        stood = places_of(library, [number, *relations.anchors])
        base = cleared(before, clear)
        changes = facts(base, values)
        if title is not None:
            changes["title"] = title
        if to_watch is not None:
            changes["to_watch"] = to_watch
        if rating is not None:
            if not before.watched:
                raise RefusedError(
                    f"{before.label} was not watched yet: rate it with “watchlist watched”."
                )
            changes["rating"] = rating
        library.replace_film(base)
        library.change_film(number, **changes)
        for credit in credits_of(values):
            library.add_credit(number, credit)
        if not allow_duplicate:
            library.refuse_same_film(before, library.films[number])
        relate(library, [number], relations)
        changed = library.changed
    tell_places(library, [number], stood)
    label = library.films[number].label
    confirm(
        output,
        f"Changed {label}." if changed else f"Nothing to change: {label} is like that already.",
        lambda: [full_record(library, library.films[number], today())],
    )


@click.command("remove", cls=Command, examples=['watchlist remove "john wick: chapter 2"'])
@click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
@click.option("--yes", is_flag=True, help="Do not ask.")
@output_format
@pass_app
def remove_command(app: App, /, films: Sequence[str], *, yes: bool, output: str) -> None:
    """Take films out of the library.

    Their viewings, links and placements go with them; "watchlist undo" brings all of it back.
    """
    if interactive() and not yes:
        library = app.load()
        labels = [library.label(number) for number in app.films(library, films)]
        if not ask(f"Remove {join(labels)}?"):
            raise RefusedError("Nothing was removed.")
    with app.edit() as library:
        numbers = app.films(library, films)
        records = [full_record(library, library.films[number], today()) for number in numbers]
        removed = [library.remove_film(number).label for number in numbers]
    confirm(output, f"Removed {join(removed)}.", lambda: records)
