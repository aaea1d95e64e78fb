"""Columns whose names say nothing known: what their cells look like, and how to say what they are.

A table is not imported by its titles while a column of it looks like days, a state, a rating or a
kind of thing and nobody said what it is: it might be what tells which films were watched.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.formats.parsing.amounts import Scale
from watchlist.formats.parsing.days import day_order, is_ambiguous, looks_like_day, usual_order
from watchlist.formats.parsing.sites import imdb_id
from watchlist.formats.parsing.states import state_of
from watchlist.formats.parsing.tables import CellTable, KeptRows, TableRow, column_key
from watchlist.formats.parsing.texts import one_line
from watchlist.formats.parsing.values import kind_of, state_in

_LOOKED_AT: Final = 500
_NO_TITLE: Final = "has no column for a title"
_MOST: Final = 0.6
_ASKED: Final = 12
"""So many words for states are asked about."""
_FEW: Final = 4
_OF_MANY: Final = 6
_SEVERAL: Final = 2
_SHORT: Final = 25
_TEN: Final = 10

_HARMLESS: Final = re.compile(
    r"average|avg|imdb|trakt|tmdb|simkl|mal(?:score|rating)|community|critic|metas|tomato|rotten"
    r"|vote|popularity|budget|revenue|gross|boxoffice|poster|image|img|cover|thumb|url|uri|link"
    r"|href|plot|overview|descri|summary|tagline|synops|cast|actor|star[sr]ing|writer|produc"
    r"|studio|countr|langu|^lang$|locale|sprache|genre|certif|contentrating|mpaa|^rated$|age|fsk|season|episod"
    r"|dis[ck]|rank|position|index|^order|^(?:no|nr|id)$|number|created|updated|modified|added"
    r"|size|count|progress|percent|anzahl|isbn|barcode|upc|price|format|resolution|codec|path|file|birth|own(?:ed)?$|digital"
    r"|blu|dvd|4k|favou?rite|liked|loved|lent|loan|where|device|cinema(?:name)?$|location"
    r"|runtime|length|duration|director|original|alias|tvdb|封面|国家|链接|страна|жанр|режисс"
    r"|[a-z]id$|userid|username|source|dataset"
)
"""What columns are called that say nothing of watching, whatever is in them."""
_NAMED: Final = (
    ("date", re.compile(r"dat(?:e|um|a)|fecha|дата|日期|zuletzt|wann|when|quando|cuando|quand")),
    (
        "rating",
        re.compile(
            r"rating|score|stars|grade|bewertung|wertung|urteil|sterne|punkte|оценк|оцінк|评分"
            r"|voto|valoraci|puntua|calific|avis|grad[ae]|rated"
        ),
    ),
    (
        "state",
        re.compile(r"stat(?:us|e|o)|estado|état|статус|状态|seen|watch|gesehen|visto|viewed"),
    ),
    ("kind", re.compile(r"type|kind|gattung|^typ$|categor|тип")),
)
_ROLE_BY_NAME: Final = (
    ("release", re.compile(r"releas|premi|kinostart|erschein|estreno|sortie|uscita|выход|上映")),
    ("added", re.compile(r"add|hinzu|ajout|加入|добав")),
)
_ENDED: Final = re.compile(r"watch|seen|view|end|finish|complet|gesehen|vist|просмотр|观看")
_SEEN: Final = re.compile(r"seen|watched|viewed|gesehen|gezien|vist|^vue?s?$|просмотр|看过|sett")
_BEGUN: Final = re.compile(r"start|begin|began|progress|beginn|début|inicio")
_LOOKS: Final = {
    "date": "looks like dates",
    "rating": "looks like ratings",
    "state": "looks like a state, such as seen or to see",
    "kind": "looks like kinds of things",
    "title": "looks like titles",
}
TELLING: Final = frozenset({"state", "watched", "to_watch", "watched_on", "plays"})
"""What a column may be about that says what was watched."""
_YEAR: Final = re.compile(
    r"year|^yr|yr$|jahr|jaar|ann[ée]e|^a[ñn]o|anno|год|^rok|[ym]rok$|år(?:$|s)|yıl|vuosi|年|연도|년도"
)
_FULL_YEAR: Final = re.compile(r"(?:18[89]|19\d|20\d)\d(?:\.0)?")
_WORDS_OF_FILMS: Final = (
    "action adventure animation biography comedy crime documentary drama family fantasy history "
    "horror music musical mystery romance scifi sciencefiction sport thriller war western noir "
    "g pg pg13 r nc17 unrated notrated tvma tv14 tvpg tvg tvy7 u 12a fsk0 fsk6 fsk12 fsk16 fsk18 "
    "released postproduction inproduction rumored rumoured announced canceled cancelled ended "
    "returningseries"
)
_SAID_OF_FILMS: Final = frozenset(_WORDS_OF_FILMS.split())
"""Genres, certificates and states of a production, which say nothing of watching."""


class TableColumn(NamedTuple):
    """A column as it was understood: ``role`` is what it is, or ``looks`` what it looks like.

    ``suggested`` is what is offered for it; None for a column that need not be told. ``words`` are
    those in it that may be states, and that nobody knows.
    """

    name: str
    role: str
    looks: str = ""
    suggested: str | None = None
    example: str = ""
    words: tuple[str, ...] = ()


class UnknownColumnsError(RefusedError):
    """A table has columns that may tell which films were watched, and that are not understood.

    ``columns`` are these. The message ends with a command line that says what they are: it begins
    with ``command``, which whoever knows how the program was called may replace.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn],
        lines: Sequence[str],
        file: str,
        answers: Sequence[str],
    ) -> None:
        super().__init__(*lines)
        self.columns = tuple(column for column in columns if column.suggested is not None)
        self.command: Sequence[str] = ("watchlist", "import", file)
        self._lines = tuple(lines)
        self._answers = tuple(answers)

    def __str__(self) -> str:
        return "\n".join((*self._lines, f"  {shlex.join((*self.command, *self._answers))}"))


