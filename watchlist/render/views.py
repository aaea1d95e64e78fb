"""What people see: the tables of the commands, as text that is not yet made safe."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final

from watchlist.dates import PartialDate
from watchlist.library.shown import NO_RECORD, Shown
from watchlist.library.viewings import last_viewing
from watchlist.model import (
    MAIN,
    Credit,
    CreditStatus,
    Film,
    FilmList,
    Franchise,
    Kind,
    Viewing,
)
from watchlist.quantities import format_duration
from watchlist.render.chunks import chunks
from watchlist.render.columns import (
    KEEP,
    READABLE,
    READABLE_KEY,
    Column,
    Mark,
    PackedRows,
    Section,
    Table,
)
from watchlist.render.style import date_text, rating_text

ID: Final = Column("ID", keep=90, right=True)
FILM: Final = Column("Film", keep=KEEP, least=READABLE_KEY)
YEAR: Final = Column("Year", keep=80)
_SEEN: Final = Column("Seen", keep=70)
_LONG_DATE: Final = PartialDate(2023, 12, 24)


def seen_column(keep: int = _SEEN.keep) -> Column:
    """Return the column of ``seen``; it can be cut to the date, however that is written."""
    date = len(f"{date_text(_LONG_DATE)}…")
    return _SEEN._replace(keep=keep, least=date)


def mark_of(film: Film, today: datetime.date | None = None) -> Mark:
    """Return how a film stands out: as seen or, when the day is known, as not out yet."""
    if film.watched:
        return Mark.SEEN
    return Mark.UNRELEASED if today and not film.is_released(today) else Mark.NONE


def film_name(film: Film, *marks: str) -> str:
    """Return a title with what it is when that is not a film, and other marks.

    A part has the title of its whole in front; of a whole that is begun it says how much is seen.
    """
    kind = "" if film.kind is Kind.FILM or film.whole is not None else str(film.kind)
    shown = [mark for mark in (kind, progress_words(film), *marks) if mark]
    return f"{film.name} ({', '.join(shown)})" if shown else film.name


def progress_words(film: Film) -> str:
    """Return “5 of 22” of a film of which some episodes were seen and some were not."""
    progress = film.progress if isinstance(film, Shown) else None
    return str(progress) if progress and progress.begun else ""


def id_of(film: Film) -> str:
    """Return the number of a film, empty for a piece of which there is no record."""
    return str(film.id) if film.id < NO_RECORD else ""


def year_of(film: Film) -> str:
    """Return the year of a film, TBA when its release is only announced."""
    return str(film.year) if film.year else "TBA" if film.release and film.release.is_tba else ""


def length_of(film: Film) -> str:
    """Return how long a film is, empty when nobody knows."""
    return format_duration(film.runtime) if film.runtime else ""


def seen(film: Film) -> str:
    """Return when a film was last watched, and its rating."""
    viewing = last_viewing(film)
    if viewing is None:
        return ""
    when = date_text(viewing.watched_on) if viewing.watched_on else "watched"
    return f"{when} {rating_text(film.rating)}" if film.rating else when


def film_table(films: Iterable[Film], today: datetime.date | None = None) -> Section:
    """Return the table of ``list``, of films of which none is kept."""
    columns = (
        ID,
        FILM,
        YEAR,
        Column("Runtime", keep=30, right=True),
        Column("Release", keep=40),
        seen_column(),
        Column("Tags", keep=20, least=READABLE),
        Column("Where", keep=10, least=READABLE),
    )
    rows, marks = PackedRows(), list[Mark]()
    for some in chunks(films):
        rows.extend(map(_film_row, some))
        marks.extend(mark_of(film, today) for film in some)
    return Section(Table(columns, rows, marks))


def _film_row(film: Film) -> Sequence[str]:
    return (
        id_of(film),
        film_name(film),
        year_of(film),
        length_of(film),
        date_text(film.release) if film.release else "",
        seen(film),
        ", ".join(film.tags),
        ", ".join(film.where),
    )


def diary_table(entries: Iterable[tuple[Film, Viewing]]) -> Section:
    """Return the table of ``log``."""
    columns = (
        Column("Watched", keep=90),
        FILM,
        YEAR,
        Column("Rating", keep=70),
        Column("", keep=60),
        Column("Note", keep=20, least=READABLE),
    )
    rows = [
        (
            date_text(viewing.watched_on) if viewing.watched_on else "unknown",
            film_name(film),
            year_of(film),
            rating_text(viewing.rating) if viewing.rating else "",
            "again" if viewing.rewatch else "",
            viewing.note,
        )
        for film, viewing in entries
    ]
    return Section(Table(columns, rows))


def person_table(parts: Iterable[tuple[Film, Sequence[Credit]]]) -> Section:
    """Return the table of ``person``."""
    columns = (ID, FILM, YEAR, Column("As", keep=80, least=READABLE), seen_column(60))
    rows = [
        (
            id_of(film),
            film_name(film),
            year_of(film),
            "; ".join(part_words(credit) for credit in credits_),
            seen(film),
        )
        for film, credits_ in parts
    ]
    return Section(Table(columns, rows))


def part_words(credit: Credit) -> str:
    """Return a person's part: ``cast: Rooney (cameo, reported)``."""
    marks = [
        *(["cameo"] if credit.cameo else []),
        *([str(credit.status)] if credit.status not in (None, CreditStatus.CONFIRMED) else []),
    ]
    role = f": {credit.role}" if credit.role else ""
    return f"{credit.job}{role}" + (f" ({', '.join(marks)})" if marks else "")


def franchise_table(franchises: Iterable[tuple[Franchise, int, int]]) -> Section:
    """Return the table of ``franchise list``: franchises, how many films they have and are seen."""
    columns = (
        Column("Franchise", keep=KEEP, least=READABLE_KEY),
        Column("Films", keep=90, right=True),
        Column("Seen", keep=80, right=True),
        Column("Continuities", keep=50, least=READABLE),
    )
    rows = [
        (
            franchise.name,
            str(films),
            str(watched),
            ", ".join(
                continuity.name for continuity in franchise.continuities if continuity.name != MAIN
            ),
        )
        for franchise, films, watched in franchises
    ]
    return Section(Table(columns, rows))


def lists_table(lists: Iterable[tuple[FilmList, int]]) -> Section:
    """Return the table of ``lists``: named lists with how many of their films are seen."""
    columns = (
        ID,
        Column("List", keep=KEEP, least=READABLE_KEY),
        Column("Films", keep=80, right=True),
        Column("Seen", keep=70, right=True),
    )
    rows = [(str(f.id), f.name, str(len(f.films)), str(watched)) for f, watched in lists]
    return Section(Table(columns, rows))


def listed_table(found: FilmList, films: Iterable[tuple[Film, str]]) -> Section:
    """Return the table of the films on a list, with what was said of them there."""
    columns = (
        Column("#", keep=90, right=True),
        FILM,
        YEAR,
        seen_column(),
        Column("Note", keep=60, least=20),
    )
    rows = [
        (str(position), film_name(film), year_of(film), seen(film), note)
        for position, (film, note) in enumerate(films, start=1)
    ]
    return Section(Table(columns, rows), heading=found.name)
