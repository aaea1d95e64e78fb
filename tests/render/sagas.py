"""Small franchises to draw, and a reader of pages that a browser would have to correct."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Final

from msgspec.structs import replace

from watchlist.dates import PartialDate, StoryDate
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import Film, FilmId, Franchise, Link, LinkKind, PlacementKind, Viewing
from watchlist.queries.orders import TablePair, order_tables
from watchlist.render.orders import OrderView

DAY: Final = datetime.date(2026, 1, 1)

HOSTILE: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a ]]> b <!-- c --> </style></title></svg>",
    'quo"te \\" back\\',
    "&lt;b&gt; &amp; &#34;",
    "line\nbreak\ttab\x00\x1b[31m\x85",
    "\u202eevil\u2066 \u2028 \ufffe",
    "end; %%{init: {}}%% #quot; `code` [x](y) {z} |p| --> ---",
    "\U0001f600 日本語 \ud7ff é",
)


def library_of(*films: Film, **continuities: Sequence[FilmId]) -> Library:
    """Return a library with one franchise of these films, all in ``main`` unless said."""
    library = Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))
    for number, film in enumerate(films, start=1):
        library.films[number] = replace(film, id=number)
    franchise = library.ensure_franchise("Saga")
    for name, members in (continuities or {"main": range(1, len(films) + 1)}).items():
        library.enter(franchise.id, list(members), [name])
    return library


def film(
    title: str, year: int | None = None, *, seen: str = "", story: str = "", runtime: int = 0
) -> Film:
    """Return a film; ``seen`` is the day on which it was watched."""
    return Film(
        id=1,
        title=title,
        year=year,
        story=StoryDate(story) if story else None,
        runtime=runtime or None,
        viewings=(Viewing(watched_on=PartialDate.parse(seen)),) if seen else (),
        rating=4.5 if seen else None,
    )


def saga() -> Library:
    """Return three films and a prequel, of which one is seen and one is not out."""
    library = library_of(
        film("Saga: First", 2001, seen="2024-05-01", story="10 BBY", runtime=101),
        film("Saga: Second", 2004, story="5..1 BBY", runtime=120),
        film("The Beginning", 2010, story="c. 40 BBY"),
        film("Saga: Last", 2030, story="2 ABY"),
    )
    library.link(3, LinkKind.SPINOFF_OF, 2)
    library.link(2, LinkKind.SEQUEL_TO, 1)
    return library


def branches() -> Library:
    """Return a film that two continuities go on from, and one outside both."""
    library = library_of(
        film("Night", 1978, seen="2024-05-01"),
        film("Night II", 1981),
        film("Night Again", 2018),
        film("Other", 1990),
        old=[1, 2],
        new=[1, 3],
        apart=[4],
    )
    library.place([3], PlacementKind.BEFORE, [1])
    return library


def drawn(library: Library, order: str = "timeline") -> tuple[OrderView, list[TablePair]]:
    """Return what the renderers of pictures take."""
    franchise = library.franchises[1]
    tables = order_tables(library, franchise, order)
    return OrderView(library, franchise, order, DAY), [(table, table) for table in tables]


_VOID: Final = {"meta", "link", "br", "img", "input", "hr"}

Attributes = Mapping[str, str | None]


class Page(HTMLParser):
    """A page as a strict reader sees it: every element is closed where it has to be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.texts: list[tuple[str, str]] = []
        """Each text with the element that it is in."""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1], data))

    def named(self, tag: str) -> list[Attributes]:
        """Return the attributes of the elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def said(self, tag: str) -> list[str]:
        """Return the texts directly in the elements of a name."""
        return [text for name, text in self.texts if name == tag]
