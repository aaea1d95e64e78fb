"""The page of a franchise: what is seen, what is next, and drawings of its orders."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from htpy import (
    Element,
    Node,
    a,
    caption,
    details,
    div,
    figcaption,
    figure,
    fragment,
    h1,
    h2,
    h3,
    header,
    li,
    main,
    nav,
    p,
    section,
    span,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)

from watchlist.library.library import Library
from watchlist.library.passes import pass_words
from watchlist.library.viewings import last_viewing
from watchlist.model import Film, FilmId, Kind
from watchlist.queries.next import next_in_table
from watchlist.queries.orders import OrderRow, OrderTable, TablePair
from watchlist.queries.orders.folding import unfolded
from watchlist.queries.wording import join, short_titles, table_name, unmet_sentence
from watchlist.render.orders import (
    OrderView,
    gaps_of,
    names_beside,
    progress,
    reason_words,
    set_words,
    spinoffs_of,
    state_words,
)
from watchlist.render.pictures.geometry import crossings, strands
from watchlist.render.pictures.html import NAME, ROW_HEAD, away, bar, document, rendered, stars
from watchlist.render.pictures.lanes import lanes_picture
from watchlist.render.pictures.picture import inline, order_words, state_of
from watchlist.render.pictures.slopes import against_release, order_picture
from watchlist.render.pictures.style import clean
from watchlist.render.style import date_text
from watchlist.render.views import length_of, progress_words, year_of


def order_page(view: OrderView, tables: Sequence[TablePair]) -> str:
    """Return the page of a franchise, with the orders of its continuities and drawings of them."""
    whole, shown = zip(*tables, strict=True)
    several = len(tables) > 1
    order = order_words(view.order)
    name = view.franchise.name if several else table_name(view.franchise, whole[0].continuity.name)
    content = [
        header[
            p(".eyebrow")[order[:1].upper() + order[1:]],
            h1(dir="auto")[clean(name)],
            _several(whole) if several else progress_parts(view, whole[0]),
        ],
        _contents(
            [(f"c{number}", order.continuity.name) for number, order in enumerate(whole, start=1)]
            if several
            else [("c1", "Viewing order"), ("drawing", "Drawing")]
        ),
        main("#content")[
            _lanes(view, shown) if several else None,
            [
                _section(view, *pair, number=number, several=several)
                for number, pair in enumerate(tables, start=1)
            ],
        ],
    ]
    return document(f"{name}: {order}", content, view.today.isoformat())


def _several(tables: Sequence[OrderTable]) -> Node:
    films = {row.film.id: row.film for table in tables for row in table.rows}
    watched = sum(film.watched for film in films.values())
    return [
        p(".lead")[f"{len(tables)} continuities · {watched} of {len(films)} watched"],
        bar(watched, len(films)),
    ]


def progress_parts(view: OrderView, order: OrderTable) -> Node:
    """Return how much of an order is seen and how long the rest takes, with a bar."""
    counted = [row.film for row in order.rows if row.counts(optional=view.optional)]
    return [
        p(".lead")[
            " · ".join(
                filter(None, (pass_words(view.franchise), *progress(order, optional=view.optional)))
            )
        ],
        bar(sum(film.watched for film in counted), len(counted)),
    ]


def _contents(parts: Sequence[tuple[str, str]]) -> Element:
    return nav(aria_label="On this page")[
        ul[(li[a(href=f"#{target}")[clean(name)]] for target, name in parts)]
    ]


def _lanes(view: OrderView, tables: Sequence[OrderTable]) -> Element:
    return section(aria_labelledby="lanes")[
        h2("#lanes")["Which film belongs where"],
        p(".muted")["Each line is a continuity; a film on several lines is part of all of them."],
        figure[
            div(".wide")[inline(lanes_picture(view, tables), "lw")],
            div(".narrow")[inline(lanes_picture(view, tables, narrow=True), "ln")],
        ],
    ]


def _section(
    view: OrderView, whole: OrderTable, shown: OrderTable, *, number: int, several: bool
) -> Element:
    continuity = whole.continuity
    return section(aria_labelledby=f"c{number}")[
        h2(id=f"c{number}", dir="auto")[clean(continuity.name) if several else "Viewing order"],
        continuity.description and p[clean(continuity.description)],
        progress_parts(view, whole) if several else None,
        order_list(view, whole, shown.rows, spinoffs_of(view.library)),
        _drawings(view, shown, number, several=several),
    ]


def _drawings(view: OrderView, order: OrderTable, number: int, *, several: bool) -> Node:
    """Return the drawing of an order in two widths, of which the style sheet shows one.

    Where lanes are drawn, a drawing in which nothing crosses would say nothing new.
    """
    view, order = against_release(view, order)
    if several and not crossings(strands(order.rows)):
        return None
    name = f"Release order against {order_words(view.order)}"
    return fragment[
        h3[name] if several else h2("#drawing")[name],
        figure[
            div(".wide")[inline(order_picture(view, order), f"w{number}")],
            div(".narrow")[inline(order_picture(view, order, narrow=True), f"n{number}")],
            figcaption[crossing_words(order)],
        ],
    ]


def crossing_words(order: OrderTable) -> str:
    """Say what the drawing of an order shows."""
    crossed = crossings(strands(order.rows))
    if not crossed:
        return "No lines cross: this is the order in which the films came out."
    times = "once" if crossed == 1 else f"{crossed} times"
    return f"Each line is a film, from its place by release to its place here; lines cross {times}."


# -- the table -------------------------------------------------------------------------------


_CELLS: Final = {name: td(f".{name}") for name in ("n.i", "y", "s", "n.l", "n.r", "w")}


def order_list(
    view: OrderView, whole: OrderTable, shown: Sequence[OrderRow], spinoffs: Collection[FilmId]
) -> Node:
    """Return the rows of an order as a table, and below it what could not be honoured.

    ``spinoffs`` are the films of the library that are said to be that.
    """
    following = next_in_table(view.franchise, whole, view.today, optional=view.optional)
    library = view.library.in_pass(view.franchise)
    dates = _set_column(view, whole, gaps_of(view, shown), shown)
    dated = any(dates)

    def line(row: OrderRow, date: str) -> str:
        state = state_words(row, following, view.today)
        line = tr(class_=[state_of(row.film, view.today), state == "next" and "next"])[
            _CELLS["n.i"][row.position],
            ROW_HEAD[
                _name(library, row, spinoffs),
                span(".why")[clean(reason_words(view, row, whole))] if view.explain else None,
            ],
            _CELLS["y"][year_of(row.film)],
            _CELLS["s"][date] if dated else None,
            _CELLS["n.l"][length_of(row.film)],
            _CELLS["n.r"][row.release_position],
            _CELLS["w"][_seen(row.film, state)],
        ]
        return rendered(line)

    return fragment[
        div(".fit")[
            table(".list")[
                caption(".away")[f"{clean(whole.continuity.name)} in {order_words(view.order)}"],
                _heads(dated=dated),
                tbody[(line(row, date) for row, date in zip(shown, dates, strict=True))],
            ]
        ],
        _notes(view, whole),
    ]


def _heads(*, dated: bool) -> Element:
    """Return the heads of the columns; without a date of any film there is no column for dates."""
    return thead[
        tr[
            th(".n.i", scope="col")["#"],
            th(scope="col")["Film"],
            th(".y", scope="col")["Year"],
            th(".s", scope="col")["Set"] if dated else None,
            th(".n.l", scope="col")["Length"],
            th(".n.r", scope="col")["Release no."],
            th(".w", scope="col")["Seen"],
        ]
    ]


def _set_column(
    view: OrderView, whole: OrderTable, gaps: Sequence[str], shown: Sequence[OrderRow]
) -> list[str]:
    """Return when each film is set, with the time since the one above it where that is wanted."""
    short = short_titles((row.film for row in whole.rows), view.franchise.name)
    return [
        clean(", ".join(filter(None, (set_words(row, names_beside(view, row.film, short)), gap))))
        for row, gap in zip(shown, gaps, strict=True)
    ]


def _name(library: Library, row: OrderRow, spinoffs: Collection[FilmId]) -> Node:
    """Return what a row is called; one of several episodes opens and lists them."""
    name = fragment[NAME[clean(row.film.name)], *_marks(row, spinoffs)]
    singly = unfolded(library, row.film)
    if len(singly) == 1:
        return name
    return details(".run")[summary[name], ul[(_episode(film) for film in singly)]]


def _episode(film: Film) -> Element:
    """Return an episode of a row: which it is, its title, and whether it was seen."""
    title = "" if film.title == getattr(film, "within", film.title) else f" {film.title}"
    return li[
        NAME[clean(f"{film.span}{title}")],
        [" ", span(aria_hidden="true")["✓"], away("watched")] if film.watched else None,
    ]


def _marks(row: OrderRow, spinoffs: Collection[FilmId]) -> Iterator[Node]:
    marks = (
        "" if row.film.kind is Kind.FILM or row.film.whole else str(row.film.kind),
        progress_words(row.film),
        "spinoff" if row.film.id in spinoffs else "",
        row.weight,
    )
    if words := ", ".join(mark for mark in marks if mark):
        yield " "
        yield span(".mark")[words]


def _seen(film: Film, state: str) -> Node:
    """Return when a film was seen, or that it is next, or what keeps it from being seen."""
    viewing = last_viewing(film)
    if viewing:
        when = date_text(viewing.watched_on) if viewing.watched_on else "watched"
        return [
            span(aria_hidden="true")["✓ "],
            away("watched ") if viewing.watched_on else None,
            when,
            [" ", stars(film.rating)] if film.rating else None,
        ]
    if state == "next":
        return span(".badge")["next"]
    return state or [span(".none", aria_hidden="true")["–"], away("not watched")]


def _notes(view: OrderView, order: OrderTable) -> Node:
    notes = [unmet_sentence(unmet, view.library.title) for unmet in order.unmet]
    if order.left_out:
        notes.append(f"Left out: {join(map(view.library.label, order.left_out))}.")
    return ul(".notes")[(li[clean(note)] for note in notes)] if notes else None
