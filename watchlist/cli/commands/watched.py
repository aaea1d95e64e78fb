"""Marking films watched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import click

from watchlist import spans
from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_entering import enter_title, is_id
from watchlist.cli.options import output_format, stated
from watchlist.cli.output import confirm, hint
from watchlist.cli.params import (
    FILM,
    RATING,
    TEXT,
    VIEWING_DATE,
    parse_stars,
    parse_viewing_date,
    reads,
    refuse_dates,
    refuse_ratings,
)
from watchlist.cli.typed_titles import doubtful
from watchlist.cli.viewing_report import tell_not_out, tell_seen_before
from watchlist.dates import PartialDate
from watchlist.errors import NoSuchPieceError, NotFoundError, UsageError
from watchlist.library.library import Library
from watchlist.library.passes import end_completed
from watchlist.library.taking import recorded
from watchlist.model import Film, FilmId, Kind, Viewing
from watchlist.names.listing import few
from watchlist.queries.orders.standing import earlier_unwatched
from watchlist.render.diary import turn_words, viewing_changes, viewing_words, when_words
from watchlist.render.records import full_record
from watchlist.spans import Span, Unit

_YEAR: Final = 4
"""So many digits has a year."""


def _without_dates(
    ctx: click.Context, _parameter: click.Parameter, films: Sequence[str]
) -> Sequence[str]:
    if not ctx.resilient_parsing:
        refuse_dates(films)
    return films


@click.command(
    "watched",
    cls=Command,
    examples=[
        'watchlist watched "chapter 2" --on 2023-03-18 --rating 4.5',
        'watchlist watched "Heat (1995)" --add --on "last friday"',
    ],
    related=["rate", "viewing", "unwatch", "log", "next"],
)
@click.argument(
    "films", metavar="FILM...", nargs=-1, required=True, type=FILM, callback=_without_dates
)
@click.option(
    "--on",
    type=VIEWING_DATE,
    default="today",
    show_default=True,
    metavar="DATE",
    help="When: 2023-03-18, 2023-03, friday, 3 days ago or unknown.",
)
@click.option("--rating", type=RATING, help="Your rating: 4.5, ★★★★½, 9/10 or 90%.")
@click.option("--note", type=TEXT, help="What you thought of it.")
@click.option("--rewatch", is_flag=True, help="It was not the first time.")
@click.option("--through", is_flag=True, help="The unwatched films before it were seen, too.")
@click.option("--add", is_flag=True, help="Enter films that are not in the library.")
@output_format
@pass_app
def command(
    app: App,
    /,
    films: Sequence[str],
    *,
    on: PartialDate | None,
    rating: float | None,
    note: str | None,
    rewatch: bool,
    through: bool,
    add: bool,
    output: str,
) -> None:
    """Mark films watched.

    Without --on they were watched today. With --through the unwatched films that stand before
    them in their franchise are marked as well, on the date of --on or without one.
    """
    viewing = Viewing(watched_on=on, rating=rating, rewatch=rewatch, note=note or "")
    with app.edit() as library:
        numbers, added = _meant(library, films, add=add, again=rewatch)
        before = [library.shown.own(number) for number in numbers]
        new = numbers if through else [film.id for film in before if not film.watched]
        earlier = list(earlier_unwatched(library, new, today()))
        too, too_on = (earlier if through else []), (on if stated("on") else None)
        before_them = [number for film in too for number in recorded(library, film)]
        library.record_viewings(numbers, viewing, earlier=before_them, earlier_on=too_on)
        end_completed(library, [*numbers, *before_them], on)
        marks = [(film, library.shown.own(film.id)) for film in before]
        changed = bool(too or added) or any(film != after for film, after in marks)
    tell_not_out(before, today())
    if not rewatch:
        tell_seen_before(marks, viewing)
    if not through:
        _tell_earlier(earlier)
    confirm(
        output,
        _sentence(_Told(marks, viewing, too, too_on, added)) if changed else _known(before),
        lambda: [full_record(library, library.shown[n], today()) for n in before_them + numbers],
    )


class _Told(NamedTuple):
    """What was done, to be told in one sentence; ``marks`` are films before and after."""

    marks: Sequence[tuple[Film, Film]]
    viewing: Viewing
    earlier: Sequence[Film]
    earlier_on: PartialDate | None
    added: Sequence[FilmId]


def _meant(
    library: Library, films: Sequence[str], *, add: bool, again: bool
) -> tuple[list[FilmId], list[FilmId]]:
    """Return the films that are meant, each once, and those of them that were entered for it."""
    if add:
        refuse_ratings(films)
    numbers: list[FilmId] = []
    added: list[FilmId] = []
    references.cut(library, films)
    for reference in films:
        try:
            pieces = references.pieces(library, reference)
            numbers += pieces if again else _unseen(library, pieces)
        except NoSuchPieceError:  # the film is there: nothing is to be entered
            raise
        except NotFoundError as error:
            if is_id(reference):  # nobody knows what the film is called
                raise
            if not add:
                raise _not_found(error, reference) from error
            added.append(_enter(library, reference))
            numbers += references.pieces(library, reference) if _piece(reference) else added[-1:]
    if added:
        library.notices += doubtful(films, "watched", " --add")
    return list(dict.fromkeys(numbers)), added


def _not_found(error: NotFoundError, reference: str) -> NotFoundError:
    """Return the error of a film that is not there, and perhaps is a year or a rating."""
    found = NotFoundError(f"{error} With --add it is entered.", error.what, error.reference)
    if len(reference) == _YEAR and reference.isdecimal() and reads(parse_viewing_date, reference):
        found.advice = f"If that is when it was watched, write --on {reference}."
    elif not reference.isdecimal() and reads(parse_stars, reference):
        found.advice = f"If that is your rating, write --rating {reference}."
    return found


def _unseen(library: Library, pieces: Sequence[FilmId]) -> Sequence[FilmId]:
    """Return those of several parts that were not seen yet; all of them when all were."""
    return [number for number in pieces if not _is_seen(library, number)] or pieces


def _is_seen(library: Library, part: FilmId) -> bool:
    """Whether a part was seen, and since the first day of a pass that it is in."""
    films = filter(None, (part, library.parts.whole_of(part)))
    around = {found.id: found for film in films for found in library.franchises_of(film)}
    shown = [library.shown, *(library.in_pass(found).shown for found in around.values())]
    return all(films[part].watched for films in shown)


def _piece(reference: str) -> Span | None:
    """Return the episodes that a reference says to be a piece of a series, if it does."""
    split = spans.split(reference)
    try:
        span = spans.parse(split[1]) if split else None
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    return span if span and span.unit in (Unit.EPISODE, Unit.ABSOLUTE) else None


def _enter(library: Library, reference: str) -> FilmId:
    """Enter the film that nobody knew: a series, where a piece of one is named."""
    split = spans.split(reference)
    if not split or not _piece(reference):
        return enter_title(library, reference)
    number = enter_title(library, split[0])
    return library.change_film(number, kind=Kind.SERIES).id


def _tell_earlier(films: Sequence[Film]) -> None:
    """Name films that were not watched, and stand before those that were."""
    if films:
        names = few(film.label for film in films)
        hint(f"Not watched yet, and earlier in the order: {names}. Mark them too with --through.")


def _sentence(told: _Told) -> str:
    """Say what was entered, or what that changed in a viewing that was there."""
    labels = few(film.label for film, _ in told.marks)
    if len(told.marks) > 1:
        return f"Watched {labels}{viewing_words(told.viewing)}{_beside(told)}."
    [(before, after)] = told.marks
    on_day = [v for v in after.viewings if v.watched_on == told.viewing.watched_on]
    if not on_day:  # a part that was seen then with its whole: it is the others that were marked
        return f"Watched {labels}{viewing_words(told.viewing)}{_beside(told)}."
    entered = on_day[-1]
    if len(before.viewings) < len(after.viewings):
        turn = turn_words(after, entered)
        return f"Watched {labels}{viewing_words(told.viewing)}{turn}{_beside(told)}."
    known = next(v for v in before.viewings if v.watched_on == told.viewing.watched_on)
    if known == entered:  # it is the others that were marked, or the watchlist that it is off
        return f"Watched {labels}{viewing_words(entered)}{_beside(told)}."
    changes = "; ".join(viewing_changes(known, entered))
    return f"Changed the viewing of {labels}{when_words(entered)}: {changes}{_beside(told)}."


def _beside(told: _Told) -> str:
    """Say which films were marked as well, and which were entered."""
    said = ""
    if told.earlier:
        when = "on that date" if told.earlier_on else "without a date"
        those = "it" if len(told.marks) == 1 else "them"
        said += f"; before {those}, {when}: {few(film.label for film in told.earlier)}"
    if told.added:
        new = "it is" if len(told.marks) == 1 else f"{len(told.added)} of them"
        said += f"; {new} new, as number {few(str(number) for number in told.added)}"
    return said


def _known(films: Sequence[Film]) -> str:
    labels = few(film.label for film in films)
    was = "was" if len(films) == 1 else "were"
    return f"Nothing to change: {labels} {was} marked so already (--rewatch adds a viewing)."
