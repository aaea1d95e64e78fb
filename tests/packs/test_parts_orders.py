"""Packs reproduce published orders of episodes and segments from the pieces that are moved alone.

A published order is written in its runs: a film by its key, and the pieces of a film behind its
key, ``S01E01..S01E15`` being the episodes that follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from watchlist.model import TIMELINE
from watchlist.packs import shipped
from watchlist.packs.converting import library_of
from watchlist.packs.model import Pack
from watchlist.queries.orders import order_tables
from watchlist.spans import episodes, parse, text_of

pytestmark = pytest.mark.usefixtures("shipped_packs")

Piece = tuple[str, str]
"""The key of a film, and one episode or segment of it, or nothing for all of it."""


class Published(NamedTuple):
    """An order of a pack, how many pieces and films it has, and how many facts make it."""

    pack: str
    runs: str
    rows: int
    facts: int


PUBLISHED = {
    "Lucasfilm: The Clone Wars": Published(
        "star-wars",
        """
        the-clone-wars:S02E16 the-clone-wars:S01E16 the-clone-wars-film the-clone-wars:S03E01
        the-clone-wars:S03E03 the-clone-wars:S01E01..S01E15 the-clone-wars:S01E17..S01E21
        the-clone-wars:S02E01..S02E03 the-clone-wars:S02E17..S02E19 the-clone-wars:S02E04..S02E14
        the-clone-wars:S02E20..S02E22 the-clone-wars:S03E05..S03E07 the-clone-wars:S03E02
        the-clone-wars:S03E04 the-clone-wars:S03E08 the-clone-wars:S01E22
        the-clone-wars:S03E09..S03E11 the-clone-wars:S02E15 the-clone-wars:S03E12..S04E22
        the-clone-wars:S05E02..S05E13 the-clone-wars:S05E01 the-clone-wars:S05E14..S06E13
        the-clone-wars:S07E05..S07E08 the-clone-wars:S07E01..S07E04 the-clone-wars:S07E09..S07E12
        """,
        rows=134,
        facts=8,
    ),
    "The Godfather in segments": Published(
        "godfather",
        """
        the-godfather-part-ii:1 the-godfather the-godfather-part-ii:2 the-godfather-part-iii
        """,
        rows=4,
        facts=1,
    ),
    "The Matrix with the shorts": Published(
        "matrix",
        """
        the-animatrix:2 the-animatrix:3 the-animatrix:8 the-matrix the-animatrix:4 the-animatrix:5
        the-animatrix:6 the-animatrix:7 the-animatrix:9 the-animatrix:1 the-matrix-reloaded
        the-matrix-revolutions the-matrix-resurrections
        """,
        rows=13,
        facts=3,
    ),
    "The Arrowverse: Crisis on Infinite Earths": Published(
        "arrowverse",
        "supergirl:S05E09 batwoman:S01E09 the-flash:S06E09 arrow:S08E08 crisis-5",
        rows=5,
        facts=2,
    ),
}
every_order = pytest.mark.parametrize("name", PUBLISHED)


def pieces(pack: Pack, key: str, span: str) -> Iterator[Piece]:
    """Yield the episodes of a run, or the one piece that it is."""
    lengths = pack.films[key].seasons
    run = episodes(parse(span), lengths) if span else None
    yield from [(key, text_of(one, lengths)) for one in run] if run else [(key, span)]


def printed(published: Published, pack: Pack) -> list[Piece]:
    runs = [run.partition(":") for run in published.runs.split()]
    return [piece for key, _, span in runs for piece in pieces(pack, key, span)]


def computed(pack: Pack) -> list[Piece]:
    """Return the first timeline of a pack; nothing that is said in it is without effect."""
    library, keys = library_of(pack), dict(enumerate(pack.films, start=1))
    table, *_ = order_tables(library, library.franchises[1], TIMELINE)
    assert table.unmet == ()
    return [
        piece
        for row in table.singly
        for piece in pieces(pack, keys[row.film.whole or row.film.id], row.film.span)
    ]


@every_order
def test_a_pack_reproduces_the_published_order_of_the_pieces(name: str) -> None:
    pack = shipped.load(PUBLISHED[name].pack)
    order = printed(PUBLISHED[name], pack)

    assert [piece for piece in computed(pack) if piece in set(order)] == order
    assert len(order) == PUBLISHED[name].rows


@every_order
def test_it_takes_about_as_many_facts_as_runs_that_break_the_release_order(name: str) -> None:
    pack = shipped.load(PUBLISHED[name].pack)
    about = {key for key, _ in printed(PUBLISHED[name], pack)}
    parts = {key for key, film in pack.films.items() if film.whole in about}
    wholes = {film.whole for film in pack.films.values() if film.whole in about}
    facts = [one for one in pack.placements if not (parts | wholes).isdisjoint(one.films)]

    assert len(facts) == PUBLISHED[name].facts


def test_the_parts_of_a_member_are_members_of_the_continuities_that_it_is_in() -> None:
    library = library_of(shipped.load("star-wars"))
    [main] = library.franchises[1].continuities

    assert {film for film in library.films if library.films[film].whole} <= set(main.films)


def test_the_index_names_no_part_as_a_film() -> None:
    assert '"whole"' not in shipped.index_text()