def looks(name: str, cells: Iterable[str], *, alone: bool = False) -> str:
    """Return what a column looks like: ``date``, ``state``, ``kind``, ``rating``, or nothing.

    ``alone`` says that no other one tells what was watched: then a few words are enough.
    """
    filled = list(islice(filter(None, map(str.strip, cells)), _LOOKED_AT))
    key = column_key(name)
    if not filled or is_harmless(name) or _are_counted(filled):
        return ""
    if all(column_key(text) in _SAID_OF_FILMS for text in filled):
        return ""
    for what, test in (("date", looks_like_day), ("state", _is_state), ("kind", _is_kind)):
        if sum(map(test, filled)) >= _MOST * len(filled):
            return what
    if sum(map(_is_rating, filled)) >= _MOST * len(filled) and set(filled) != {"1"}:
        return "rating"
    if _SEEN.search(key) and all(map(_FULL_YEAR.fullmatch, filled)):
        return "date"
    named = next((what for what, pattern in _NAMED if pattern.search(key)), "")
    return named or (
        "state" if _are_few_words(filled, least=_SEVERAL if alone else _OF_MANY) else ""
    )


def is_harmless(name: str) -> bool:
    """Whether a column says nothing of watching by its name, whatever is in it."""
    return _HARMLESS.search(column_key(name)) is not None


def are_years(name: str, cells: Iterable[str]) -> bool:
    """Whether a column is one of years in which films came out, by its name and its cells."""
    key = column_key(name)
    if not _YEAR.search(key) or _SEEN.search(key) or _HARMLESS.search(key):
        return False
    filled = list(islice(filter(None, cells), _LOOKED_AT))
    return bool(filled) and all(map(_FULL_YEAR.fullmatch, filled))


def offered(name: str, cells: Sequence[str], *, alone: bool) -> str | None:
    """Return what a column is most likely about; None when that need not be told.

    ``alone`` as for ``looks``.
    """
    filled = list(filter(None, cells))
    if filled and all(map(imdb_id, filled)):
        return "imdb"
    what = looks(name, cells, alone=alone)
    return _suggested(name, what, cells, set()) if what else None


