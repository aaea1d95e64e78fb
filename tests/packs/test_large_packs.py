"""Packs far larger than any franchise: what is wrong is counted, and found as in small ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given
from msgspec.structs import replace

from tests.conftest import Run
from watchlist.library.franchises import CycleError, cycle_in, with_placement
from watchlist.library.identity import Agreement, agreement, identity_of
from watchlist.model import TIMELINE, PlacementKind
from watchlist.names.listing import SAID, circle
from watchlist.packs import checks
from watchlist.packs.converting import film_of, franchise_of, library_of, numbered
from watchlist.packs.model import Pack, PackContinuity, PackFilm, PackPlacement
from watchlist.queries.orders import order_tables

MANY = SAID + 40
TITLES = st.sampled_from(["Heat", "Cold", "The Heat"])
KEYS = tuple("abcdef")


@st.composite
def films(draw: st.DrawFn) -> PackFilm:
    return PackFilm(
        title=draw(TITLES),
        year=draw(st.sampled_from([1995, 1996])),
        imdb=draw(st.sampled_from(["", "tt0000001", "tt0000002", "tt0000003"])),
        tmdb=draw(st.sampled_from([None, 1, 2])),
    )


@st.composite
def placements(draw: st.DrawFn) -> PackPlacement:
    kind = draw(st.sampled_from([PlacementKind.BEFORE, PlacementKind.AFTER]))
    placed, anchor = draw(st.permutations(KEYS).map(lambda keys: (keys[:1], keys[1:2])))
    continuity = draw(st.sampled_from(["", "", "one", "two"]))
    return PackPlacement(
        films=tuple(placed), kind=kind, anchors=tuple(anchor), continuity=continuity
    )


def pack_of(placed: list[PackPlacement], *, of_all: bool = False) -> Pack:
    """Return a pack in which no film is placed twice in one scope."""
    kept: dict[tuple[str, str], PackPlacement] = {}
    for one in placed:
        scope = "" if of_all else one.continuity
        kept.setdefault((scope, one.films[0]), replace(one, continuity=scope))
    return Pack(
        name="X",
        films={key: PackFilm(title=key, year=1990 + ord(key)) for key in KEYS},
        continuities=(
            PackContinuity(name="one", films=KEYS[:4]),
            PackContinuity(name="two", films=KEYS[2:]),
        ),
        placements=tuple(kept.values()),
    )


@given(st.lists(films(), max_size=8))
def test_the_films_that_are_like_another_one_are_those_of_all_pairs(some: list[PackFilm]) -> None:
    pack = Pack(name="X", films={str(index): film for index, film in enumerate(some)})
    identities = {key: identity_of(film_of(film, 0)) for key, film in pack.films.items()}
    pairs = {
        two: one
        for one, two in reversed(list(combinations(pack.films, 2)))
        if agreement(identities[one], identities[two]) is Agreement.TITLE
    }

    found = {flaw.path[1]: flaw.message.split(" ")[0] for flaw in checks.same_films(pack)}

    assert found == pairs


def closing(pack: Pack) -> Iterator[tuple[int, str]]:
    """Yield the first placement that closes a circle, found by placing one after the other."""
    franchise = franchise_of(pack, 1, numbered(pack))
    placed = replace(franchise, placements=())
    for index, placement in enumerate(franchise.placements):
        try:
            placed = with_placement(placed, placement)
        except CycleError as error:
            yield index, circle(KEYS[film - 1] for film in error.films)
            return


@given(st.lists(placements(), max_size=8))
def test_the_placement_that_closes_a_circle_is_the_first_that_does(
    some: list[PackPlacement],
) -> None:
    pack = pack_of(some, of_all=True)

    found = [(flaw.path[1], flaw.message.rpartition(": ")[2]) for flaw in checks.cycles(pack)]

    assert found == [(index, f"{chain}.") for index, chain in closing(pack)]


@given(st.lists(placements(), max_size=8))
def test_timelines_of_all_continuities_are_the_same_one_by_one(some: list[PackPlacement]) -> None:
    library = library_of(pack_of(some))
    franchise = library.franchises[1]
    assume(not cycle_in(franchise))

    found = list(checks.timelines(library, franchise))

    together = order_tables(library, franchise, TIMELINE)
    assert [table.unmet for table in found] == [table.unmet for table in together]
    assert [[row.entry for row in table.rows] for table in found] == [
        [row.entry for row in table.rows] for table in together
    ]


def test_of_very_many_findings_the_first_are_said_and_the_others_counted(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "heat.toml"
    path.write_text(
        'name = "Heat"\n'
        + "".join(f'[films.f{n}]\ntitle = "Heat"\nyear = 1995\n' for n in range(MANY)),
        encoding="utf-8",
    )

    found = run("pack", "check", str(path))
    listed = run("pack", "check", str(path), "--format", "json")
    refused = run("pack", "add", str(path))

    lines = found.stdout.splitlines()
    assert found.exit_code == listed.exit_code == refused.exit_code == 1
    assert len(lines) == SAID + 1
    assert lines[-1].startswith("… and ")
    assert "--format json” lists all of them" in lines[-1]
    assert not any("advice" in line for line in lines)
    assert len(json.loads(listed.stdout)) > MANY
    assert len(refused.stderr.splitlines()) == SAID + 2


@pytest.mark.parametrize("count", [2, 12, 13])
def test_a_circle_is_told_as_a_whole_while_it_is_short(count: int) -> None:
    names = [str(number) for number in range(count)]

    assert circle(names) == " → ".join([*names, "0"])


def test_of_a_large_circle_both_sides_of_its_end_are_told() -> None:
    assert circle(map(str, range(100))).endswith(" → 10 → … 88 more … → 99 → 0")
