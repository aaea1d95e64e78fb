"""What single cells of a table of films say: a title, a year, ids, a kind, yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from watchlist.formats.parsing.cells import says_nothing
from watchlist.formats.parsing.imdb_types import TitleType, title_type
from watchlist.formats.parsing.sites import imdb_id, positive
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.parsing.texts import one_line
from watchlist.model import Kind
from watchlist.names.folding import split_year

_YES: Final = (
    *("yes", "y", "true", "x", "1", "✓", "✔", "✅", "☑", "ja", "j", "oui", "o", "sí", "si", "sì"),
    *("s", "да", "так", "是", "sim", "wahr", "vrai", "tak"),
)
_NO: Final = (
    *("", "no", "n", "false", "0", "-", "✗", "✘", "❌", "☐", "nein", "non", "нет", "ні", "否"),
    *("não", "nao", "falsch", "faux", "nee", "nej", "nie"),
)
_SERIES: Final = TitleType(Kind.SERIES, "TV series")
_NO_FILMS: Final = {
    "games": "game games videogame boardgame игра spiel",
    "books": "book books audiobook comic comics manga novel livre buch libro книга",
    "albums": "album albums music song track record artist",
    "people": "person people actor actress director name",
    "podcasts": "podcast podcasts",
    "trailers": "trailer trailers teaser clip hook promo bonus",
    "TV episodes": "episode episodes tvepisode folge серия",
}
_KINDS: Final = {
    # what IMDb does not say, or says otherwise
    **{word: TitleType(None, what) for what, words in _NO_FILMS.items() for word in words.split()},
    "": TitleType(Kind.FILM),
    "фільм": TitleType(Kind.FILM),
    "мультфільм": TitleType(Kind.FILM),
    "серіал": _SERIES,
    "dokumentarfilm": TitleType(Kind.FILM),
    "doku": TitleType(Kind.FILM),
    "电影": TitleType(Kind.FILM),
    "電影": TitleType(Kind.FILM),
    "映画": TitleType(Kind.FILM),
    "电视剧": _SERIES,
    "feature": TitleType(Kind.FILM),
    "featurefilm": TitleType(Kind.FILM),
    "animemovie": TitleType(Kind.FILM),
    "staffel": TitleType(Kind.SEASON, "TV seasons"),
    "special": TitleType(Kind.SPECIAL),
    "show": _SERIES,
    "tvshow": _SERIES,
    "tv": _SERIES,
    "season": TitleType(Kind.SEASON, "TV seasons"),
    "tvseason": TitleType(Kind.SEASON, "TV seasons"),
}
_DIGITS: Final = 2
"""Numbers of more digits are no numbers of viewings."""
_NOT_YET: Final = ("", "tba", "tbd")
_YEAR: Final = re.compile(r"[(\[]?(\d{1,4})(?:\.0+)?[)\]]?(?:[-–/].*)?")


_TMDB: Final = re.compile(r".*themoviedb\.org/movie/(\d+).*")
_EPISODE: Final = re.compile(
    r":\s*(?:(?:season|series|staffel|saison|temporada|stagione|сезон|sezon|seizoen|säsong"
    r"|sæson|sesong|kausi|évad|bölüm)\s*\d+|limited series|miniserie|第\s*\d+\s*季)\s*:\s*\S"
    r"|\bS\d{1,2}\s?E\d{1,3}\b|\(episode \d+\)",
    re.IGNORECASE,
)
_TWO_SCRIPTS: Final = re.compile(
    r"(?=[^/]*[\u3040-\u9fff\uac00-\ud7af])([^/]*+)/\s*+([A-Za-zÀ-ɏ][^/]*+)"
)


def in_two_scripts(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a title and its aliases, where a cell has it in two scripts: ``盗火线/Heat``."""
    match = _TWO_SCRIPTS.fullmatch(title)
    return (match[2].strip(), (match[1].strip(),)) if match else (title, ())


def title_and_year(cells: Mapping[str, str]) -> tuple[str, int | None]:
    """Return the title, without the year that may stand behind it. Raises ValueError."""
    title = one_line(cells.get("title", ""))
    year = _year(cells.get("year", ""))
    bare, named = split_year(title)
    return (bare, named) if named and named == (year or named) else (title, year)


def is_episode(title: str) -> bool:
    """Whether a title has the shape of an episode's: ``Show: Season 1: Episode``."""
    return _EPISODE.search(title) is not None


def _year(text: str) -> int | None:
    """Read ``1995``, ``(1995)``, ``1995.0`` or ``1995-1997``. Raises ValueError."""
    if says_nothing(text) or text.strip("?").casefold() in _NOT_YET:
        return None
    match = _YEAR.fullmatch(text)
    if not match:
        raise ValueError(f"“{text[:20]}” is not a year")
    return positive(match[1])


def film_ids(cells: Mapping[str, str]) -> tuple[str, int | None]:
    """Return the ids at IMDb and TMDB; an id at IMDb may lack its letters."""
    imdb = imdb_id(cells.get("imdb", "").lower())
    if not imdb and "imdb" in cells and (number := cells["imdb"]).isdecimal():
        imdb = f"tt{number:0>7}"
    number = cells.get("tmdb", "").removesuffix(".0")
    tmdb = positive(_TMDB.sub(r"\1", number) if "/" in number else number)
    return imdb, tmdb if tmdb and tmdb < 2**31 else None


def kind_of(text: str) -> TitleType:
    """Return what sort of title it is. Raises ValueError."""
    found = _KINDS.get(column_key(text)) or title_type(text)
    if found is None:
        raise ValueError(f"“{text[:20]}” is no kind of film")
    return found


def is_yes(column: str, text: str) -> bool:
    """Whether a cell says yes, or that a film was seen.

    Raises ValueError when it says neither that nor no.
    """
    said = text.casefold().replace(" ", "")
    if said in _YES:
        return True
    if said in _NO:
        return False
    state = state_of(text)
    if state is None:
        raise ValueError(f"“{text[:20]}” is neither yes nor no, in {column}")
    return state is State.WATCHED


def plays_in(text: str) -> int:
    """Return how often a cell says that a film was watched where it may say yes; 0 for nothing."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= _DIGITS else 0


def state_key(text: str) -> str:
    """Return what two spellings of one word for a state have in common."""
    return text.casefold().replace(" ", "")


def state_in(role: str, text: str) -> State | None:
    """Return what the cell of a column says of watching, None when it says nothing.

    ``role`` is ``state``, ``watched`` or ``to_watch``, of which the last two may hold yes and no.
    Raises ValueError when it is not understood.
    """
    said = state_key(text)
    if not said or says_nothing(text):
        return _EMPTY.get(role)
    if said in _YES:
        return State.TO_WATCH if role == "to_watch" else State.WATCHED
    if said in _NO:
        return State.KEPT if role == "to_watch" else State.TO_WATCH
    state = State.WATCHED if role == "watched" and plays_in(said) else state_of(text)
    if state is None:
        raise ValueError(
            f"“{text[:20]}” is no state that is known (watched, watchlist, watching, dropped; say "
            f"--map “{text[:20]}=watched” or what else it means)"
        )
    return state


_EMPTY: Final = {"watched": State.TO_WATCH, "to_watch": State.KEPT}
"""What a cell says that is left empty: a box that nobody ticked."""
