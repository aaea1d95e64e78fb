"""What people see: the tables and pages of each command, as text that is not yet made safe."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from watchlist.library import Library
from watchlist.model import (
    MAIN,
    RELEASE,
    Credit,
    CreditStatus,
    Film,
    FilmId,
    Franchise,
    Kind,
    LinkKind,
    Placement,
    Viewing,
)
from watchlist.orders import OrderTable, Row
from watchlist.quantities import format_duration, format_rating
from watchlist.render.columns import KEEP, READABLE, READABLE_KEY, Column, Table
from watchlist.suggestions import Suggestion, next_in_table
from watchlist.viewings import last_viewing
from watchlist.wording import (
    gap_words,
    join,
    placement_words,
    reason_sentence,
    short_titles,
    table_name,
    unmet_sentence,
)


class Line(NamedTuple):
    """A line of text: what stands in front, and the text that may have to be wrapped."""

    lead: str
    text: str


class Section(NamedTuple):
    """A table with a line above it and lines below it."""

    table: Table
    heading: str = ""
    notes: Sequence[Line] = ()


_ID: Final = Column("ID", keep=90, right=True)
_FILM: Final = Column("Film", keep=KEEP, least=READABLE_KEY)
_YEAR: Final = Column("Year", keep=80)
_SHORT_SET: Final = len("between Chapter 3…")
_BESIDE: Final = 18
"""To this width titles are shortened where another wide column stands beside them."""
_SEEN: Final = Column("Seen", keep=70, brief=len("2023-03-18…"))


def film_name(film: Film, *marks: str) -> str:
    """Return a title with what it is when that is not a film, and other marks."""
    shown = [*([] if film.kind is Kind.FILM else [str(film.kind)]), *(m for m in marks if m)]
    return f"{film.title} ({', '.join(shown)})" if shown else film.title


def year_of(film: Film) -> str:
    """Return the year of a film, TBA when its release is only announced."""
    return str(film.year) if film.year else "TBA" if film.release and film.release.is_tba else ""


def seen(film: Film) -> str:
    """Return when a film was last watched, and its rating."""
    viewing = last_viewing(film)
    if viewing is None:
        return ""
    when = str(viewing.watched_on) if viewing.watched_on else "watched"
    return f"{when} {format_rating(film.rating)}" if film.rating else when


def film_table(films: Iterable[Film]) -> Section:
    """Return the table of ``list``."""
    columns = (
        _ID,
        _FILM,
        _YEAR,
        Column("Runtime", keep=30, right=True),
        Column("Release", keep=40),
        _SEEN,
        Column("Tags", keep=20, least=READABLE),
        Column("Where", keep=10, least=READABLE),
    )
    rows = [
        (
            str(film.id),
            film_name(film),
            year_of(film),
            format_duration(film.runtime) if film.runtime else "",
            str(film.release) if film.release else "",
            seen(film),
            ", ".join(film.tags),
            film.where,
        )
        for film in films
    ]
    return Section(Table(columns, rows))


def diary_table(entries: Iterable[tuple[Film, Viewing]]) -> Section:
    """Return the table of ``log``."""
    columns = (
        Column("Watched", keep=90),
        _FILM,
        _YEAR,
        Column("Rating", keep=70),
        Column("", keep=60),
        Column("Note", keep=20, least=READABLE),
    )
    rows = [
        (
            str(viewing.watched_on) if viewing.watched_on else "unknown",
            film_name(film),
            year_of(film),
            format_rating(viewing.rating) if viewing.rating else "",
            "again" if viewing.rewatch else "",
            viewing.note,
        )
        for film, viewing in entries
    ]
    return Section(Table(columns, rows))


def person_table(parts: Iterable[tuple[Film, Sequence[Credit]]]) -> Section:
    """Return the table of ``person``."""
    columns = (_ID, _FILM, _YEAR, Column("As", keep=80, least=READABLE), _SEEN._replace(keep=60))
    rows = [
        (
            str(film.id),
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
        *([str(credit.status)] if credit.status is not CreditStatus.CONFIRMED else []),
    ]
    role = f": {credit.role}" if credit.role else ""
    return f"{credit.job}{role}" + (f" ({', '.join(marks)})" if marks else "")


class OrderView(NamedTuple):
    """What an order is printed for, and how.

    ``explain`` adds the reasons below the table, ``gaps`` the time between story dates, and
    ``optional`` counts the films that can be skipped.
    """

    library: Library
    franchise: Franchise
    order: str
    today: datetime.date
    explain: bool = False
    gaps: bool = False
    optional: bool = False


def order_section(view: OrderView, table: OrderTable, shown: Sequence[Row]) -> Section:
    """Return the shown rows of one continuity as ``order`` prints them."""
    library, franchise, today = view.library, view.franchise, view.today
    upcoming = next_in_table(franchise, table, today, optional=view.optional)
    gaps = gap_words(shown) if view.gaps else [""] * len(shown)
    spinoffs = {link.film for link in library.links.values() if link.kind is LinkKind.SPINOFF_OF}
    short = short_titles((row.film for row in table.rows), franchise.name)
    rows = [
        (
            str(row.position),
            film_name(
                row.film,
                "spinoff" if row.film.id in spinoffs else "",
                "optional" if row.optional else "",
            ),
            year_of(row.film),
            _set(row, lambda film: short.get(film, library.title(film))),
            gap,
            str(row.release_position),
            seen(row.film) or _state(row.film, upcoming, today),
        )
        for row, gap in zip(shown, gaps, strict=True)
    ]
    notes = [Line("", unmet_sentence(unmet, library.title)) for unmet in table.unmet]
    if table.left_out:
        notes.append(Line("", f"Left out: {join(map(library.label, table.left_out))}."))
    if view.explain:
        reasons = (
            Line(
                f"{row.position}. ",
                f"{row.film.title}: {_reason(view, row, table)}",
            )
            for row in shown
        )
        notes = [*reasons, *notes]
    heading = " · ".join(
        [
            table_name(view.franchise, table.continuity.name),
            view.order,
            *_progress(table, optional=view.optional),
        ]
    )
    return Section(Table(_order_columns(gaps=view.gaps), rows), heading, notes)


def _order_columns(*, gaps: bool) -> Sequence[Column]:
    """Return the columns of an order; who asks for gaps wants those more than what is seen."""
    return (
        Column("#", keep=95, right=True),
        _FILM._replace(least=_BESIDE) if gaps else _FILM,
        _YEAR._replace(keep=65),
        Column("Set", keep=72 if gaps else 60, least=_SHORT_SET),
        Column("Gap", keep=75),
        Column("Rel.", keep=40, right=True),
        _SEEN._replace(keep=50) if gaps else _SEEN,
    )


def _reason(view: OrderView, row: Row, table: OrderTable) -> str:
    if view.order == RELEASE:
        date = row.film.released_on
        return "its release date is not known." if date is None else f"release date {date}."
    return reason_sentence(row, table.rows, view.library.title)


def _set(row: Row, title: Callable[[FilmId], str]) -> str:
    """Return when a film is set: its story date, and where it was placed."""
    placement = row.entry.placement
    words = [
        str(row.film.story) if row.film.story else "",
        _terse(placement, title) if placement else "",
    ]
    return ", ".join(word for word in words if word)


def _terse(placement: Placement, title: Callable[[FilmId], str]) -> str:
    """Return a placement in words, as ``between Chapter 3 and 4`` where only numbers differ."""
    titles = {anchor: title(anchor) for anchor in placement.anchors}
    if len(titles) > 1:
        one, other = (text.rpartition(" ") for text in titles.values())
        if one[0] and one[0] == other[0] and one[2].isdecimal() and other[2].isdecimal():
            titles[placement.anchors[1]] = other[2]
    return placement_words(placement, titles.__getitem__)


def _state(film: Film, upcoming: Suggestion | None, today: datetime.date) -> str:
    """Return what there is to say of a film that was not seen."""
    if upcoming and film.id == upcoming.film.id:
        return "next"
    return "" if film.is_released(today) else "not out yet"


def compare_section(view: OrderView, release: OrderTable, timeline: OrderTable) -> Section:
    """Return the two orders of a continuity side by side, with how far each film moves."""
    columns = (
        Column("#", keep=95, right=True),
        Column("By release", keep=KEEP, least=_BESIDE),
        Column("By story", keep=KEEP, least=_BESIDE),
        Column("Rel.", keep=60, right=True),
        Column("Shift", keep=70, right=True),
    )
    rows = [
        (
            str(row.position),
            film_name(beside.film),
            film_name(row.film),
            str(row.release_position),
            f"{shift:+}" if (shift := row.position - row.release_position) else "",
        )
        for beside, row in zip(release.rows, timeline.rows, strict=True)
    ]
    moved = sum(1 for row in timeline.rows if row.position != row.release_position)
    name = table_name(view.franchise, timeline.continuity.name)
    heading = f"{name} · {moved} of {len(rows)} not in their release slot"
    return Section(Table(columns, rows), heading)


def _progress(table: OrderTable, *, optional: bool) -> Iterator[str]:
    """Yield how much of an order is seen, and how long the rest takes."""
    counted = [row.film for row in table.rows if optional or not row.optional]
    left = [film for film in counted if not film.watched]
    yield f"{len(counted) - len(left)} of {len(counted)} watched"
    minutes = sum(film.runtime or 0 for film in left)
    unknown = sum(1 for film in left if not film.runtime)
    if minutes:
        more = f" and {unknown} of unknown length" if unknown else ""
        yield f"{format_duration(minutes)}{more} to go"


def film_page(library: Library, film: Film) -> list[Line]:
    """Return everything known of a film, as lines; nothing is shortened."""
    lines = [Line("", f"{film.label} · number {film.id}")]
    for label, values in _facts(library, film):
        texts = [line for value in values for line in value.splitlines() or [""]]
        lines += [
            Line(f"  {label if index == 0 else '':<12}", text) for index, text in enumerate(texts)
        ]
    return lines


def _facts(library: Library, film: Film) -> Iterator[tuple[str, list[str]]]:
    """Yield (label, values) of what is known of a film; a label without values says nothing."""

    def one(value: object) -> list[str]:
        return [str(value)] if value else []

    yield "Kind", one("" if film.kind is Kind.FILM else film.kind)
    yield "Original", one(film.original_title)
    yield "Alias", list(film.aliases)
    yield "Release", one(film.release)
    yield "Runtime", one(format_duration(film.runtime) if film.runtime else "")
    yield "Set", one(film.story)
    yield "IMDb", one(film.imdb)
    yield "TMDB", one(film.tmdb)
    yield "Tags", one(", ".join(film.tags))
    yield "Where", one(film.where)
    yield "Added", one(film.added)
    yield "State", one(_where_it_stands(film))
    yield "Rating", one(format_rating(film.rating) if film.rating else "")
    yield "Viewings", [_viewing_words(viewing) for viewing in film.viewings]
    yield (
        "Franchise",
        [
            _membership_words(library, franchise, film.id)
            for franchise in library.franchises_of(film.id)
        ],
    )
    yield (
        "Links",
        [
            f"{link.kind.words if link.film == film.id else link.kind.inverse} "
            f"{library.label(link.other if link.film == film.id else link.film)}"
            for link in library.links_of(film.id)
        ],
    )
    yield "Credits", [_credit_words(credit) for credit in film.credits]
    yield (
        "Notes",
        [
            " ".join(str(part) for part in (note.on, note.text, note.source) if part)
            for note in film.notes
        ],
    )


def _credit_words(credit: Credit) -> str:
    return " ".join(
        word for word in (f"{credit.name}, {part_words(credit)}", credit.source) if word
    )


def _where_it_stands(film: Film) -> str:
    words = ["watched" if film.watched else "not watched"]
    if film.to_watch:
        words.append("on the watchlist")
    return ", ".join(words)


def _viewing_words(viewing: Viewing) -> str:
    words = [
        str(viewing.watched_on or "on an unknown date"),
        format_rating(viewing.rating) if viewing.rating else "",
        "again" if viewing.rewatch else "",
        ", ".join(viewing.tags),
        viewing.note,
    ]
    return " ".join(word for word in words if word)


def _membership_words(library: Library, franchise: Franchise, film: FilmId) -> str:
    branches = [
        f"{branch.name}{' (optional)' if film in branch.optional else ''}"
        for branch in franchise.continuities_of(film)
    ]
    name = franchise.name if branches == [MAIN] else f"{franchise.name}: {', '.join(branches)}"
    placements = [
        placement_words(placement, library.title)
        + (f" in {placement.continuity}" if placement.continuity else "")
        + (f" ({placement.note})" if placement.note else "")
        for placement in franchise.placements
        if film in placement.films
    ]
    return "; ".join([name, *placements])


def franchise_table(franchises: Iterable[tuple[Franchise, int]]) -> Section:
    """Return the table of ``franchise list``: franchises with how many of their films are seen."""
    columns = (
        Column("Franchise", keep=KEEP, least=READABLE_KEY),
        Column("Films", keep=90, right=True),
        Column("Seen", keep=80, right=True),
        Column("Continuities", keep=50, least=READABLE),
    )
    rows = [
        (
            franchise.name,
            str(len(franchise.members())),
            str(watched),
            ", ".join(branch.name for branch in franchise.continuities if branch.name != MAIN),
        )
        for franchise, watched in franchises
    ]
    return Section(Table(columns, rows))


def franchise_page(library: Library, franchise: Franchise) -> list[Line]:
    """Return everything known of a franchise, as lines."""
    return [Line("", franchise.name), *_franchise_facts(library, franchise)]


def _franchise_facts(library: Library, franchise: Franchise) -> Iterator[Line]:
    if franchise.aliases:
        yield Line("  Aliases: ", ", ".join(franchise.aliases))
    yield Line("  Default order: ", franchise.default_order)
    for branch in franchise.continuities:
        about = f": {branch.description}" if branch.description else ""
        yield Line("  ", f"{branch.name}{about}")
        for number in branch.films:
            optional = " (optional)" if number in branch.optional else ""
            yield Line("    ", f"{library.label(number)}{optional}")
    for placement in franchise.placements:
        subjects = join([library.title(number) for number in placement.films])
        where = f" in {placement.continuity}" if placement.continuity else ""
        note = f" ({placement.note})" if placement.note else ""
        words = placement_words(placement, library.title)
        yield Line("  Placed: ", f"{subjects} {words}{where}{note}")
    for order in franchise.orders:
        yield Line("  Order: ", f"{order.name}, {len(order.films)} films")


def history_table(steps: Iterable[tuple[int, str, str, bool]]) -> Section:
    """Return the table of ``history``: number, time, command, whether it is undone."""
    columns = (
        Column("Step", keep=90, right=True),
        Column("When", keep=40),
        Column("Command", keep=KEEP, least=READABLE_KEY),
        Column("", keep=80),
    )
    rows = [
        (str(number), when.replace("T", " ").rstrip("Z"), command, "undone" if undone else "")
        for number, when, command, undone in steps
    ]
    return Section(Table(columns, rows))


def backups_table(backups: Iterable[tuple[str, str, bool]]) -> Section:
    """Return the table of ``backup --list``: moment, path, whether it can be restored."""
    columns = (Column("When", keep=80), Column("Copy", keep=KEEP), Column("", keep=90))
    rows = [
        (when.partition(".")[0].replace("T", " "), path, "" if good else "damaged")
        for when, path, good in backups
    ]
    return Section(Table(columns, rows))
