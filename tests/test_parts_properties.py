"""Properties of series in orders, over random pieces that are seen, titled and placed."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from watchlist import spans
from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.taking import take
from watchlist.model import TIMELINE, Film, FilmId, Kind, PlacementKind, Viewing
from watchlist.packs.converting import empty_library
from watchlist.queries.orders import order_tables
from watchlist.queries.orders.folding import one_by_one
from watchlist.queries.parts import parts_of
from watchlist.spans import Span, Unit

SERIES = 1
FILMS = (2, 3)


class Said(NamedTuple):
    """What is done to a run of episodes: seen, or placed against a film or another episode."""

    first: int
    last: int
    what: str
    anchor: int


lengths = st.lists(st.integers(1, 4), min_size=1, max_size=3)
said = st.builds(
    Said,
    st.integers(0, 11),
    st.integers(0, 11),
    st.sampled_from(["seen", "before film", "after film", "after episode"]),
    st.integers(0, 11),
)


def library_of(of: list[int]) -> Library:
    library = empty_library()
    library.add_film(Film(id=0, title="Series", year=2010, kind=Kind.SERIES, seasons=tuple(of)))
    for title in ("Early", "Late"):
        library.add_film(Film(id=0, title=title, year=2000 if title == "Early" else 2020))
    library.enter(library.create_franchise("World").id, [SERIES, *FILMS])
    return library


def episodes(of: list[int]) -> list[Span]:
    return spans.episodes(spans.all_of(Unit.EPISODE, of), of) or []


def done(library: Library, of: list[int], one: Said) -> set[Span]:
    """Do something to a run of episodes; return those that were placed."""
    every = episodes(of)
    first, last = sorted((one.first % len(every), one.last % len(every)))
    run = Span(Unit.EPISODE, every[first].first, every[last].last)
    if one.what == "seen":
        for number in take(library, SERIES, run):
            library.record_viewing(number, Viewing())
        return set()
    anchor: FilmId = FILMS[one.anchor % 2]
    if one.what == "after episode":
        anchor = take(library, SERIES, every[one.anchor % len(every)])[-1]
    kind = PlacementKind.BEFORE if one.what == "before film" else PlacementKind.AFTER
    try:
        library.place(take(library, SERIES, run), kind, [anchor])
    except RefusedError:  # a circle, or an episode against itself
        return set()
    return set(every[first : last + 1])


def printed(library: Library) -> list[str]:
    """Return the rows of the order with each episode on its own; the series' by their pieces."""
    [table] = order_tables(library, library.franchises[1], TIMELINE)
    return [row.film.span or row.film.title for row in one_by_one(library, table.rows)]


@given(lengths, st.lists(said, max_size=5))
def test_expanding_a_folded_order_gives_each_episode_once(of: list[int], facts: list[Said]) -> None:
    library = library_of(of)
    for one in facts:
        done(library, of, one)
    names = [name for name in printed(library) if name.startswith("S0")]
    assert sorted(names) == [spans.text_of(episode) for episode in episodes(of)]


@given(lengths, st.lists(said, max_size=5))
def test_episodes_of_one_whole_that_are_not_placed_keep_their_order(
    of: list[int], facts: list[Said]
) -> None:
    library = library_of(of)
    placed = {span for one in facts for span in done(library, of, one)}
    stay = [spans.text_of(episode) for episode in episodes(of) if episode not in placed]
    assert [name for name in printed(library) if name in stay] == stay


@given(lengths, said, said)
def test_splitting_changes_nothing_of_what_is_seen(of: list[int], one: Said, other: Said) -> None:
    library = library_of(of)
    done(library, of, one._replace(what="seen"))
    before = [(part.span, part.watched) for part in parts_of(library, library.films[SERIES])]
    take(library, SERIES, episodes(of)[other.first % len(episodes(of))])
    done(library, of, other._replace(what="after film"))
    after = [(part.span, part.watched) for part in parts_of(library, library.films[SERIES])]
    assert after == before
