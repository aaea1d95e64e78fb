"""Story dates of seasons and episodes: they are sorted by them, and keep their order."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from watchlist import spans
from watchlist.dates import PartialDate, StoryDate
from watchlist.library.library import Library
from watchlist.library.taking import take
from watchlist.model import TIMELINE, Film, FilmId, Kind, PlacementKind
from watchlist.packs.converting import empty_library
from watchlist.queries.orders import order_tables
from watchlist.queries.orders.folding import one_by_one
from watchlist.spans import END, Span, Unit

EPISODES = 4
years = st.integers(1, 9)
maybe_a_year = st.none() | years


class Placed(NamedTuple):
    """What is placed: the first film against an episode, or that or the series against the film."""

    subject: str
    kind: PlacementKind
    episode: int


def world(films: list[int], whole: int | None, told: list[int | None]) -> Library:
    """Return films with their years and one series, of which some episodes have one."""
    library = empty_library()
    for index, year in enumerate(films):
        title, release = f"Film {year}", PartialDate.parse(str(2001 + index))
        library.add_film(Film(id=0, title=title, release=release, story=story(year)))
    series = Film(
        id=0,
        title="Series",
        year=2003,
        kind=Kind.SERIES,
        seasons=(EPISODES,),
        story=story(whole),
    )
    number = library.add_film(series).id
    library.enter(library.create_franchise("World").id, library.films)
    for episode, when in enumerate(told, start=1):
        if when:
            date(library, number, f"S01E{episode:02}", when)
    return library


def story(year: int | None) -> StoryDate | None:
    return StoryDate(f"{1900 + year}") if year else None


def date(library: Library, series: FilmId, span: str, year: int) -> None:
    [number] = take(library, series, spans.parse(span))
    library.change_film(number, story=story(year))


def printed(library: Library) -> list[str]:
    [table] = order_tables(library, library.franchises[1], TIMELINE)
    return [row.film.span or row.film.title for row in one_by_one(library, table.rows)]


told_years = st.lists(maybe_a_year, min_size=EPISODES, max_size=EPISODES)


@given(
    st.lists(years, min_size=1, max_size=4, unique=True),
    maybe_a_year,
    told_years,
    st.builds(
        Placed,
        st.sampled_from(["film", "episode", "series", "nothing"]),
        st.sampled_from([PlacementKind.BEFORE, PlacementKind.AFTER]),
        st.integers(1, EPISODES),
    ),
)
def test_episodes_keep_their_order_whatever_their_story_dates(
    films: list[int],
    whole: int | None,
    told: list[int | None],
    fact: Placed,
) -> None:
    library = world(films, whole, told)
    film, series = 1, len(films) + 1
    one = Span(Unit.EPISODE, (1, fact.episode, 0), (1, fact.episode, END))
    match fact.subject:
        case "film":
            library.place([film], fact.kind, take(library, series, one))
        case "episode":
            library.place(take(library, series, one), fact.kind, [film])
        case "series":
            library.place([series], fact.kind, [film])
    names = [name for name in printed(library) if name.startswith("S0")]
    moved = {fact.episode} if fact.subject == "episode" else set()
    stay = [f"S01E{n:02}" for n in range(1, EPISODES + 1) if n not in moved]
    assert [name for name in names if name in stay] == stay
    assert len(names) == EPISODES


@given(
    st.lists(years, max_size=4, unique=True), st.lists(years, min_size=EPISODES, max_size=EPISODES)
)
def test_films_stand_between_the_episodes_by_their_story_dates(
    films: list[int], told: list[int]
) -> None:
    told.sort()
    names = printed(world(films, None, list(told)))
    when = {f"S01E{n:02}": told[n - 1] for n in range(1, EPISODES + 1)}
    order = [when.get(name) or int(name.rpartition(" ")[2]) for name in names]
    assert order == sorted(order)
