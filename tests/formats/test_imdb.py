"""IMDb: types of titles in the languages of the site, and what tells one generation of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlist.formats.parsing import sources
from watchlist.formats.parsing.imdb_types import title_type
from watchlist.formats.readers import imdb
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, Item, Skipped
from watchlist.model import Kind

FOLDER = Path(__file__).parent / "golden" / "imdb"
KINDS = {
    Kind.FILM: (
        "movie", "tvMovie", "Movie", "TV Movie", "video", "Feature Film", "Documentary", "Film",
        "Film TV", "Película", "Película de TV", "Filme", "Filme para televisão", "Téléfilm",
        "Fernsehfilm", "Spielfilm", "Vídeo", "Фильм", "फ़िल्म",
    ),
    Kind.SHORT: ("short", "tvShort", "Corto", "Cortometraje", "Court métrage", "Kurzfilm", "Curta"),
    Kind.SPECIAL: ("tvSpecial", "TV Special", "Speciale TV", "Especial de TV"),
    Kind.SERIES: (
        "tvSeries", "tvMiniSeries", "TV Mini Series", "Mini-Series", "Serie TV", "Mini serie TV",
        "Série télévisée", "Fernsehserie", "Minissérie", "Сериал",
    ),
}  # fmt: skip


def items(name: str, *, series: str = "skip") -> list[Item]:
    with sources.opened(str(FOLDER / name)) as source:
        return list(imdb.read(source, Options(series=series)))


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind, names in KINDS.items() for name in names]
)
def test_a_type_is_known_in_any_language_of_the_site(name: str, kind: Kind) -> None:
    found = title_type(name)
    assert found
    assert found.kind is kind


@pytest.mark.parametrize(
    "name",
    ["tvEpisode", "Episodio TV", "Épisode", "Folge", "videoGame", "Videogioco", "Videospiel",
     "Music Video", "Podcast Series", "Podcast Episode", "Jeu vidéo"],
)  # fmt: skip
def test_episodes_games_and_podcasts_are_no_films(name: str) -> None:
    found = title_type(name)
    assert found
    assert found.kind is None


def test_an_unknown_type_is_not_guessed() -> None:
    assert title_type("Spettacolo") is None


def test_series_are_counted_and_taken_when_asked_for() -> None:
    without = [item for item in items("g1-watchlist.csv") if isinstance(item, Skipped)]
    taken = [item for item in items("g1-watchlist.csv", series="whole") if isinstance(item, Entry)]
    assert [item.reason for item in without] == ["TV series", "TV series"]
    assert [entry.kind for entry in taken[2:]] == [Kind.SERIES, Kind.SERIES]


def test_a_rating_is_no_viewing_date() -> None:
    [first, *_] = items("g3-ratings.csv")
    assert isinstance(first, Entry)
    assert (first.rating, first.plays, first.viewings, first.added) == (1.0, 1, (), None)


def test_what_is_rated_on_a_watchlist_stays_to_be_watched() -> None:
    [first, *_] = items("resaved-us-watchlist.csv")
    assert isinstance(first, Entry)
    assert (first.rating, first.plays, first.to_watch) == (4.0, 1, True)


def test_the_order_of_day_and_month_can_be_told(tmp_path: Path) -> None:
    with sources.opened(str(FOLDER / "resaved-unclear-watchlist.csv")) as source:
        [entry] = imdb.read(source, Options(date_order="mdy"))
    assert isinstance(entry, Entry)
    assert str(entry.added) == "2020-10-09"
