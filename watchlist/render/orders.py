"""Orders as people see them: one table for each continuity."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from watchlist.library.library import Library
from watchlist.library.passes import pass_words
from watchlist.library.universes import Constituent
from watchlist.model import (
    Film,
    FilmId,
    Franchise,
    LinkKind,
    Placement,
)
from watchlist.names.listing import few
from watchlist.quantities import format_duration
from watchlist.queries.next import Suggestion, next_in_table
from watchlist.queries.orders import OrderRow, OrderTable
from watchlist.queries.orders.registry import kind_of
from watchlist.queries.wording import (
    gap_words,
    join,
    placement_words,
    short_titles,
    table_name,
    title_within,
    unmet_sentence,
    without_words,
)
from watchlist.render.columns import KEEP, Column, Line, Mark, Section, Table
from watchlist.render.views import FILM, ID, YEAR, film_name, mark_of, seen, seen_column, year_of
from watchlist.story.timeline import TimelineEntry

_SHORT_SET: Final = len("between Chapter 3…")
_BESIDE: Final = 18
"""To this width titles are shortened where another wide column stands beside them."""


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


def order_section(view: OrderView, table: OrderTable, shown: Sequence[OrderRow]) -> Section:
    """Return the shown rows of one continuity as ``order`` prints them."""
    upcoming = next_in_table(view.franchise, table, view.today, optional=view.optional)
    heading = [
        table_name(view.franchise, table.continuity.name),
        view.order,
        *filter(None, [pass_words(view.franchise)]),
        *progress(table, optional=view.optional),
        *filter(None, [without_words(table.without)]),
    ]
    marks = [
        Mark.NEXT if upcoming and row.film.id == upcoming.film.id else mark_of(row.film, view.today)
        for row in shown
    ]
    rows = _cells(view, table, shown, upcoming)
    brief = _in_few_words(rows, shown, view.franchise.name)
    return Section(
        Table(_order_columns(gaps=view.gaps), rows, marks, brief),
        " · ".join(heading),
        [*(_reasons(view, table, shown) if view.explain else ()), *_notes(view, table)],
    )


def _cells(
    view: OrderView, table: OrderTable, shown: Sequence[OrderRow], upcoming: Suggestion | None
) -> list[tuple[str, ...]]:
    library = view.library
    gaps = gaps_of(view, shown)
    spinoffs = spinoffs_of(library)
    short = short_titles((row.film for row in table.rows), view.franchise.name)
    return [
        (
            str(row.position),
            str(row.film.id) if library.films.is_stored(row.film.id) else "",
            film_name(
                row.film,
                "spinoff" if row.film.id in spinoffs else "",
                row.weight,
            )
            + instead_words(view, row),
            year_of(row.film),
            set_words(row, names_beside(view, row.film, short)),
            gap,
            str(row.release_position),
            seen(row.film) or state_words(row, upcoming, view.today),
        )
        for row, gap in zip(shown, gaps, strict=True)
    ]


def _in_few_words(
    rows: Sequence[tuple[str, ...]], shown: Sequence[OrderRow], franchise: str
) -> list[tuple[str, ...]]:
    """Return the rows with titles that do not begin with the name of the franchise.

    A piece stands in front of its film: what is cut off then is the title, which is known.
    """
    return [
        (position, number, piece_first(row.film, title_within(name, franchise)), *rest)
        for (position, number, name, *rest), row in zip(rows, shown, strict=True)
    ]


def piece_first(film: Film, name: str) -> str:
    """Return the name of a film; of a part with its piece in front."""
    return name if film.whole is None else f"{film.span} {name.replace(f' {film.span}', '', 1)}"


def names_beside(
    view: OrderView, film: Film, short: Mapping[FilmId, str]
) -> Callable[[FilmId], str]:
    """Return what films are called beside another one: a piece of the same film by its span."""

    def name(number: FilmId) -> str:
        other = view.library.films[number]
        if other.whole is not None and other.whole == film.whole:
            return other.span or other.name
        return short.get(number) or title_within(other.name, view.franchise.name)

    return name


def instead_words(view: OrderView, row: OrderRow) -> str:
    """Return what would do instead of a film: ``, or: The Final Cut (2007)``."""
    options = [
        join(title_within(view.library.label(film), view.franchise.name) for film in option)
        for option in row.alternatives
    ]
    return f", or: {', '.join(options)}" if options else ""


def gaps_of(view: OrderView, shown: Sequence[OrderRow]) -> list[str]:
    """Return for each row the time since the dated film above it, empty if that is not wanted."""
    return gap_words(row.film for row in shown) if view.gaps else [""] * len(shown)


def spinoffs_of(library: Library) -> set[FilmId]:
    """Return the films that are said to be spinoffs, of whatever film."""
    return {link.film for link in library.links.values() if link.kind is LinkKind.SPINOFF_OF}


def _reasons(view: OrderView, table: OrderTable, shown: Sequence[OrderRow]) -> Iterator[Line]:
    for row in shown:
        yield Line(f"{row.position}. ", f"{row.film.name}: {reason_words(view, row, table)}")


def _notes(view: OrderView, table: OrderTable) -> Iterator[Line]:
    """Yield what the order could not honour, and what it leaves out."""
    for unmet in table.unmet:
        yield Line("", unmet_sentence(unmet, view.library.title))
    if table.left_out:
        left_out = few(view.library.label(film) for film in table.left_out)
        yield Line("", f"Left out: {left_out}.")


def _order_columns(*, gaps: bool) -> Sequence[Column]:
    """Return the columns of an order; who asks for gaps wants those more than what is seen."""
    return (
        Column("#", keep=95, right=True),
        ID,
        FILM._replace(least=_BESIDE),
        YEAR._replace(keep=65),
        Column("Set", keep=72 if gaps else 60, least=_SHORT_SET),
        Column("Gap", keep=75),
        Column("Rel.", keep=40, right=True),
        seen_column(50) if gaps else seen_column(),
    )


def reason_words(view: OrderView, row: OrderRow, table: OrderTable) -> str:
    """Say why a film stands where it does in this order."""
    kind = kind_of(view.franchise, view.order)
    found = view.library.constituents(view.franchise, table.continuity.name)
    why = kind.explain(row, table.rows, view.library.title)
    if len(found) > 1 and row.entry.placement and (name := placed_in(row.entry, found)):
        why = f"{why.removesuffix('.')} in {name}."
    return " ".join(filter(None, (why, _taken_words(view, row, found))))


def placed_in(entry: TimelineEntry, found: Sequence[Constituent]) -> str:
    """Return the franchise that the placement of a film is from."""
    return next(
        (
            franchise.name
            for franchise, _ in found
            for known in franchise.placements
            if entry.film in known.films and _says_the_same(known, entry.placement)
        ),
        "",
    )


def _says_the_same(one: Placement, other: Placement | None) -> bool:
    return other is not None and (one.kind, one.anchors) == (other.kind, other.anchors)


def _taken_words(view: OrderView, row: OrderRow, found: Sequence[Constituent]) -> str:
    """Say why a film is taken and none of its alternatives."""
    if not row.alternatives:
        return ""
    preferred = any(row.film.id in franchise.preferred for franchise, _ in found)
    why = (
        "it was seen" if row.film.watched else "you prefer it" if preferred else "it came out first"
    )
    others = [join(map(view.library.label, option)) for option in row.alternatives]
    return f"Taken instead of {' or '.join(others)}: {why}."


def set_words(row: OrderRow, title: Callable[[FilmId], str]) -> str:
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


def when_out(film: Film, today: datetime.date) -> str:
    """Say that a film is not out yet, or may be; nothing of one that is."""
    if film.may_be_out(today):
        return f"{film.released_on}, day unknown"
    return "" if film.is_released(today) else "not out yet"


def state_words(row: OrderRow, upcoming: Suggestion | None, today: datetime.date) -> str:
    """Return what there is to say of a film that was not seen."""
    if upcoming and row.film.id == upcoming.film.id:
        return "next"
    if row.skipped:
        return "skipped"
    return when_out(row.film, today)


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


def progress(table: OrderTable, *, optional: bool) -> Iterator[str]:
    """Yield how much of an order is seen, and how long the rest takes."""
    counted = [row.film for row in table.rows if row.counts(optional=optional)]
    left = [film for film in counted if not film.watched]
    # a film in several rows is one, and watched when all of them are
    films, begun = ({film.whole or film.id for film in some} for some in (counted, left))
    yield f"{len(films) - len(begun)} of {len(films)} watched"
    minutes = sum(film.runtime or 0 for film in left)
    unknown = sum(1 for film in left if not film.runtime)
    if minutes:
        more = f" and {unknown} of unknown length" if unknown else ""
        yield f"{format_duration(minutes)}{more} to go"
