"""Pieces of films: how they are written, and that taking apart and joining loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist import spans
from watchlist.spans import Span, Unit

WRITTEN = [
    ("s2", "S02"),
    ("season 2", "S02"),
    ("s02e16", "S02E16"),
    ("2x16", "S02E16"),
    ("s2 e16", "S02E16"),
    ("S02E16A", "S02E16a"),
    ("s02e16b", "S02E16b"),
    ("s01e01..e15", "S01E01..S01E15"),
    ("s01e01..s02e03", "S01E01..S02E03"),
    ("s1..s3", "S01..S03"),
    ("s1e6..s1", "S01E06..S01"),
    ("s2e5..", "S02E05.."),
    ("e16", "E16"),
    ("e1..e15", "E01..E15"),
    ("0:22:05..1:57:16", "0:22:05..1:57:16"),
    ("..22:05", "..0:22:05"),
    ("1:57:16..", "1:57:16.."),
    ("s0e3", "S00E03"),
    ("..s2e5", "S01E01..S02E05"),
    ("s01e02-s01e05", "S01E02..S01E05"),
    ("s01e02 - e05", "S01E02..S01E05"),
    ("s1e2–5", "S01E02..S01E05"),
    ("1x02-04", "S01E02..S01E04"),
    ("s2e1-s3e4", "S02E01..S03E04"),
    ("s1-3", "S01..S03"),
    ("seasons 1-2", "S01..S02"),
    ("season 1, episode 2", "S01E02"),
    ("s2 ep3", "S02E03"),
    ("S2.E3", "S02E03"),
    ("episode 16", "E16"),
    ("ep. 3", "E03"),
    ("e3-5", "E03..E05"),
    ("specials", "S00"),
    ("10:00-20:00", "0:10:00..0:20:00"),
    ("minutes 10-20", "0:10:00..0:20:00"),
    ("1-3", "1..3"),
    ("#3", "3"),
    ("1..3", "1..3"),
]


@pytest.mark.parametrize(("written", "text"), WRITTEN)
def test_a_piece_is_read_and_written_in_one_way(written: str, text: str) -> None:
    span = spans.parse(written)
    assert spans.text_of(span) == text
    assert spans.parse(text) == span


@pytest.mark.parametrize(
    "text",
    [
        *(
            "s",
            "s1e",
            "s1e0",
            "e0",
            "s01e05..e04",
            "s3..s1",
            "1:00:00..0:59:59",
            "0:99:99..1:00:00",
        ),
        *("..", "s1..e3", "e3..s1", "s0e1..s1e2", "s1e1..x", "sxe2", "99999999x1", "", "0:22..x"),
    ],
)
def test_a_piece_that_cannot_be_read_or_runs_backwards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        spans.parse(text)


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("clone wars s02e16", ("clone wars", "s02e16")),
        ("clone wars season 2", ("clone wars", "season 2")),
        ("clone wars s2 e16", ("clone wars", "s2 e16")),
        ("moon knight s1e1..e3", ("moon knight", "s1e1..e3")),
        ("godfather part ii ..22:05", ("godfather part ii", "..22:05")),
        ("loki s1e", ("loki", "s1e")),
        ("loki S01E02 - S01E05", ("loki", "S01E02 - S01E05")),
        ("loki - s1e2", ("loki -", "s1e2")),
        ("loki season 1 episode 2", ("loki", "season 1 episode 2")),
        ("loki s1e2, s1e4", ("loki", "s1e2, s1e4")),
        ("loki s2 ep. 3", ("loki", "s2 ep. 3")),
        ("loki s2 epic", None),
        ("loki specials", ("loki", "specials")),
        ("heat minutes 10-20", ("heat", "minutes 10-20")),
        ("the episode 3 story", None),
        ("five minutes 2 midnight", None),
        ("s1", None),
        ("paths of glory", None),
    ],
)
def test_a_piece_stands_behind_its_film(reference: str, parts: tuple[str, str] | None) -> None:
    assert spans.split(reference) == parts


lengths = st.lists(st.integers(1, 5), min_size=1, max_size=4)


@st.composite
def inside(draw: st.DrawFn, of: list[int]) -> Span:
    """Draw a run of episodes that a series has."""
    every = spans.episodes(spans.all_of(Unit.EPISODE, of), of) or []
    first = draw(st.integers(0, len(every) - 1))
    last = draw(st.integers(first, len(every) - 1))
    return Span(Unit.EPISODE, every[first].first, every[last].last)


@given(st.data(), lengths)
def test_a_piece_is_cut_where_others_begin_and_end(data: st.DataObject, of: list[int]) -> None:
    span = data.draw(inside(of))
    others = data.draw(st.lists(inside(of), max_size=4))
    pieces = spans.cut(span, others, of)
    assert single(pieces, of) == spans.episodes(span, of)
    for piece in pieces:
        for other in others:
            assert spans.contains(other, piece) or not spans.overlap(other, piece)
    edges = {edge for one in others for edge in (one.first, spans.following(one, of))}
    assert {piece.first for piece in pieces[1:]} <= edges


def single(pieces: list[Span], of: list[int]) -> list[Span]:
    return [one for piece in pieces for one in spans.episodes(piece, of) or []]


@given(st.data(), lengths)
def test_splitting_and_joining_keeps_every_episode_once(data: st.DataObject, of: list[int]) -> None:
    outer, inner = data.draw(inside(of)), data.draw(inside(of))
    before, after = spans.without(outer, inner, of)
    middle = [one for one in single([outer], of) if spans.contains(inner, one)]
    left = [piece for piece in (before, after) if piece]
    assert sorted(single(left, of) + middle) == single([outer], of)
    assert spans.united([*left, *middle], of) == [outer]


@given(st.data(), lengths)
def test_gaps_and_pieces_make_up_the_whole(data: st.DataObject, of: list[int]) -> None:
    every = spans.all_of(Unit.EPISODE, of)
    pieces = spans.united(data.draw(st.lists(inside(of), max_size=4)), of)
    left = list(spans.gaps(every, pieces, of))
    assert sorted(single([*left, *pieces], of)) == single([every], of)
    assert not any(spans.overlap(one, other) for one in left for other in pieces)


@given(st.data(), lengths)
def test_what_is_written_is_read_back(data: st.DataObject, of: list[int]) -> None:
    span = data.draw(inside(of))
    assert spans.fitted(spans.parse(spans.text_of(span, of)), of) == span


def test_two_halves_are_an_episode() -> None:
    one, two, all_of_it = map(spans.parse, ("s1e2a", "s1e2b", "s1e2"))
    assert spans.follows(two, one, [3])
    assert spans.joined(one, two) == all_of_it
    assert spans.without(all_of_it, one, [3]) == (None, two)
    assert spans.without(all_of_it, two, [3]) == (one, None)
    assert spans.count(one, [3]) == 0


def test_the_end_of_a_season_of_unknown_length_stays_open() -> None:
    season, third = spans.parse("s1"), spans.parse("s1e3")
    before, after = spans.without(season, third, [])
    assert before == spans.parse("s1e1..e2")
    assert after == spans.parse("s1e4..s1")
    assert spans.episodes(season, []) is None
    assert spans.count(spans.fitted(season, [6]), [6]) == 6
