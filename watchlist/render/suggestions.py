"""What ``next``, ``tonight``, ``catchup``, ``upcoming`` and ``plan`` print."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from watchlist.library.library import Library
from watchlist.model import Film
from watchlist.names.listing import few
from watchlist.quantities import format_duration
from watchlist.queries.catchup import Needed
from watchlist.queries.marathon import UNKNOWN_EPISODE, UNKNOWN_RUNTIME, Showing, release_day
from watchlist.queries.next import NOT_ASKED_FOR, Suggestion
from watchlist.queries.tonight import Pick
from watchlist.queries.wording import join, table_name
from watchlist.render.columns import KEEP, READABLE, READABLE_KEY, Column, Line, Section, Table
from watchlist.render.json import JsonRecord
from watchlist.render.orders import when_out
from watchlist.render.records import film_record, number_of, part_record
from watchlist.render.style import date_text
from watchlist.render.views import film_name, id_of, length_of, mark_of, seen, seen_column, year_of

_FILM: Final = Column("Film", keep=KEEP, least=READABLE_KEY)
_YEAR: Final = Column("Year", keep=60)


def place_name(suggestion: Suggestion) -> str:
    """Return where a suggestion comes from: a franchise, with its continuity if it has several.

    Of none a series, or else the other films.
    """
    if not suggestion.franchise or not suggestion.table:
        return getattr(suggestion.film, "within", "") or "the rest"
    return table_name(suggestion.franchise, suggestion.table.continuity.name)


def suggestion_record(suggestion: Suggestion, today: datetime.date) -> JsonRecord:
    """Return a film to watch now, where that comes from, and what was skipped."""
    return {
        **film_record(suggestion.film, today),
        "franchise": suggestion.franchise.name if suggestion.franchise else None,
        "continuity": suggestion.table.continuity.name if suggestion.table else None,
        "skipped": [
            {"id": number_of(film), "title": film.title, **part_record(film), "why": why}
            for film, why in suggestion.skipped
        ],
    }


def suggestion_section(suggestions: Sequence[Suggestion], today: datetime.date) -> Section:
    """Return the table of ``next``; below it what was skipped."""
    columns = (
        Column("From", keep=70, least=READABLE),
        _FILM,
        _YEAR,
        Column("Runtime", keep=50, right=True),
        Column("Where", keep=40, least=READABLE),
    )
    rows = [
        (
            place_name(suggestion),
            film_name(suggestion.film),
            year_of(suggestion.film),
            format_duration(suggestion.film.runtime) if suggestion.film.runtime else "",
            ", ".join(suggestion.film.where),
        )
        for suggestion in suggestions
    ]
    notes = [*_unsure(suggestions, today), *_skipped(suggestions)]
    return Section(Table(columns, rows), notes=notes)


def _unsure(suggestions: Iterable[Suggestion], today: datetime.date) -> Iterator[Line]:
    """Yield which films may be out and may not: of which only the year is known, say."""
    for film in {one.film.id: one.film for one in suggestions}.values():
        if film.may_be_out(today):
            yield Line("", f"{film.label} may be out: {when_out(film, today)}.")


def _skipped(suggestions: Iterable[Suggestion]) -> Iterator[Line]:
    """Say once each which films were skipped, though continuities that share them skip them all."""
    skipped = {
        (film.id, why): film.label for suggestion in suggestions for film, why in suggestion.skipped
    }
    others = [label for (_, why), label in skipped.items() if why == NOT_ASKED_FOR]
    for (_, why), label in skipped.items():
        if why != NOT_ASKED_FOR:
            yield Line("", f"Skipped {label}: {why}.")
    if others:
        yield Line("", f"Skipped, as {NOT_ASKED_FOR}: {few(others)}.")


def pick_record(pick: Pick, today: datetime.date) -> JsonRecord:
    """Return a film for tonight, and why."""
    return {
        **film_record(pick.film, today),
        "why": pick.why,
        "before": {"id": pick.before.id, "title": pick.before.title} if pick.before else None,
    }


def pick_section(picks: Sequence[Pick]) -> Section:
    """Return the table of ``tonight``; below it why each film is there."""
    columns = (
        Column("ID", keep=50, right=True),
        _FILM,
        _YEAR,
        Column("Runtime", keep=70, right=True),
        Column("Where", keep=40, least=READABLE),
    )
    rows = [
        (
            id_of(pick.film),
            film_name(pick.film),
            year_of(pick.film),
            length_of(pick.film),
            ", ".join(pick.film.where),
        )
        for pick in picks
    ]
    return Section(
        Table(columns, rows), notes=[Line("", f"{p.film.title}: {p.why}.") for p in picks]
    )


def needed_record(needed: Needed, today: datetime.date) -> JsonRecord:
    """Return a film to have seen, with those that would do instead."""
    return {
        **film_record(needed.film, today),
        "alternatives": [
            {"id": film.id, "title": film.title, "year": film.year, **part_record(film)}
            for film in needed.alternatives
        ],
    }


def needed_section(label: str, needed: Sequence[Needed]) -> Section:
    """Return the table of ``catchup``, with how long it takes."""
    columns = (
        Column("ID", keep=90, right=True),
        _FILM,
        _YEAR,
        Column("Runtime", keep=50, right=True),
        seen_column(95),
        Column("Or", keep=65, least=READABLE),
    )
    rows = [
        (
            id_of(item.film),
            film_name(item.film),
            year_of(item.film),
            format_duration(item.film.runtime) if item.film.runtime else "",
            seen(item.film),
            join(film.label for film in item.alternatives),
        )
        for item in needed
    ]
    films = [item.film for item in needed]
    heading = " · ".join([f"Before {label}", *_to_go(films)])
    return Section(Table(columns, rows, [mark_of(film) for film in films]), heading)


def _to_go(films: Sequence[Film]) -> Iterator[str]:
    """Yield how many of some films are seen, and how long all and the rest of them take."""
    left = [film for film in films if not film.watched]
    yield f"{len(films) - len(left)} of {len(films)} watched"
    if any(film.runtime for film in films):
        yield f"{_length(films)} in all"
        if left and len(left) < len(films):
            yield f"{_length(left)} to go"


def _length(films: Sequence[Film]) -> str:
    """Return how long some films take, and of how many that is not known."""
    known = sum(film.runtime or 0 for film in films)
    unknown = sum(1 for film in films if film.runtime is None)
    parts = (
        format_duration(known) if known else "",
        f"{unknown} of unknown length" if unknown else "",
    )
    return " and ".join(part for part in parts if part)


def upcoming_record(library: Library, film: Film, today: datetime.date) -> JsonRecord:
    """Return a film that is not out yet; ``days`` to go are known for a full date only."""
    return {
        **film_record(film, today),
        "days": _days_to_go(film, today),
        "franchises": [franchise.name for franchise in library.franchises_of(film.id)],
    }


def _days_to_go(film: Film, today: datetime.date) -> int | None:
    day = release_day(film)
    return (day - today).days if day else None


def upcoming_section(library: Library, films: Iterable[Film], today: datetime.date) -> Section:
    """Return the table of ``upcoming``."""
    columns = (
        Column("Release", keep=90),
        _FILM,
        Column("Days", keep=80, right=True),
        Column("Franchise", keep=50, least=READABLE),
    )
    rows = [
        (
            date_text(film.released_on) if film.released_on else "TBA",
            film_name(film),
            "" if (days := _days_to_go(film, today)) is None else str(days),
            ", ".join(franchise.name for franchise in library.franchises_of(film.id)),
        )
        for film in films
    ]
    return Section(Table(columns, rows))


def showing_record(showing: Showing) -> JsonRecord:
    """Return a film of a plan; ``estimated`` says that its length is a guess."""
    return {
        "day": showing.day.isoformat(),
        "id": number_of(showing.film),
        "title": showing.film.title,
        "year": showing.film.year,
        **part_record(showing.film),
        "minutes": showing.minutes,
        "estimated": showing.estimated,
    }


def plan_section(name: str, showings: Sequence[Showing]) -> Section:
    """Return the table of ``plan``: each day once, with its films below one another."""
    columns = (
        Column("Day", keep=95),
        _FILM,
        _YEAR,
        Column("Runtime", keep=70, right=True),
    )
    rows = []
    last = None
    for showing in showings:
        minutes = format_duration(showing.minutes)
        rows.append(
            (
                f"{showing.day:%a} {date_text(showing.day)}" if showing.day != last else "",
                film_name(showing.film),
                year_of(showing.film),
                f"{minutes} (guess)" if showing.estimated else minutes,
            )
        )
        last = showing.day
    days = len({showing.day for showing in showings})
    films = "1 film" if len(showings) == 1 else f"{len(showings)} films"
    total = format_duration(sum(showing.minutes for showing in showings))
    when = "1 day" if days == 1 else f"{days} days"
    return Section(
        Table(columns, rows), f"{name} · {films} on {when} · {total}", list(_guesses(showings))
    )


def _guesses(showings: Sequence[Showing]) -> Iterator[Line]:
    """Yield which films are of unknown length: on a narrow terminal no column says so."""
    if guessed := [showing.film.label for showing in showings if showing.estimated]:
        films, episodes = map(format_duration, (UNKNOWN_RUNTIME, UNKNOWN_EPISODE))
        series = any(showing.film.whole for showing in showings)
        length = f"{films}, episodes as {episodes}" if series else films
        yield Line("", f"Of unknown length, counted as {length}: {few(guessed)}.")
