"""Which film, franchise or person a name means: ``docs/scripting.md``, *Names*."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import titles
from watchlist.names.folding import fold, same_name, split_year, without_article
from watchlist.names.search import Fit, Named, find, find_films, misspelt, nearest

FILMS = [
    Named(1, ("Jaws",), 1975),
    Named(2, ("1917",), 2019, "tt8579674"),
    Named(3, ("300",), 2006),
    Named(4, ("District 9",), 2009),
    Named(5, ("9",), 2009),
    Named(6, ("WALL·E", "ウォーリー"), 2008),
    Named(7, ("Amélie", "Le Fabuleux Destin d'Amélie Poulain"), 2001),
    Named(8, ("Fast and Furious",), 2009),
    Named(9, ("七人の侍", "Shichinin no samurai", "Seven Samurai"), 1954),
    Named(10, ("Halloween",), 1978),
    Named(11, ("Halloween",), 2007),
    Named(12, ("Halloween",), 2018),
    Named(13, ("Halloween Kills",), 2021),
    Named(14, ("John Wick",), 2014),
    Named(15, ("John Wick: Chapter 2",), 2017),
    Named(16, ("John Wick: Chapter 4",), 2023),
    Named(17, ("The Thing",), 1982),
    Named(18, ("The A-Team",), 2010),
    Named(19, ("Team America",), 2004),
    Named(20, ("E.T. the Extra-Terrestrial",), 1982),
    Named(21, ("Get Out",), 2017),
    Named(22, ("$",), 1971),
    Named(23, ("!!!",)),
    Named(24, ("ID:A",), 2011),
    Named(25, ("12 Angry Men",), 1957),
    Named(26, ("Alien³",), 1992),
    Named(27, ("L’Avventura",), 1960),
    Named(28, ("Blade Runner 2049",), 2017),
    Named(29, ("Mother!",), 2017),
    Named(300, ("Ran",), 1985),
]


def found(reference: str) -> list[int]:
    return [named.id for named in find_films(reference, FILMS).candidates]


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        # a title, whatever its case, accents, punctuation, leading article, & and "and"
        ("jaws", 1),
        (" JAWS ", 1),
        ("WALL-E", 6),
        ("walle", 6),
        ("wall e", 6),
        ("amelie", 7),
        ("Ame\u0301lie", 7),
        ("fast & furious", 8),
        ("Fast&Furious", 8),
        ("fast ＆ furious", 8),
        ("thing", 17),
        ("a thing", 17),
        ("A-Team", 18),
        ("et the extra terrestrial", 20),
        ("alien 3", 26),
        ("Avventura", 27),
        ("l'avventura", 27),
        ("mother", 29),
        ("The Jaws", 1),
        # an alias
        ("seven samurai", 9),
        ("The Seven Samurai", 9),
        ("ウォーリー", 6),
        ("七人の侍", 9),
        # a title and its year
        ("Halloween (2018)", 12),
        ("halloween(1978)", 10),
        ("Halloween 2007", 11),
        ("john wick 2014", 14),
        ("wick (2014)", 14),
        ("samurai 1954", 9),
        # part of a title
        ("john wick 2", 15),
        ("chapter 4", 16),
        ("blade 2049", 28),
        ("runner 2017", 28),
        ("七人", 9),
        ("destin", 7),
        ("et", 20),
        ("angry", 25),
        ("district", 4),
        # a film whose title is a number, and a number
        ("1917", 2),
        ("300", 3),
        ("9", 5),
        ("9 (2009)", 5),
        ("id:9", 9),
        ("ID: 300", 300),
        ("id:300", 300),
        ("12", 12),
        ("25", 25),
        # an IMDb id
        ("tt8579674", 2),
        ("TT8579674", 2),
        ("https://www.imdb.com/title/tt8579674/", 2),
        # titles of punctuation only, and one that looks like a number
        ("$", 22),
        ("!!!", 23),
        ("id:a", 24),
    ],
)
def test_a_reference_means_one_film(reference: str, number: int) -> None:
    assert found(reference) == [number]


@pytest.mark.parametrize(
    "reference",
    [
        "", " ", "id:999", "id:-1", "999", "tt0000001", "?", "…", "_", "()", "\u200b", "\u0301",
        "Halloween (1999)", "300 (1985)", "1 (2009)", "Jaws (0000)", "Haloween", "wick john",
    ],
)  # fmt: skip
def test_a_reference_that_fits_no_film_finds_none(reference: str) -> None:
    assert found(reference) == []


@pytest.mark.parametrize(
    ("reference", "numbers"),
    [
        ("halloween", [10, 11, 12]),
        ("john wick: chapter", [15, 16]),
        ("wick", [14, 15, 16]),
        ("team", [18, 19]),
    ],
)
def test_a_reference_that_fits_several_films_finds_all_of_them(
    reference: str, numbers: list[int]
) -> None:
    assert found(reference) == numbers


@given(number=st.integers(1, 40))
def test_an_id_is_always_the_number(number: int) -> None:
    assert found(f"id:{number}") == [film.id for film in FILMS if film.id == number]


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.label)
def test_every_film_is_found_by_its_label(film: Named) -> None:
    assert find_films(film.label if film.id != 20 else film.names[0], FILMS).candidates == [film]


@given(title=titles.filter(str.strip))
def test_any_title_finds_its_film_or_is_a_number_or_an_id(title: str) -> None:
    film = Named(10**9, (title,))
    if not title.strip().casefold().startswith(("id:", "tt")):
        assert find_films(title, [film]).candidates == [film]


def test_an_exact_title_beats_a_number_and_digits_are_no_piece_of_a_title() -> None:
    exact, number, partial = (
        Named(1, ("9",)),
        Named(9, ("Jaws",)),
        Named(3, ("District 9",)),
    )
    assert find_films("9", [exact, number, partial]).candidates == [exact]
    assert find_films("9", [number, partial]).candidates == [number]
    assert find_films("9", [partial]).candidates == []
    assert find_films("district 9", [partial]).candidates == [partial]


@pytest.mark.parametrize(
    ("reference", "name", "fit"),
    [
        ("the wick", "John Wick: Chapter 2", Fit.WORDS),
        ("chapter 2", "John Wick: Chapter 2", Fit.WORDS),
        ("john 2", "John Wick: Chapter 2", Fit.WORDS),
        ("spiderman", "Spider-Man: Homecoming", Fit.WORDS),
        ("spider man", "Spiderman Returns", Fit.WORDS),
        ("chap", "John Wick: Chapter 2", Fit.BEGUN),
        ("jo wi ch", "John Wick: Chapter 2", Fit.BEGUN),
        ("wick chap", "John Wick: Chapter 2", Fit.BEGUN),
        ("spiderm", "Spider-Man: Homecoming", Fit.BEGUN),
        ("her", "The Father", None),
        ("it", "Citizen Kane", None),
        ("man", "Batman Returns", None),
        ("wick john", "John Wick", None),
        ("chapter 2", "Chapter 22", None),
        ("runner 20", "Blade Runner 2049", None),
        ("2049", "Blade Runner 2049", None),
        ("the 2", "John Wick: Chapter 2", None),
    ],
)
def test_words_fit_whole_or_begun_and_never_from_within_one(
    reference: str, name: str, fit: Fit | None
) -> None:
    found = find(reference, [Named(1, (name,))], Fit.BEGUN)
    assert (found.fit if found.candidates else None) == fit


@given(words=st.lists(st.sampled_from(["her", "up", "it", "iron", "2", "man"]), min_size=1))
def test_the_words_of_a_title_mean_it_and_a_letter_more_does_not(words: list[str]) -> None:
    title = Named(1, (" ".join(["Xenon", *words, "Yard"]),))
    is_number = all(word.isdecimal() for word in words)
    assert bool(find(" ".join(words), [title]).candidates) != is_number
    assert not find(" ".join([*words, "x"]), [title]).candidates


def test_the_closest_spelling_decides() -> None:
    plain, accented = Named(1, ("Amelie",)), Named(2, ("Amélie",))
    assert find_films("amélie", [plain, accented]).candidates == [accented]
    assert find_films("Ame-lie", [plain, accented]).candidates == [plain, accented]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("WALL·E", "Wall-E"),
        ("The Thing", "thing"),
        ("Léon", "LEON"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Ocean's Eleven", "Oceans Eleven"),
        ("Ｖ Ｆｏｒ Ｖｅｎｄｅｔｔａ", "V for Vendetta"),
        ("I ❤ Huckabees", "I ❤️ Huckabees"),
        ("A.I.", "AI"),
        ("L'Eclisse", "Eclisse"),
        ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
    ],
)
def test_names_are_one_that_differ_in_what_does_not_matter(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alien", "Aliens"),
        ("A.I.", "I"),
        ("A-ha", "Ha"),
        ("!!!", "!"),
        ("バス", "ハス"),
        ("दिल", "दल"),
        ("侍", "七人の侍"),
        ("Thelma", "Ma"),
    ],
)
def test_names_are_two_that_differ_in_a_letter(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text(st.characters(max_codepoint=127)))
def test_a_name_without_points_folds_as_it_does_with_one_behind_it(name: str) -> None:
    assume("." not in name and any(map(str.isalnum, name)))
    assert fold(name) == fold(f"{name}.")


@given(title=titles)
def test_a_folded_name_folds_to_itself_but_for_case(title: str) -> None:
    assert fold(fold(title)) == fold(title)


@pytest.mark.parametrize(
    ("name", "rest"),
    [("The Thing", "Thing"), ("the", "the"), ("A", "A"), ("A-Team", "A-Team"), ("Die Hard",) * 2],
)
def test_an_article_is_one_only_before_something(name: str, rest: str) -> None:
    assert without_article(name) == rest


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("John Wick (2014)", ("John Wick", 2014)),
        ("John Wick(2014) ", ("John Wick", 2014)),
        ("(2014)", ("(2014)", None)),
        ("Blade Runner 2049", ("Blade Runner 2049", None)),
        ("(500) Days of Summer (2009)", ("(500) Days of Summer", 2009)),
        ("Untitled (20145)", ("Untitled (20145)", None)),
    ],
)
def test_a_year_in_brackets_behind_a_title_is_split_off(
    text: str, parts: tuple[str, int | None]
) -> None:
    assert split_year(text) == parts


@pytest.mark.parametrize(
    ("typed", "title", "slip"),
    [
        ("Jurasic Park", "Jurassic Park", True),
        ("Jurassicc Park", "Jurassic Park", True),
        ("jurassik park", "Jurassic Park", True),
        ("Jurassic Prak", "Jurassic Park", True),
        ("Jurassic Park", "Jurassic Park", False),
        ("Jurassic Pakr II", "Jurassic Park", False),
        ("Jurasik Park", "Jurassic Park", False),
        ("Aliens", "Alien", False),
        ("Chapter 2", "Chapter 3", False),
        ("Chapter 2", "Chapter", False),
        ("Heat", "Meat", False),
    ],
)
def test_a_slip_of_the_keyboard_is_one_letter_of_a_long_name(
    typed: str, title: str, *, slip: bool
) -> None:
    assert bool(misspelt(typed, [Named(1, (title,))])) == slip
    assert bool(misspelt(title, [Named(1, (typed,))])) == slip


def test_the_nearest_titles_are_all_of_the_name_that_was_missed() -> None:
    halloweens = ["Halloween (1978)", "Halloween (2007)", "Halloween (2018)"]
    assert nearest("Haloween", FILMS)[:3] == halloweens
    assert nearest("Haloween (1978)", FILMS)[:3] == halloweens


@pytest.mark.parametrize("reference", ["", "zzzz", "?"])
def test_nothing_is_suggested_for_what_looks_like_nothing(reference: str) -> None:
    assert nearest(reference, FILMS) == []
