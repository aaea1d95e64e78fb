"""The page of a whole library: franchises, what is to watch, the diary, figures."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
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
from markupsafe import Markup

from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Kind, Viewing
from watchlist.queries.next import next_in_library
from watchlist.queries.orders import OrderTable, order_tables
from watchlist.queries.statistics import Share, Statistics, statistics
from watchlist.render.orders import OrderView, progress, spinoffs_of
from watchlist.render.pictures.figures import charts, summary_parts
from watchlist.render.pictures.geometry import crossings, strands
from watchlist.render.pictures.html import NAME, bar, document, rendered, stars
from watchlist.render.pictures.orders import crossing_words, order_list
from watchlist.render.pictures.picture import inline
from watchlist.render.pictures.slopes import order_picture
from watchlist.render.pictures.style import clean
from watchlist.render.records import diary
from watchlist.render.style import date_text
from watchlist.render.suggestions import place_name
from watchlist.render.views import length_of, year_of

_PARTS: Final = {
    "franchises": "Franchises",
    "to-watch": "To watch",
    "diary": "Diary",
    "figures": "Figures",
}
_LONG: Final = 50
"""A list of more films is folded."""
_TBA: Final = PartialDate(None)


def export(library: Library, _films: Sequence[Film], moment: datetime.datetime) -> str:
    """Return the page of a library, as it is on the day of a moment."""
    return library_page(library, moment.astimezone().date())


def library_page(library: Library, today: datetime.date) -> str:
    """Return the page of a library."""
    figures = statistics(library, today)
    content = [
        header[h1["Films"], summary_parts(figures)],
        nav(aria_label="On this page")[
            ul[(li[a(href=f"#{target}")[name]] for target, name in _PARTS.items())]
        ],
        main("#content")[
            _part("franchises", _franchises(library, figures, today)),
            _part("to-watch", _to_watch(library, today)),
            _part("diary", _diary(library)),
            _part("figures", charts(figures)),
        ],
    ]
    return document("Films", content, today.isoformat())


def _part(name: str, content: Node) -> Element:
    return section(aria_labelledby=name)[h2(id=name)[_PARTS[name]], content]


# -- franchises ------------------------------------------------------------------------------


def _franchises(library: Library, figures: Statistics, today: datetime.date) -> Node:
    views = {
        franchise.name: OrderView(library, franchise, franchise.default_order, today)
        for franchise in library.franchises.values()
    }
    spinoffs = spinoffs_of(library)
    found = [
        _franchise(views[part.name], part, number, spinoffs)
        for number, part in enumerate(figures.franchises, start=1)
    ]
    return found or p(".muted")["There is no franchise here yet."]


def _franchise(view: OrderView, part: Share, number: int, spinoffs: Collection[FilmId]) -> str:
    tables = order_tables(view.library, view.franchise, view.order)
    several = len(tables) > 1
    return rendered(
        details[
            summary[
                NAME[clean(view.franchise.name)],
                span(".muted")[f"{part.watched} of {part.films} watched"],
                bar(part.watched, part.films),
            ],
            (
                [
                    h3(dir="auto")[clean(table.continuity.name)] if several else None,
                    _order(view, table, f"f{number}-{index}", spinoffs),
                ]
                for index, table in enumerate(tables, start=1)
            ),
        ]
    )


def _order(view: OrderView, order: OrderTable, name: str, spinoffs: Collection[FilmId]) -> Node:
    """Return an order, and beside it the drawing if anything crosses there."""
    listed = [
        p(".muted")[" · ".join(progress(order, optional=view.optional))],
        order_list(view, order, order.rows, spinoffs),
    ]
    if not crossings(strands(order.rows)):
        return listed
    return div(".sides.beside")[
        div[listed],
        figure[
            inline(order_picture(view, order, narrow=True), name),
            figcaption[crossing_words(order)],
        ],
    ]


# -- lists -----------------------------------------------------------------------------------


def _to_watch(library: Library, today: datetime.date) -> Node:
    films = [film for film in library.shown.values() if film.to_watch]
    following = next_in_library(library, today)
    if not films and not following:
        return p(".muted")["Nothing is on the watchlist."]
    return [
        _table(
            "What to watch now",
            {"": "Next", "y": "Year", "l n": "Length", "s": "Of"},
            (
                [
                    _film(suggestion.film),
                    year_of(suggestion.film),
                    length_of(suggestion.film),
                    clean(place_name(suggestion)),
                ]
                for suggestion in following
            ),
        ),
        details(open=len(films) <= _LONG)[
            summary["On the watchlist", span(".muted")[_count(len(films), "film")]],
            _watchlist(films, today),
        ],
    ]


def _watchlist(films: Iterable[Film], today: datetime.date) -> Element:
    return _table(
        "On the watchlist",
        {"": "Film", "y": "Year", "l n": "Length", "d": "Out", "s": "Where"},
        (
            [
                _film(film),
                year_of(film),
                length_of(film),
                "" if film.is_released(today) else date_text(film.released_on or _TBA),
                clean(", ".join(film.where)),
            ]
            for film in films
        ),
    )


def _film(film: Film) -> Markup:
    name = rendered(NAME[clean(film.name)])
    return name if film.kind is Kind.FILM else name + " " + rendered(span(".mark")[str(film.kind)])


def _diary(library: Library) -> Node:
    entries = diary(library)
    if not entries:
        return p(".muted")["Nothing was watched yet."]
    return [
        details(open=index == 0)[
            summary[year, span(".muted")[_count(len(viewings), "viewing")]],
            _viewings(year, viewings),
        ]
        for index, (year, viewings) in enumerate(_by_year(entries))
    ]


def _by_year(
    entries: Iterable[tuple[Film, Viewing]],
) -> Iterator[tuple[str, list[tuple[Film, Viewing]]]]:
    for year, viewings in groupby(entries, lambda entry: _year(entry[1])):
        yield year, list(viewings)


def _year(viewing: Viewing) -> str:
    date = viewing.watched_on
    return f"{date.year:04}" if date and date.year else "Date unknown"


def _viewings(year: str, entries: Sequence[tuple[Film, Viewing]]) -> Element:
    return _table(
        f"Watched: {year}",
        {"": "Film", "y": "Year", "d": "On", "w": "Rating", "s": "Note"},
        (
            [
                _film(film),
                year_of(film),
                date_text(viewing.watched_on) if viewing.watched_on else "",
                stars(viewing.rating) if viewing.rating else "",
                clean(" · ".join(filter(None, ("again" if viewing.rewatch else "", viewing.note)))),
            ]
            for film, viewing in entries
        ),
    )


def _table(name: str, columns: dict[str, str], rows: Iterable[Sequence[str | Element]]) -> Element:
    """Return a table; the keys of ``columns`` are classes, and what a row is about comes first."""
    first, *others = columns
    row = rendered(tr[th(scope="row")["%s"], (td(class_=kind)["%s"] for kind in others)])
    return div(".fit")[
        table(".list.plain")[
            caption(".away")[name],
            thead[
                tr[
                    th(scope="col")[columns[first]],
                    (th(class_=kind, scope="col")[columns[kind]] for kind in others),
                ]
            ],
            tbody[[row % tuple(cells) for cells in rows]],  # it escapes them
        ]
    ]


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
