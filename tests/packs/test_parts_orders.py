"""Packs reproduce published orders of episodes and segments from the pieces that are moved alone.

A published order is written in its runs: a film by its key, and the pieces of a film behind its
key, ``S01E01..S01E15`` being the episodes that follow each other. ``python -m
tests.packs.test_parts_orders`` writes their table in ``docs/packs.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.conftest import Run
from tests.test_shipped_packs import PAGE, RULER, with_part
from watchlist.model import TIMELINE
from watchlist.packs import shipped
from watchlist.packs.converting import library_of
from watchlist.packs.model import Pack
from watchlist.queries.orders import order_tables
from watchlist.spans import Unit, all_of, episodes, fitted, parse, text_of

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
    "We Got This Covered: Tales of the Jedi": Published(
        "star-wars",
        """
        tales-of-the-jedi:S01E02..S01E03 tales-of-the-jedi:S01E01 the-phantom-menace
        tales-of-the-jedi:S01E04..S01E05 revenge-of-the-sith tales-of-the-jedi:S01E06
        """,
        rows=8,
        facts=4,
    ),
    "mculist: the timeline of Disney+ by season": Published(
        "mcu",
        """
        eyes-of-wakanda captain-america-the-first-avenger agent-carter captain-marvel iron-man
        iron-man-2 the-incredible-hulk thors-hammer thor the-consultant the-avengers item-47
        thor-the-dark-world iron-man-3 all-hail-the-king captain-america-the-winter-soldier
        guardians-of-the-galaxy guardians-of-the-galaxy-vol-2 i-am-groot daredevil:S01
        jessica-jones:S01 avengers-age-of-ultron ant-man daredevil:S02 luke-cage:S01 iron-fist:S01
        the-defenders captain-america-civil-war black-widow black-panther spider-man-homecoming
        the-punisher:S01 doctor-strange jessica-jones:S02 luke-cage:S02 iron-fist:S02 daredevil:S03
        thor-ragnarok the-punisher:S02 jessica-jones:S03 ant-man-and-the-wasp avengers-infinity-war
        avengers-endgame loki:S01 what-if:S01 marvel-zombies wandavision shang-chi
        the-falcon-and-the-winter-soldier spider-man-far-from-home eternals
        doctor-strange-in-the-multiverse-of-madness hawkeye moon-knight
        black-panther-wakanda-forever echo she-hulk ms-marvel thor-love-and-thunder ironheart
        werewolf-by-night guardians-holiday-special ant-man-and-the-wasp-quantumania
        guardians-of-the-galaxy-vol-3 secret-invasion the-marvels loki:S02 what-if:S02
        deadpool-and-wolverine agatha-all-along what-if:S03 daredevil-born-again:S01
        captain-america-brave-new-world thunderbolts the-fantastic-four-first-steps wonder-man
        """,
        rows=345,
        facts=28,
    ),
    # without the three films that the timeline of Disney+ has elsewhere
    "haydenk: The Avengers to No Way Home with the series made for ABC and Hulu": Published(
        "mcu",
        """
        the-avengers item-47 agents-of-shield:S01E01..S01E07 thor-the-dark-world
        agents-of-shield:S01E08..S01E16 captain-america-the-winter-soldier
        agents-of-shield:S01E17..S01E22 guardians-of-the-galaxy guardians-of-the-galaxy-vol-2
        i-am-groot daredevil:S01 jessica-jones:S01 agents-of-shield:S02E01..S02E19
        avengers-age-of-ultron agents-of-shield:S02E20..S02E22 daredevil:S02 luke-cage:S01
        iron-fist:S01 the-defenders agents-of-shield:S03E01..S03E19 captain-america-civil-war
        agents-of-shield:S03E20..S03E22 black-widow black-panther spider-man-homecoming
        cloak-and-dagger:S01 the-punisher:S01 doctor-strange agents-of-shield:S04 jessica-jones:S02
        luke-cage:S02 cloak-and-dagger:S02 iron-fist:S02 daredevil:S03 inhumans runaways:S01..S02
        thor-ragnarok agents-of-shield:S05E01..S05E18 the-punisher:S02 jessica-jones:S03
        ant-man-and-the-wasp avengers-infinity-war agents-of-shield:S05E19..S05E22 runaways:S03
        avengers-endgame loki:S01 what-if:S01 wandavision shang-chi
        the-falcon-and-the-winter-soldier spider-man-far-from-home eternals spider-man-no-way-home
        """,
        rows=392,
        facts=22,
    ),
    "VBS: Star Trek from 2369 to 2379 by season": Published(
        "star-trek",
        """
        the-next-generation:S06 deep-space-nine:S01 the-next-generation:S07 deep-space-nine:S02
        generations deep-space-nine:S03 voyager:S01 deep-space-nine:S04 voyager:S02
        deep-space-nine:S05 voyager:S03 first-contact deep-space-nine:S06 voyager:S04
        deep-space-nine:S07 voyager:S05 insurrection voyager:S06..S07 nemesis
        """,
        rows=404,
        facts=1,
    ),
    "FullByte: The Godfather in segments": Published(
        "godfather",
        """
        the-godfather-part-ii:1 the-godfather the-godfather-part-ii:2 the-godfather-part-iii
        """,
        rows=4,
        facts=1,
    ),
    "Hollywood Subliminals: The Matrix with the shorts": Published(
        "matrix",
        """
        the-animatrix:2 the-animatrix:3 the-animatrix:8 the-matrix the-animatrix:4 the-animatrix:5
        the-animatrix:6 the-animatrix:7 the-animatrix:9 the-animatrix:1 the-matrix-reloaded
        the-matrix-revolutions the-matrix-resurrections
        """,
        rows=13,
        facts=3,
    ),
    "Gideon: the crossovers of the Arrowverse": Published(
        "arrowverse",
        """
        the-flash:S01E08 arrow:S03E08 the-flash:S02E08 arrow:S04E08 the-flash:S02E18
        supergirl:S01E18 supergirl:S02E08 the-flash:S03E08 arrow:S05E08 legends-of-tomorrow:S02E07
        supergirl:S02E16 the-flash:S03E17 supergirl:S03E08 arrow:S06E08 the-flash:S04E08
        legends-of-tomorrow:S03E08 the-flash:S05E09 arrow:S07E09 supergirl:S04E09 supergirl:S05E09
        batwoman:S01E09 the-flash:S06E09 arrow:S08E08 legends-of-tomorrow:S05E01
        """,
        rows=24,
        facts=2,
    ),
    "Doux Reviews: Buffy and Angel": Published(
        "buffy",
        """
        buffy:S01..S03 buffy:S04E01 angel:S01E01 buffy:S04E03 angel:S01E03 buffy:S04E08
        angel:S01E08 angel:S01E10 angel:S05
        """,
        rows=85,
        facts=1,
    ),
}
PART = "orders of episodes"
every_order = pytest.mark.parametrize("name", PUBLISHED)


def pieces(pack: Pack, key: str, span: str) -> Iterator[Piece]:
    """Yield the episodes of a run or a series, or the one piece that it is."""
    lengths = pack.films[key].seasons
    every = all_of(Unit.EPISODE, lengths) if lengths else None
    known = fitted(parse(span), lengths) if span else every
    run = episodes(known, lengths) if known else None
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
def test_a_published_list_of_episodes_is_reproduced_from_the_moved_episodes_alone(
    name: str,
) -> None:
    pack = shipped.load(PUBLISHED[name].pack)
    order = printed(PUBLISHED[name], pack)

    assert [piece for piece in computed(pack) if piece in set(order)] == order
    assert len(order) == PUBLISHED[name].rows


class Row(NamedTuple):
    """A row of ``order --format json``: what it is, and its number or that of its whole."""

    title: str
    year: int | None
    kind: str
    part: str
    film: int


def rows_of(run: Run, pack: Pack) -> list[Row]:
    """Return the rows of the first table; nothing that is said in it is without effect."""
    table, *_ = run.json("order", pack.name, "--no-fold")["tables"]
    assert table["unmet"] == []
    return [
        Row(
            entry["title"],
            entry["year"],
            entry["kind"],
            entry.get("part") or "",
            entry.get("whole") or entry["id"],
        )
        for entry in table["entries"]
    ]


@every_order
def test_order_prints_it_from_the_pack_and_after_pack_add(name: str, run: Run) -> None:
    pack = shipped.load(PUBLISHED[name].pack)
    from_the_pack = [row[:-1] for row in rows_of(run, pack)]
    run.ok("pack", "add", pack.name)
    added = rows_of(run, pack)
    assert [row[:-1] for row in added] == from_the_pack
    keys = {(film.title, film.year, film.kind): key for key, film in pack.films.items()}
    films = run.json("list", "--all")
    known = {film["id"]: keys[film["title"], film["year"], film["kind"]] for film in films}
    found = [piece for row in added for piece in pieces(pack, known[row.film], row.part)]
    order = printed(PUBLISHED[name], pack)
    assert [piece for piece in found if piece in set(order)] == order


@every_order
def test_about_as_many_facts_as_rows_that_break_the_broadcast_order(name: str) -> None:
    pack = shipped.load(PUBLISHED[name].pack)
    about = {key for key, _ in printed(PUBLISHED[name], pack)}
    parts = {key for key, film in pack.films.items() if film.whole in about}
    wholes = {film.whole for film in pack.films.values() if film.whole in about}
    moved = about | parts | wholes
    facts = [one for one in pack.placements if not moved.isdisjoint(one.films)]

    assert len(facts) == PUBLISHED[name].facts
    assert len(facts) <= len(PUBLISHED[name].runs.split())


def test_the_parts_of_a_member_are_members_of_the_continuities_that_it_is_in() -> None:
    library = library_of(shipped.load("star-wars"))
    [main] = library.franchises[1].continuities

    assert {film for film in library.films if library.films[film].whole} <= set(main.films)


def test_the_index_names_no_part_as_a_film() -> None:
    assert '"whole"' not in shipped.index_text()


# -- the table of the documentation ----------------------------------------------------------


def table_of_orders() -> str:
    lines = ["| pack | published order | films and episodes | runs | placements |", RULER]
    for name, one in sorted(PUBLISHED.items(), key=lambda item: item[1].pack):
        runs = len(one.runs.split())
        title = shipped.load(one.pack).name
        lines.append(f"| {title} | {name} | {one.rows} | {runs} | {one.facts} |")
    return "\n".join(lines) + "\n"


def test_the_documentation_lists_the_orders_of_episodes() -> None:
    page = PAGE.read_text(encoding="utf-8")

    hint = "run python -m tests.packs.test_parts_orders"
    assert with_part(page, PART, table_of_orders()) == page, hint


if __name__ == "__main__":
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), PART, table_of_orders()), encoding="utf-8")