def _is_state(text: str) -> bool:
    if text.isdecimal():
        return False
    with suppress(ValueError):
        return state_in("state", text) is not None
    return False


def _is_kind(text: str) -> bool:
    with suppress(ValueError):
        return kind_of(text) is not None and len(text) <= _SHORT and bool(column_key(text))
    return False


def _is_rating(text: str) -> bool:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return _is_drawn_rating(text)
    return 0 <= number <= _TEN


def _is_drawn_rating(text: str) -> bool:
    with suppress(ValueError):
        return Scale(0).stars(text) is not None
    return False


def _are_counted(cells: Sequence[str]) -> bool:
    """Whether cells only count the rows, from 0 or 1."""
    if len(cells) == 1 or not all(map(str.isdecimal, cells)):
        return False
    numbers = list(map(int, cells))
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _are_few_words(cells: Sequence[str], *, least: int = _OF_MANY) -> bool:
    words = set(cells)
    return (
        len(cells) >= least
        and len(words) <= _FEW
        and all(len(word) <= _SHORT and not re.search(r"\d", word) for word in words)
    )


def refuse_unknown(
    table: CellTable,
    rows: KeptRows,
    indexes: Mapping[str, int],
    others: Sequence[int],
    *,
    usual: str | None,
) -> None:
    """Raise UnknownColumnsError when one of ``others`` may tell which films were watched.

    ``usual`` is the order of dates that is set.
    """
    found = _looking(table, rows, others)
    if not found and TELLING.isdisjoint(indexes):
        found = _looking(table, rows, others, alone=True)
    if "title" not in indexes and not {"imdb", "tmdb", "letterboxd"} & indexes.keys():
        title = _title_column(rows, [index for index in others if index not in found])
        if title is not None:
            found[title] = "title"
        reason = _NO_TITLE
    else:
        reason = "has columns that are not understood"
    if reason == _NO_TITLE and any(map(_is_data, table.names)):
        raise RefusedError(
            f"{table.name} has no first line that names its columns: write one above the rows, "
            "such as Title,Year,Watched on,Rating."
        )
    if reason == _NO_TITLE and "title" not in found.values():
        raise RefusedError(table.unknown())
    if not found:
        return
    columns = _columns(table, rows, indexes, found)
    lines = _lines(table, rows, columns, reason)
    raise UnknownColumnsError(columns, lines, table.name, _answers(table, rows, columns, usual))


def _looking(
    table: CellTable, rows: KeptRows, indexes: Iterable[int], *, alone: bool = False
) -> dict[int, str]:
    """Return the columns that look like something that may tell of watching, and like what."""
    found = {at: looks(table.word(at), rows.column(at), alone=alone) for at in indexes}
    return {at: what for at, what in found.items() if what}


def _is_data(name: str) -> bool:
    """Whether what should be the name of a column is a number or a day, as in a row."""
    return name.replace(".", "").isdecimal() or looks_like_day(name)


def _title_column(rows: Sequence[TableRow], indexes: Sequence[int]) -> int | None:
    """Return the column that most likely has the titles: the one with most different words."""
    words = {
        index: len({row.cells[index] for row in rows[:_LOOKED_AT] if _is_word(row.cells[index])})
        for index in indexes
    }
    best = max(words, key=lambda index: words[index], default=None)
    return best if best is not None and words[best] else None


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text)) and "://" not in text


def _columns(
    table: CellTable, rows: Sequence[TableRow], indexes: Mapping[str, int], found: Mapping[int, str]
) -> list[TableColumn]:
    known = {index: role for role, index in indexes.items()}
    taken = set(indexes)
    watched = _viewing_days(table, found) if "watched_on" not in taken else None
    columns = []
    for index, name in enumerate(table.names):
        example = next((cell for row in rows if (cell := row.cells[index].strip())), "")
        if index in found:
            cells = [row.cells[index].strip() for row in rows[:_LOOKED_AT]]
            if found[index] == "date" and index != watched:
                taken.add("watched_on")
            role = _suggested(table.word(index), found[index], cells, taken)
            taken.add(role)
            if index != watched and "watched_on" not in indexes:
                taken.discard("watched_on")
            words = unknown_words(cells) if role == "state" else ()
            columns.append(TableColumn(name, "", _LOOKS[found[index]], role, example, words))
        elif name:
            columns.append(TableColumn(name, known.get(index, ""), example=example))
    return columns


