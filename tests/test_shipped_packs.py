"""The packs that come with the program keep to every check.

``python -m tests.test_shipped_packs`` writes their table in ``docs/packs.md``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import Run
from watchlist.model import Kind, LinkKind
from watchlist.packs import shelf, shipped
from watchlist.packs.__main__ import SCHEMA
from watchlist.packs.checks import examine
from watchlist.packs.model import Pack, PackFilm
from watchlist.packs.schema import schema
from watchlist.packs.writing import slug

FOLDER = Path(shelf.__file__).parent
FILES = {path.stem: path for path in sorted((FOLDER / shipped.DATA).glob("*.toml"))}
PAGE = Path(__file__).parent.parent / "docs" / "packs.md"
PARTS_OF_FILMS = (Kind.SEASON, Kind.EPISODE, Kind.SEGMENT)
"""Kinds of which the whole has the genres."""
PART = "shipped packs"
RULER = "| --- | --- | --- | --- | --- |"


@cache
def pack(name: str) -> Pack:
    read, findings = examine(FILES[name].read_bytes(), f"{name}.toml")
    assert read, findings
    return read


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("name", FILES)
def test_a_pack_has_nothing_that_the_checks_find(name: str) -> None:
    found = examine(FILES[name].read_bytes(), f"{name}.toml")[1]

    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("name", FILES)
def test_the_file_of_a_pack_is_called_like_it(name: str) -> None:
    words = set(name.split("-"))

    assert any(words <= set(slug(t).split("-")) for t in (pack(name).name, *pack(name).aliases))


def test_no_two_packs_can_be_meant_by_one_name() -> None:
    owners = defaultdict(set)
    for name in FILES:
        for title in (pack(name).name, *pack(name).aliases):
            owners[slug(title)].add(name)

    assert {title: sorted(names) for title, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", FILES)
def test_a_film_that_stands_for_several_says_so_in_one_link(name: str) -> None:
    stands = [link.film for link in pack(name).links if link.kind is LinkKind.ALTERNATIVE_TO]

    assert [film for film, times in Counter(stands).items() if times > 1] == []


def wholes(pack: Pack) -> dict[str, PackFilm]:
    """Return the films of a pack without those that are parts of others."""
    return {key: film for key, film in pack.films.items() if film.whole is None}


def same_facts(one: PackFilm, other: PackFilm) -> bool:
    fields = ("title", "year", "release", "kind", "runtime", "original_title", "imdb", "tmdb")
    same = all(getattr(one, field) == getattr(other, field) for field in fields)
    return same and set(one.genres) == set(other.genres)


def test_a_film_of_several_packs_has_the_same_facts_in_all_of_them() -> None:
    films: dict[object, list[tuple[str, PackFilm]]] = defaultdict(list)
    for name in FILES:
        for film in wholes(pack(name)).values():
            films[film.imdb or (slug(film.title), film.year, film.kind)].append((name, film))

    differing = [
        f"{film.label}: {', '.join(name for name, _ in found)}"
        for found in films.values()
        for film in [found[0][1]]
        if not all(same_facts(film, other) for _, other in found)
    ]
    assert differing == []


def vocabulary() -> list[str]:
    """The genres that the documentation names."""
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    named = re.search(r"by the letter: ([a-z, ]+)\.", text)
    assert named
    return named[1].split(", ")


@pytest.mark.parametrize("name", FILES)
def test_each_film_has_one_to_three_genres_of_those_that_the_page_on_packs_names(name: str) -> None:
    films = {
        key: film for key, film in wholes(pack(name)).items() if film.kind not in PARTS_OF_FILMS
    }

    assert {key for key, film in films.items() if not 1 <= len(film.genres) <= 3} == set()
    named = {genre for film in pack(name).films.values() for genre in film.genres}
    assert named - set(vocabulary()) == set()


def test_the_index_and_the_schema_are_those_of_the_packs(shipped_packs: None) -> None:
    hint = "run python -m watchlist.packs"
    assert (FOLDER / shelf.INDEX).read_text(encoding="utf-8") == shipped.index_text(), hint
    assert SCHEMA.read_text(encoding="utf-8") == schema(), hint


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("name", [name for name in FILES if pack(name).holds])
def test_the_franchises_of_a_universe_keep_their_orders_in_it(name: str, run: Run) -> None:
    tables = run.json("order", pack(name).name)["tables"]

    assert [table["unmet"] for table in tables] == [[]]


# -- the table of the documentation ----------------------------------------------------------


def shipped_table() -> str:
    lines = [
        "| pack | films | continuities | reviewed | checked against |",
        RULER,
    ]
    for name in sorted(FILES, key=lambda name: pack(name).name.casefold()):
        one = pack(name)
        sources = ", ".join(f"[{source.name}]({source.url})" for source in one.sources)
        branches = ", ".join(branch.name for branch in one.all_continuities)
        lines.append(f"| {one.name} | {one.wholes} | {branches} | {one.reviewed} | {sources} |")
    return "\n".join(lines) + "\n"


def with_part(page: str, name: str, text: str) -> str:
    """Return the page with other text between the marks of a part."""
    marked = re.compile(f"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
    assert marked.search(page), name
    return marked.sub(lambda _: f"\n{text}\n", page)


def test_the_documentation_lists_the_packs() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert with_part(page, PART, shipped_table()) == page


if __name__ == "__main__":
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), PART, shipped_table()), encoding="utf-8")
