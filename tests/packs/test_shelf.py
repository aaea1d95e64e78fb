"""Packs that come with the program are found by the index, and one is read without the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.conftest import LANTERN
from watchlist.errors import AmbiguousError, NotFoundError, RefusedError
from watchlist.packs import shelf
from watchlist.packs.shelf import INDEX
from watchlist.packs.shipped import DATA, index_text, load

LAMP = (
    LANTERN.replace('name = "Lantern"\naliases = ["The Lantern Saga"]', 'name = "Lantern Kids"')
    .replace("Lantern:", "Kids:")
    .replace('"tt0000003"', '"tt0000033"')
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two packs that share a film, and one more that cannot be read."""
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    (tmp_path / DATA).mkdir()
    for slug, text in (("lantern", LANTERN), ("lantern-kids", LAMP)):
        (tmp_path / DATA / f"{slug}.toml").write_text(text, encoding="utf-8")
    (tmp_path / INDEX).write_text(index_text(), encoding="utf-8")
    (tmp_path / DATA / "broken.toml").write_text("name = ", encoding="utf-8")
    return tmp_path


def test_the_index_says_what_a_pack_has(folder: Path) -> None:
    assert [
        (entry.slug, entry.name, entry.films, entry.continuities) for entry in shelf.entries()
    ] == [("lantern", "Lantern", 5, 1), ("lantern-kids", "Lantern Kids", 5, 1)]


@pytest.mark.parametrize(
    ("reference", "slug"),
    [
        ("lantern", "lantern"),
        ("the lantern saga", "lantern"),
        ("saga", "lantern"),
        ("kids", "lantern-kids"),
    ],
)
def test_a_pack_is_found_by_name_alias_or_part(folder: Path, reference: str, slug: str) -> None:
    assert shelf.find(reference).slug == slug


def test_a_name_that_fits_two_packs_or_none_is_refused(folder: Path) -> None:
    text = (folder / INDEX).read_text(encoding="utf-8")
    (folder / INDEX).write_text(text.replace('"name":"Lantern"', '"name":"Magic Lantern"'))
    with pytest.raises(AmbiguousError, match="it can mean Lantern Kids or Magic Lantern"):
        shelf.find("lantern")
    with pytest.raises(NotFoundError, match="did you mean Magic Lantern"):
        shelf.find("lantren")


def test_a_pack_is_loaded_though_another_one_is_broken(folder: Path) -> None:
    assert load("lantern").name == "Lantern"
    with pytest.raises(RefusedError, match=r"broken.toml:1: It is not TOML"):
        load("broken")


@pytest.mark.parametrize(
    ("title", "year", "found"),
    [
        ("lantern", None, "Lantern"),
        ("The Lantern", 2001, "Lantern"),
        ("Lantern", 1999, None),
        ("Lantern: Part Two", None, "Lantern: Part Two"),
        ("Part Two", None, None),
        ("Lantern Wick", None, "Wick"),
        ("Wick", None, "Wick"),
    ],
)
def test_a_film_is_known_by_its_whole_title(
    folder: Path, title: str, year: int | None, found: str | None
) -> None:
    known = shelf.film_facts(title, year)

    assert (known.film.title if known else None) == found


def test_a_title_of_two_films_is_not_guessed(folder: Path) -> None:
    text = LANTERN.replace('"Lantern: Part Two"\nyear = 2004', '"Lantern"\nyear = 1950')
    (folder / DATA / "lantern.toml").write_text(text, encoding="utf-8")
    (folder / DATA / "broken.toml").unlink()
    (folder / INDEX).write_text(index_text(), encoding="utf-8")

    assert shelf.film_facts("Lantern", None) is None
    assert shelf.film_facts("Lantern", 1950)