def _viewing_days(table: CellTable, found: Mapping[int, str]) -> int | None:
    """Return which of the columns of days most likely tells of viewings."""
    days = [index for index, what in found.items() if what == "date"]
    keys = {index: column_key(table.word(index)) for index in days}
    named = [index for index in days if not any(p.search(keys[index]) for _, p in _ROLE_BY_NAME)]
    ended = (index for index in named if _ENDED.search(keys[index]))
    usual = (index for index in named if not _BEGUN.search(keys[index]))
    return next(ended, next(usual, next(iter(named), None)))


def _suggested(name: str, what: str, cells: Sequence[str], taken: set[str]) -> str:
    """Return the role that is offered for a column; empty for nothing."""
    filled = [cell for cell in cells if cell]
    key = column_key(name)
    role = what
    if what == "date":
        role = next((r for r, pattern in _ROLE_BY_NAME if pattern.search(key)), "watched_on")
        dated = any(looks_like_day(text) or _FULL_YEAR.fullmatch(text) for text in filled)
        role = role if dated else ""
    elif what == "rating":
        role = "rating" if any(map(_is_rating, filled)) else "note"
    elif what == "state":
        role = "state" if any(map(state_of, filled)) or _are_few_words(filled, least=1) else ""
        if _SEEN.search(key) and any(map(_is_state, filled)) and not any(map(state_of, filled)):
            role = "watched"
    elif what == "kind":
        role = "kind" if any(map(_is_kind, filled)) else ""
    return "" if role in taken else role


def _lines(
    table: CellTable, rows: Sequence[TableRow], columns: Sequence[TableColumn], reason: str
) -> list[str]:
    said = [f"{table.name} {reason}, so nothing was imported. Its columns:"]
    said += [f"  {column.name[:40]}: {_taken_for(column)}" for column in columns[:40]]
    if rows:
        cells = zip(table.names, rows[0].cells, strict=True)
        first = ", ".join(f"{name[:40]} “{one_line(cell)[:40]}”" for name, cell in cells if name)
        said.append(f"Its first row: {first}.")
    if any(column.words for column in columns):
        said.append(MEANING_OF_WORDS)
    said.append("Say with --map what they are; a column with nothing behind its “=” is left out:")
    return said


MEANING_OF_WORDS: Final = (
    "Behind the “=” of a word for a state goes watched, watchlist, watching, dropped or nothing."
)


def answers_of(columns: Iterable[TableColumn]) -> list[str]:
    """Return the options that say what columns look like."""
    words = []
    for column in columns:
        if column.suggested is not None:
            words += ["--map", f"{column.name}={column.suggested}"]
            words += [part for word in column.words for part in ("--map", f"{word}=")]
    return words


def unknown_words(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the words in the cells of a state that nobody knows; none where they are many.

    So many are prose, and nobody says of each what it means.
    """
    words = tuple(dict.fromkeys(text for text in cells if text and not _is_state(text)))
    return words if len(words) <= _ASKED else ()


def _taken_for(column: TableColumn) -> str:
    if column.suggested is not None:
        return f"{column.looks}, is not understood"
    return f"taken for {column.role}" if column.role else "nothing is taken from it"


def _answers(
    table: CellTable, rows: Sequence[TableRow], columns: Sequence[TableColumn], usual: str | None
) -> list[str]:
    """Return the options that answer what is not understood, as it looks."""
    words = answers_of(columns)
    dated = [table.names.index(c.name) for c in columns if c.suggested in ("watched_on", "release")]
    dates = [row.cells[index].strip() for row in rows for index in dated]
    doubtful = next(filter(is_ambiguous, dates), None)
    if doubtful and not usual and day_order(dates) is None:
        words += ["--date-order", usual_order(doubtful)]
    return words
