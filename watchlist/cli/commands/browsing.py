"""Looking at films: list, show, person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import click

from watchlist.cli.app import App, pass_app, today
from watchlist.cli.options import Command, many, output_format
from watchlist.cli.output import print_page, print_report
from watchlist.cli.params import (
    FILM,
    FRANCHISE,
    PERSON,
    RATING_FILTER,
    TAG,
    YEARS,
)
from watchlist.dates import NO_DATE
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.viewings import last_viewing, viewing_key
from watchlist.model import Film, Kind
from watchlist.names.folding import fold, without_article
from watchlist.render.pages import film_page
from watchlist.render.records import credit_record, film_record, full_record
from watchlist.render.views import film_table, person_table

Test = Callable[[Film], bool]

SORT_KEYS: Final[dict[str, Callable[[Film], Any]]] = {
    "added": lambda film: film.id,  # the order of the table
    "title": lambda film: fold(without_article(film.title)),
    "year": lambda film: film.year or NO_DATE[0],
    "release": lambda film: film.release_key,
    "rating": lambda film: film.rating or 0,
    "runtime": lambda film: film.runtime or 0,
    "watched": lambda film: (
        viewing_key(viewing) if (viewing := last_viewing(film)) else (False, (0, 0, 0))
    ),
}


@click.command(
    "list",
    cls=Command,
    examples=[
        "watchlist list --tag noir --year ..1959",
        "watchlist list --watched --rating '>=4' --sort rating --reverse",
    ],
)
@click.argument("words", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every film.")
@click.option("--watched", is_flag=True, help="Films that were watched.")
@click.option("--upcoming", is_flag=True, help="Films that are not out yet.")
@many("--franchise", type=FRANCHISE, metavar="NAME", help="Films of that franchise.")
@many("--tag", type=TAG, help="Films with that tag.")
@many("--person", type=PERSON, metavar="NAME", help="Films with that person.")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Films of that kind.")
@click.option("--year", type=YEARS, metavar="YEARS", help="1999, 1990..1999, 1990.. or ..1999.")
@click.option("--rating", type=RATING_FILTER, metavar="RATING", help="Rated '>=4', '<3' or 4.5.")
@click.option(
    "--sort",
    type=click.Choice(list(SORT_KEYS)),
    default="added",
    show_default=True,
    help="What to sort by.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(min=0), help="At most that many films.")
@output_format
@pass_app
def list_command(
    app: App,
    /,
    words: Sequence[str],
    *,
    sort: str,
    reverse: bool,
    limit: int | None,
    output: str,
    **filters: Any,
) -> None:
    """List films: what is still to watch.

    WORDS are looked for in the titles. Filters add up.
    """
    library = app.load()
    tests = list(_tests(app, library, words, filters))
    films = list(islice(_sorted(library, tests, sort, reverse=reverse), limit))
    print_report(
        output,
        lambda: [film_record(film, today()) for film in films],
        lambda: [film_table(films, today())],
        empty="No film to list: see “watchlist list --help”, or add one with “watchlist add”.",
    )


def _sorted(library: Library, tests: Sequence[Test], sort: str, *, reverse: bool) -> Iterator[Film]:
    """Yield the films that pass the tests; as they were added, they need not all be read."""
    added = sort == "added"
    numbers = reversed(library.films) if added and reverse else iter(library.films)
    films = (library.films[number] for number in numbers)
    found = (film for film in films if all(test(film) for test in tests))
    return found if added else iter(sorted(found, key=SORT_KEYS[sort], reverse=reverse))


def _tests(
    app: App, library: Library, words: Sequence[str], filters: dict[str, Any]
) -> Iterator[Test]:
    """Yield what a film has to pass to be listed."""
    yield _state_test(filters)
    yield from map(_named, words)
    for name in filters["franchise"]:
        yield _member_of(library, app.franchise(library, name))
    yield from map(_tagged, filters["tag"])
    for name in filters["person"]:
        yield _with_person(app.person(library, name))
    if kind := filters["kind"]:
        yield lambda film: film.kind == kind
    if years := filters["year"]:
        yield lambda film: film.year is not None and years[0] <= film.year <= years[1]
    if rating := filters["rating"]:
        yield lambda film: rating.holds(film.rating)


def _state_test(filters: dict[str, Any]) -> Test:
    day = today()
    wanted: list[Test] = []
    if filters["upcoming"]:
        wanted.append(lambda film: not film.is_released(day))
    if filters["watched"]:
        wanted.append(lambda film: film.watched)
    if not wanted and not filters["everything"]:
        wanted.append(lambda film: film.to_watch)
    return lambda film: all(test(film) for test in wanted)


def _named(word: str) -> Test:
    wanted = fold(word)
    return lambda film: any(
        wanted in fold(name) for name in (film.title, film.original_title, *film.aliases)
    )


def _member_of(library: Library, scope: Scope) -> Test:
    franchise = library.franchises[scope.franchise]
    branch = franchise.continuity(scope.continuity)
    members = frozenset(branch.films if branch else franchise.members())
    return lambda film: film.id in members


def _tagged(tag: str) -> Test:
    wanted = fold(tag)
    return lambda film: wanted in map(fold, film.tags)


def _with_person(name: str) -> Test:
    wanted = fold(name)
    return lambda film: any(fold(credit.name) == wanted for credit in film.credits)


@click.command("show", cls=Command, examples=["watchlist show ballerina"])
@click.argument("film", type=FILM)
@output_format
@pass_app
def show_command(app: App, /, film: str, *, output: str) -> None:
    """Show everything known of a film.

    Facts, credits, links from both ends, franchises and places, viewings and notes.
    """
    library = app.load()
    found = library.films[app.film(library, film)]
    print_page(output, full_record(library, found, today()), lambda: film_page(library, found))


@click.command("person", cls=Command, examples=['watchlist person "gabriel byrne"'])
@click.argument("name", type=PERSON)
@output_format
@pass_app
def person_command(app: App, /, name: str, *, output: str) -> None:
    """List every film with a person."""
    library = app.load()
    person = app.person(library, name)
    parts = [
        (film, [credit for credit in film.credits if fold(credit.name) == fold(person)])
        for film in sorted(library.people()[person], key=lambda film: film.release_key)
    ]
    print_report(
        output,
        lambda: [
            {**film_record(film, today()), "credits": [credit_record(c) for c in credits_]}
            for film, credits_ in parts
        ],
        lambda: [person_table(parts)],
        empty="",
    )
